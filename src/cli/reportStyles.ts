/** @file The style sheets of a report as one text, with the faces inside. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SHEETS = ["tokens.css", "styles/base.css", "styles/figure.css", "styles/corpus.css", "styles/report.css"];
/** Faces that a report carries; what they lack is drawn in the reader's own. */
const CARRIED = /source-(sans|serif)-[34]-(latin|latin-ext|greek)-wght-normal\.woff2$/;

const require = createRequire(import.meta.url);

export function readReportStyles(): string {
  const text = SHEETS.map((name) => readFileSync(new URL(`../ui/${name}`, import.meta.url), "utf8")).join("\n");
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/@font-face\s*\{[^}]*\}/g, (face) => {
      const file = /url\("([^"]+)"\)/.exec(face)?.[1];
      if (file === undefined || !CARRIED.test(file)) return "";
      const data = readFileSync(require.resolve(file)).toString("base64");
      return face.replace(file, `data:font/woff2;base64,${data}`);
    })
    .replace(/\n\s*/g, "\n");
}
