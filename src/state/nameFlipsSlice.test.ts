import { describe, expect, it } from "vitest";
import type { NameColumns, NameFlips } from "../analysis/nameFlips";
import { makeCorpusTools } from "./testCorpusTools";
import { createNameFlipsSlice, type NameQuestion } from "./nameFlipsSlice";
import type { BenchState } from "./store";

const rest = () => new Promise((resolve) => setTimeout(resolve));

describe("statistics of names", () => {
  it("answers the newest question alone, and reports a failure without losing the last answer", async () => {
    const asked: { seed: number; settle: (found: NameFlips | Error) => void }[] = [];
    const corpusTools = makeCorpusTools({
      correlateNames: (_, seed) =>
        new Promise((resolve, reject) => {
          asked.push({ seed, settle: (found) => (found instanceof Error ? reject(found) : resolve(found)) });
        }),
    });
    let state = {} as BenchState;
    const slice = createNameFlipsSlice(
      (part) => void (state = { ...state, ...part }),
      () => state,
      { corpusTools } as Parameters<typeof createNameFlipsSlice>[2],
    );
    state = { ...state, ...slice };
    const ask = (seed: number): NameQuestion => {
      const question = { names: {} as NameColumns, seed };
      void state.correlateNames(question);
      return question;
    };
    ask(1);
    ask(2);
    const third = ask(3);
    asked[0]!.settle({} as NameFlips);
    await rest();
    expect(state.nameFlips).toBeNull();
    expect(asked.map(({ seed }) => seed)).toEqual([1, 3]);
    asked[1]!.settle({} as NameFlips);
    await rest();
    expect(state.nameFlips?.question).toBe(third);
    ask(4);
    asked[2]!.settle(new Error("stopped"));
    await rest();
    expect(state.nameFlipsError).toBe("stopped");
    expect(state.nameFlips?.question).toBe(third);
    ask(5);
    asked[3]!.settle({} as NameFlips);
    await rest();
    expect(state).toMatchObject({ nameFlipsError: null, nameFlips: { question: { seed: 5 } } });
  });
});
