/**
 * @file What people read of the studies, made from training/studies, training/experiments,
 * training/results and training/joint.
 *
 *     node scripts/studyResults.mjs           writes public/studies/results.json and the tables of README.md
 *     node scripts/studyResults.mjs --check   writes nothing; exit code 1 if one of them says something else
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { collectJoint } from "./jointRuns.mjs";
import { renderReadme } from "./resultsTable.mjs";
import { collectStudies } from "./studyRuns.mjs";

const ROOT = new URL("../", import.meta.url);

/** The page's file: one study, one run, and what variance goes with in one model, a line. */
export function formatStudies({ studies, runs, diagnostics, joint, ...head }) {
  const lines = (items) => items.map((item) => ` ${JSON.stringify(item)}`).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},\n"studies": [\n${lines(studies)}\n],\n"diagnostics": [\n${lines(diagnostics)}\n],\n"runs": [\n${lines(runs)}\n],\n"joint": ${JSON.stringify({ ...joint, runs: null }).slice(0, -"null}".length)}[\n${lines(joint.runs)}\n]}}\n`;
}

/** Both files as they should be: [path, text]. */
export function renderFiles(readme) {
  const collected = { ...collectStudies(), joint: collectJoint() };
  return [
    ["public/studies/results.json", formatStudies(collected)],
    ["README.md", renderReadme(readme, collected)],
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes("--check");
  for (const [path, text] of renderFiles(readFileSync(new URL("README.md", ROOT), "utf8"))) {
    const url = new URL(path, ROOT);
    if (!isCheck) writeFileSync(url, text);
    else if (readFileSync(url, "utf8") !== text) {
      console.error(`${path} differs from training/results. Run: node scripts/studyResults.mjs`);
      process.exitCode = 1;
    }
  }
}
