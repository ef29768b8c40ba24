/**
 * @file Every check of the browser side, in order: format, lint, types, unit tests, build, end-to-end tests.
 * All steps run even when one fails, so that one run shows everything; the exit code is 1 if any failed. Reports go to
 * .cache/reports; counts.json there is the sum, which .ci/run adds to the training tests. A fresh clone is installed first.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { addCounts, countPlaywright, countVitest, formatCounts, NO_COUNTS } from "./counts.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const REPORTS = ".cache/reports";
const VITEST_REPORT = `${REPORTS}/vitest.json`;

function run(command, args, env = {}) {
  const options = { stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" };
  return spawnSync(command, args, options).status === 0;
}

/** Counts of one report; a report that is missing or cannot be read is one failure. */
function readCounts(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    console.error(`${path}: expected a test report, got none that can be read (${error.message}).`);
    return { ...NO_COUNTS, failed: 1 };
  }
}

if (!existsSync("node_modules") && !run("npm", ["ci"])) process.exit(1);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const { ensureBrowser } = await import("./browser.mjs");
const CHROMIUM_PATH = await ensureBrowser();

const steps = [
  { name: "format:check", args: ["run", "format:check"] },
  { name: "lint", args: ["run", "lint"] },
  { name: "check", args: ["run", "check"] },
  {
    name: "test",
    args: ["test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`],
    counts: () => readCounts(VITEST_REPORT, countVitest),
  },
  { name: "build", args: ["run", "build"] },
  // One after the other: all but the first want the machine for themselves (playwright.config.ts).
  ...["together", "webgpu", "alone"].map((project) => ({
    name: `e2e ${project}`,
    args: ["run", "e2e", "--", `--project=${project}`, "--reporter=list,json"],
    env: { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/playwright-${project}.json` },
    counts: () => readCounts(`${REPORTS}/playwright-${project}.json`, countPlaywright),
  })),
];

let sum = NO_COUNTS;
let failedSteps = 0;
const lines = [];
for (const { name, args, env, counts } of steps) {
  console.log(`\n== ${name} ==`);
  const startedAt = Date.now();
  const isGood = run("npm", args, env);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  let detail = "";
  if (counts) {
    const stepCounts = counts();
    // A runner can fail with no failed test (no tests found, a crash at the end): then the step is the failure.
    const shown = !isGood && stepCounts.failed === 0 ? { ...stepCounts, failed: 1 } : stepCounts;
    sum = addCounts(sum, shown);
    detail = `  ${formatCounts(shown)}`;
  } else if (!isGood) {
    sum = addCounts(sum, { ...NO_COUNTS, failed: 1 });
  }
  if (!isGood) failedSteps += 1;
  lines.push(`${isGood ? "ok    " : "FAILED"}  ${name.padEnd(12)}  ${String(seconds).padStart(4)} s${detail}`);
}
writeFileSync(`${REPORTS}/counts.json`, JSON.stringify(sum));
console.log(`\n${lines.join("\n")}\n\nall: ${formatCounts(sum)}`);
process.exit(failedSteps === 0 ? 0 : 1);
