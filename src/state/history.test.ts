import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findChange, MAX_STEPS, NO_STEPS, pushStep, redoStep, undoStep, type History, type Step } from "./history";

interface Page {
  readonly a: number;
  readonly b: string;
}
type PageStep = Step<Page, "here">;
const KEYS = ["a", "b"] as const;

function makeStep(state: Page, change: Partial<Page>, gesture: string | null = null, at = 0): PageStep {
  return { name: "x", view: "here", gesture, at, ...findChange(state, change, KEYS)! };
}

describe("findChange", () => {
  it("names only what becomes another, before and after", () => {
    expect(findChange<Page>({ a: 1, b: "x" }, { a: 2, b: "x" }, KEYS)).toEqual({ before: { a: 1 }, after: { a: 2 } });
    expect(findChange<Page>({ a: 1, b: "x" }, { a: 2 }, ["b"])).toBeNull();
    expect(findChange<Page>({ a: NaN, b: "x" }, { a: NaN }, KEYS)).toBeNull();
  });
});

describe("steps", () => {
  it("go back and forward through every state, whatever was done", () => {
    const change = fc.record({ a: fc.nat(3), b: fc.constantFrom("x", "y", "z") }, { requiredKeys: [] });
    const move = fc.oneof(
      { weight: 3, arbitrary: change },
      { weight: 2, arbitrary: fc.constantFrom("undo" as const, "redo" as const) },
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        let state: Page = { a: 0, b: "x" };
        let history: History<Page, "here"> = NO_STEPS;
        // The model: every state there has been, and where we are among them.
        let states: Page[] = [state];
        let place = 0;
        for (const next of moves) {
          if (next === "undo" || next === "redo") {
            const travelled = next === "undo" ? undoStep(history) : redoStep(history);
            const to = place + (next === "undo" ? -1 : 1);
            expect(travelled === null).toBe(states[to] === undefined);
            if (travelled === null) continue;
            history = travelled.history;
            state = { ...state, ...(next === "undo" ? travelled.step.before : travelled.step.after) };
            place = to;
          } else {
            if (findChange(state, next, KEYS) === null) continue;
            history = pushStep(history, makeStep(state, next));
            state = { ...state, ...next };
            states = [...states.slice(0, place + 1), state];
            place++;
          }
          expect(state).toEqual(states[place]);
        }
      }),
    );
  });

  it("of one gesture are one step, from before its start to after its end", () => {
    const first = pushStep<Page, "here">(NO_STEPS, makeStep({ a: 1, b: "x" }, { a: 2 }, "drag", 100), 50);
    const second = pushStep(first, makeStep({ a: 2, b: "x" }, { a: 3, b: "y" }, "drag", 140), 50);
    expect(second.past).toHaveLength(1);
    expect(undoStep(second)?.step).toMatchObject({ before: { a: 1, b: "x" }, after: { a: 3, b: "y" } });
  });

  it("stay apart after a rest, for another gesture, without a gesture, and after an undo", () => {
    const drag = (at: number, from: number, gesture: string | null = "drag") =>
      makeStep({ a: from, b: "x" }, { a: from + 1 }, gesture, at);
    const one = pushStep<Page, "here">(NO_STEPS, drag(0, 1), 50);
    expect(pushStep(one, drag(51, 2), 50).past).toHaveLength(2);
    expect(pushStep(one, drag(1, 2, "type"), 50).past).toHaveLength(2);
    expect(pushStep(pushStep(NO_STEPS, drag(0, 1, null), 50), drag(1, 2, null), 50).past).toHaveLength(2);
    const two = pushStep(one, drag(60, 2), 50);
    const undone = undoStep(two)!.history;
    expect(pushStep(undone, drag(61, 2), Infinity)).toMatchObject({ future: [] });
    expect(pushStep(undone, drag(61, 2), Infinity).past).toHaveLength(2);
  });

  it("are kept up to a number, the oldest going first", () => {
    let history: History<Page, "here"> = NO_STEPS;
    for (let a = 0; a < MAX_STEPS + 20; a++) history = pushStep(history, makeStep({ a, b: "x" }, { a: a + 1 }));
    expect(history.past).toHaveLength(MAX_STEPS);
    expect(history.past[0]!.before).toEqual({ a: 20 });
    expect(undoStep(NO_STEPS)).toBeNull();
    expect(redoStep(NO_STEPS)).toBeNull();
  });
});
