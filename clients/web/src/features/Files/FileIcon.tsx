import { File, FileArchive, FileText, Film, Image, Music } from "lucide-react";

/** What a file is by its media type, at a glance. */
export function FileIcon({ mediaType }: { readonly mediaType: string }) {
  const Icon = iconOf(mediaType);
  return <Icon size={24} strokeWidth={1.5} aria-hidden="true" />;
}

function iconOf(mediaType: string) {
  if (mediaType.startsWith("image/")) return Image;
  if (mediaType.startsWith("video/")) return Film;
  if (mediaType.startsWith("audio/")) return Music;
  if (/zip|compressed|archive|tar\b/.test(mediaType)) return FileArchive;
  return mediaType === "application/octet-stream" || mediaType === "" ? File : FileText;
}
