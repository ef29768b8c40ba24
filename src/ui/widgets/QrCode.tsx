/** @file A QR code: always dark on white, whatever the theme, because not every reader takes the reverse. */
import { useMemo } from "react";
import { drawQr } from "./qrPath";

/** `label`: what the code leads to, for who does not see it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawQr(text), [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
