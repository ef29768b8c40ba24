/** @file A small, fast hash of a text: to spread and to look up, not to protect. */

/** FNV-1a in 32 bits over UTF-16 units (Fowler, Noll and Vo): a whole number in [0, 2^32). Empty text: the offset basis. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
