/**
 * @file The closing line of .ci/run. Arguments: exit codes of the app's tests and of the training tests. Adds the two
 * reports, prints the sum alone on the last line, and exits with 1 when anything failed.
 */
import { existsSync, readFileSync } from "node:fs";
import { addCounts, countJunit, formatCounts, NO_COUNTS } from "./counts.mjs";

const REPORTS = ".cache/reports";
const ONE_FAILURE = { ...NO_COUNTS, failed: 1 };
const [appExit, trainingExit] = process.argv.slice(2).map(Number);

function read(path, parse) {
  return existsSync(path) ? parse(readFileSync(path, "utf8")) : ONE_FAILURE;
}

/** A run that ended badly with no failed test in its report (no tests, a crash) is itself the failure. */
function orFailure(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? addCounts(counts, ONE_FAILURE) : counts;
}

const app = orFailure(read(`${REPORTS}/counts.json`, JSON.parse), appExit);
const training = orFailure(read(`${REPORTS}/pytest.xml`, countJunit), trainingExit);
const sum = addCounts(app, training);
console.log(`app: ${formatCounts(app)}`);
console.log(`training: ${formatCounts(training)}`);
console.log(formatCounts(sum));
process.exit(sum.failed === 0 ? 0 : 1);
