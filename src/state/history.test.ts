import { describe, expect, it } from "vitest";
import { amendStep, MAX_STEPS, pushStep, redoStep, startHistory, undoStep } from "./history";

describe("history", () => {
  it("goes back and forth through the steps", () => {
    const history = pushStep(pushStep(startHistory("a"), "b"), "c");
    expect(undoStep(history).present).toBe("b");
    expect(undoStep(undoStep(undoStep(history))).present).toBe("a");
    expect(redoStep(undoStep(history))).toEqual(history);
  });

  it("forgets what was undone when a new step is made", () => {
    const history = pushStep(undoStep(pushStep(startHistory("a"), "b")), "c");
    expect(redoStep(history)).toBe(history);
    expect(undoStep(history).present).toBe("a");
  });

  it("makes no step of an unchanged value, and amends without one", () => {
    const history = pushStep(startHistory("a"), "b");
    expect(pushStep(history, "b")).toBe(history);
    expect(undoStep(amendStep(history, "c")).present).toBe("a");
  });

  it("keeps a bounded number of steps", () => {
    let history = startHistory(0);
    for (let step = 1; step <= MAX_STEPS + 5; step++) history = pushStep(history, step);
    expect(history.past).toHaveLength(MAX_STEPS);
  });
});
