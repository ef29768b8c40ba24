import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations, so that it runs before anything is installed
import { addCounts, countJunit, countPlaywright, countVitest, formatCounts, NO_COUNTS } from "./counts.mjs";

describe("counting tests", () => {
  it("counts vitest's results, and a file that did not load as one failure", () => {
    const report = {
      testResults: [
        { status: "passed", assertionResults: [{ status: "passed" }, { status: "passed" }, { status: "skipped" }] },
        { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
        { status: "failed", assertionResults: [] },
      ],
    };
    // Passed 2 + 1, failed 1 in the second file and 1 for the third, skipped 1.
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it("counts a test that passed on its retry as passed and a global error as failed", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 6, failed: 1, skipped: 3 });
    expect(countPlaywright({ stats, errors: [{ message: "no server" }] }).failed).toBe(2);
  });

  it("sums the suites of a JUnit report, errors among the failures", () => {
    const xml =
      '<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.5">' +
      '<testcase classname="a" name="b" /></testsuite></testsuites>';
    // 10 - (1 + 2) - 3 = 4 passed.
    expect(countJunit(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  });

  it("counts nothing in an empty report", () => {
    expect(countJunit("<testsuites></testsuites>")).toEqual(NO_COUNTS);
    expect(countVitest({ testResults: [] })).toEqual(NO_COUNTS);
  });

  it("writes the sum as one plain line", () => {
    const sum = addCounts({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 4, skipped: 0 });
    expect(formatCounts(sum)).toBe("4 passed, 4 failed, 2 skipped");
  });
});
