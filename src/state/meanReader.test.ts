import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { ModelInfo } from "../inference/types";
import { createMeanReader } from "./meanReader";
import { makeAnswer } from "./testAnswer";

const example: Example = {
  ...{ id: "1", text: "Ilse met Ravi." },
  ...{ subject: { start: 0, end: 4 }, object: { start: 9, end: 13 } },
};
const typed: Example = { ...example, subject: { ...example.subject, type: "PERSON" } };

/** Reads these one after another; how many the engine was asked for each time. */
async function countAsked(model: Partial<ModelInfo>, examples: readonly Example[]): Promise<number[]> {
  const asked: number[] = [];
  const reader = createMeanReader({
    predictMany(_id, some, _options, { onProgress }) {
      const results = some.map(() => makeAnswer({ probabilities: [0.2, 0.8] }).reading);
      asked.push(some.length);
      onProgress?.({ from: 0, results, numDone: results.length, numTotal: results.length });
      return Promise.resolve(results);
    },
  });
  for (const one of examples) {
    const before = asked.length;
    await reader.read({ model: model as ModelInfo, beta: null, examples: [one], lane: "test" });
    if (asked.length === before) asked.push(0);
  }
  return asked;
}

describe("mean readings", () => {
  it("are asked for once, whatever the types, of a model that reads none", async () => {
    expect(await countAsked({ id: "plain", hasBottleneck: false }, [example, typed, example])).toEqual([1, 0, 0]);
  });

  it("are asked for with each type of a model that reads types", async () => {
    const model = { id: "tags", hasBottleneck: false, typesRead: ["PERSON"] };
    expect(await countAsked(model, [example, typed, example, typed])).toEqual([1, 1, 0, 0]);
  });
});
