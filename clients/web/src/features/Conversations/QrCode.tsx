import { encode } from "uqr";
import styles from "./Groups.module.css";
import { qrPath } from "./joining.model.ts";

/** The light margin that a reader needs around a code, in squares (ISO/IEC 18004). */
const MARGIN = 4;

/** A text as a QR code; dark on light in both themes, because not every reader takes the reverse. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: MARGIN });
  return (
    <svg className={styles["qr"]} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={qrPath(data)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
