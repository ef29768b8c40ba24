/** @file A text as the modules of a QR code, drawn as one path of unit squares. */
import { encode } from "uqr";

/** White modules on each side that a reader needs (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

export interface QrPath {
  /** Modules on each side, with the quiet zone. */
  readonly size: number;
  /** Path of the dark modules; one unit is one module. */
  readonly path: string;
}

/** Throws when the text has more bytes than the largest code holds (2953). Correction: as much as the size allows for. */
export function drawQr(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: QUIET_ZONE });
  let path = "";
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      const width = x - start + 1;
      path += `M${start} ${y}h${width}v1h${-width}z`;
    }
  });
  return { size, path };
}
