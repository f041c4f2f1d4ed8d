import { OwnUploads } from "../../Files/OwnUploads.tsx";
import { PlaceTitle } from "./PlaceTitle.tsx";

/** What the user has uploaded. */
export function FilesPlace() {
  return (
    <>
      <PlaceTitle id="uploads.title" explanation="settings.filesMore" />
      <OwnUploads />
    </>
  );
}
