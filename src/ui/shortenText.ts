/** @file Texts too long for their place, cut in the middle. */
import { spellMarks } from "./hiddenMarks";

/**
 * The text when it has at most `most` characters; else its beginning and its end around "…", cut at spaces where there is
 * one near, in at most `most` characters. Characters outside the basic plane stay whole; marks that cannot be seen are
 * spelled out.
 */
export function shortenMiddle(raw: string, most: number): string {
  const text = spellMarks(raw);
  if (text.length <= most) return text;
  const half = Math.floor((most - 3) / 2);
  const start = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, "");
  const end = text.slice(text.length - half).replace(/^[\uDC00-\uDFFF]/, "");
  const near = Math.floor(half / 2);
  const lastSpace = start.lastIndexOf(" ");
  const firstSpace = end.indexOf(" ");
  const before = lastSpace >= near ? start.slice(0, lastSpace) : start;
  const after = firstSpace >= 0 && firstSpace < near ? end.slice(firstSpace + 1) : end;
  return `${before} … ${after}`;
}
