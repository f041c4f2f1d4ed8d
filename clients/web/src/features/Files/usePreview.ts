import { useEffect, useState } from "react";

/** Whether this device can show a file as a picture. */
export const hasPreview = ({ type }: Pick<File, "type">): boolean => /^image\/(png|jpeg|gif|webp)$/.test(type);

/** The address of a file of this device that is a picture, for as long as the component shows it. */
export function usePreview(file: File): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!hasPreview(file)) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
