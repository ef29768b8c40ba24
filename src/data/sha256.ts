/** @file SHA-256 of files and texts, on every page: over plain http browsers offer no cryptography of their own. */

/** SHA-256 of bytes, in lower-case hexadecimal. */
export async function computeSha256(bytes: ArrayBuffer): Promise<string> {
  // A class-room's page comes over plain http from another computer; the library then does it, at about a tenth of the speed.
  const digest =
    globalThis.crypto?.subtle === undefined
      ? (await import("@noble/hashes/sha2.js")).sha256(new Uint8Array(bytes))
      : new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of a text in UTF-8. */
export function hashText(text: string): Promise<string> {
  return computeSha256(new TextEncoder().encode(text).buffer as ArrayBuffer);
}
