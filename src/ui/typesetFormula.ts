/**
 * @file TeX as MathML, which browsers draw and screen readers speak by themselves: no fonts, no style sheet, no inline
 * styles. Always imported lazily: KaTeX is larger than the Bench's first paint may be.
 */
import katex from "katex";

/** One formula as MathML markup. Throws KaTeX's ParseError on TeX it cannot read. */
export function typesetFormula(tex: string): string {
  return katex.renderToString(tex, { output: "mathml", displayMode: true, throwOnError: true, strict: "error" });
}
