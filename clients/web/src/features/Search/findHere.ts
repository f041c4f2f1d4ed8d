/** The id of the field that searches in the open conversation. */
export const FIND_HERE = "find-here";
