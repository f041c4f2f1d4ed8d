/** The files that are pasted; none when there is text besides, which wins: office programs copy a picture of it as well. */
export function pastedFiles(transfer: DataTransfer): readonly File[] {
  return transfer.types.includes("text/plain") ? [] : [...transfer.files];
}

/** The files that are dropped, without folders: a browser hands those over as files that cannot be read. */
export function droppedFiles(transfer: DataTransfer): readonly File[] {
  return [...transfer.items].flatMap((item) => {
    const file = item.webkitGetAsEntry()?.isDirectory === true ? null : item.getAsFile();
    return file ?? [];
  });
}

export const hasFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes("Files") === true;
