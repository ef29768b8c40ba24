/** @file Shared by every unit test: numeric matchers, and a console that must stay quiet. */
import { afterEach, beforeEach, expect, vi, type MockInstance } from "vitest";

type Numbers = ArrayLike<number> | readonly Numbers[];

declare module "vitest" {
  // The type parameter has to be written as in vitest's own declaration to merge with it.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any
  interface Matchers<T = any> {
    /** Same length and |received - expected| <= tolerance everywhere; NaN never passes. Nested arrays are flattened. */
    toBeAllclose(expected: Numbers, tolerance?: number): void;
  }
}

function flatten(values: Numbers): number[] {
  return Array.from(values as ArrayLike<number | Numbers>).flatMap((value) =>
    typeof value === "number" ? [value] : flatten(value),
  );
}

expect.extend({
  toBeAllclose(received: Numbers, expected: Numbers, tolerance = 1e-6) {
    const [got, want] = [flatten(received), flatten(expected)];
    if (got.length !== want.length) {
      return { pass: false, message: () => `expected ${want.length} numbers, got ${got.length}` };
    }
    let worst = -1;
    let largest = -1;
    want.forEach((value, i) => {
      const difference = Math.abs(got[i]! - value);
      // "not <=" so that NaN counts as a difference
      if (!(difference <= largest)) [worst, largest] = [i, Number.isNaN(difference) ? Infinity : difference];
    });
    return {
      pass: worst === -1 || largest <= tolerance,
      message: () =>
        `largest difference ${largest} at index ${worst}: expected ${want[worst]}, got ${got[worst]}; tolerance ${tolerance}`,
    };
  },
});

/** The one line that tfjs prints by itself: it recommends tfjs-node, which cannot be installed everywhere. */
const TFJS_GREETING = "Hi, looks like you are running TensorFlow.js in Node.js";

let spies: MockInstance[] = [];

beforeEach(() => {
  spies = (["warn", "error"] as const).map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
});

afterEach(() => {
  // tfjs reports a kernel it could not compile as a mere warning and then returns wrong numbers.
  const lines = spies.flatMap((spy) => spy.mock.calls.map((call) => call.map(String).join(" ")));
  for (const spy of spies) spy.mockRestore();
  const unexpected = lines.filter((line) => !line.includes(TFJS_GREETING));
  if (unexpected.length > 0) throw new Error(`The console must stay quiet in tests, got:\n${unexpected.join("\n")}`);
});
