import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { ScoreJob } from "./client";
import type { ScoreBatch } from "./protocol";
import { readStored } from "./readStored";
import { receiveRows, sendCorpus, sendRows } from "./sendCorpus";

const make = (count: number): Example[] =>
  Array.from({ length: count }, (_, i) => ({
    id: String(i),
    text: `a b ${i}`,
    subject: { start: 0, end: 1 },
    object: { start: 2, end: 3 },
  }));
const never = () => false;

describe("a corpus on its way to the page", () => {
  it("arrives whole and in order, whatever its length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3500), async (count) => {
        const sizes: number[] = [];
        const corpus = { name: "n", source: "file" as const, problems: [], hash: "h", examples: make(count) };
        const { answer, examples } = await receiveRows((onRows) =>
          sendCorpus(corpus, (rows) => {
            sizes.push(rows.length);
            return onRows(rows);
          }),
        );
        expect({ ...answer, examples }).toEqual(corpus);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 20 },
    );
  });

  it("waits for each part to be taken in, and stops when it is cancelled", async () => {
    const taken: number[] = [];
    let isCancelled = false;
    const isSent = await sendRows(
      make(5000),
      async (rows) => {
        await Promise.resolve();
        taken.push(rows.length);
        isCancelled = taken.length === 2;
      },
      () => isCancelled,
    );
    expect(isSent).toBe(false);
    expect(taken).toEqual([1000, 1000]);
    expect(await sendRows([], () => undefined, never)).toBe(true);
  });
});

describe("readStored", () => {
  const examples = make(5000);
  const job = { jobId: "j", places: examples.map((_, i) => 2 * i), examples } as unknown as ScoreJob;
  const result = (i: number) => ({ kind: "unreadable" as const, error: String(i) });

  /** A store that has a result for every third place. */
  const open = (outcomes: ("done" | "cancelled")[]) => {
    const asked: number[] = [];
    const scoreRows = (part: ScoreJob, onBatch: (batch: ScoreBatch) => void) => {
      asked.push(part.examples.length);
      const rows = part.places.flatMap((place, i) => (place % 3 === 0 ? [i] : []));
      onBatch({
        rows,
        results: rows.map((i) => result(part.places[i]!)),
        isStored: true,
        numDone: rows.length,
        numTotal: part.places.length,
        rowsPerSecond: null,
        etaMs: null,
      });
      return Promise.resolve(outcomes.shift() ?? "done");
    };
    return { asked, scoreRows };
  };

  it("asks in parts, and names rows by their place in the whole job", async () => {
    const found = new Map<number, string>();
    const counts: number[][] = [];
    const store = open([]);
    const outcome = await readStored(store.scoreRows, job, ({ rows, results, numDone, numTotal }) => {
      rows.forEach((row, i) => found.set(row, (results[i] as { error: string }).error));
      counts.push([numDone, numTotal]);
    });
    expect(outcome).toBe("done");
    expect(store.asked).toEqual([2048, 2048, 904]);
    expect(counts.at(-1)).toEqual([found.size, 5000]);
    const expected = job.places.flatMap((place, row) => (place % 3 === 0 ? [[row, String(place)] as const] : []));
    expect([...found]).toEqual(expected);
  });

  it("asks no further once a part was cancelled", async () => {
    const store = open(["done", "cancelled"]);
    expect(await readStored(store.scoreRows, job, () => undefined)).toBe("cancelled");
    expect(store.asked).toEqual([2048, 2048]);
  });
});
