/** @file How many tests passed, failed and were skipped, read from the reports that the test runners write. */

/** Nothing run: the neutral element of {@link addCounts}. */
export const NO_COUNTS = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/** Sum of two counts. */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Counts of vitest's JSON report. A file that could not even be loaded holds no test and still counts as one failure.
 */
export function countVitest(report) {
  const counts = { ...NO_COUNTS };
  for (const file of report.testResults) {
    const tests = file.assertionResults;
    if (file.status === "failed" && !tests.some((test) => test.status === "failed")) counts.failed += 1;
    for (const { status } of tests) {
      if (status === "passed") counts.passed += 1;
      else if (status === "failed") counts.failed += 1;
      else counts.skipped += 1;
    }
  }
  return counts;
}

/** Counts of Playwright's JSON report. A test that passed on a retry counts as passed; an error outside tests as failed. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + (report.errors ?? []).length, skipped };
}

/** Counts of a JUnit XML report as pytest writes it: the sum over its `<testsuite>` elements. */
export function countJunit(xml) {
  let counts = NO_COUNTS;
  for (const [, attributes] of xml.matchAll(/<testsuite\s([^>]*)>/g)) {
    const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
    const failed = read("failures") + read("errors");
    const skipped = read("skipped");
    counts = addCounts(counts, { passed: read("tests") - failed - skipped, failed, skipped });
  }
  return counts;
}

/** The closing line: "N passed, N failed, N skipped". */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
