import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FoundInText } from "./findInTexts";
import { listWindows, mergeWindows } from "./textWindows";

describe("listWindows", () => {
  it("is one window for a text that fits, and none without words", () => {
    expect(listWindows([1, 2, 3], 6)).toEqual([[0, 3]]);
    expect(listWindows([], 6)).toEqual([]);
  });

  it("overlaps by a quarter", () => {
    // 8 pieces fit; the last 2 words of a window are read again.
    expect(listWindows(new Array<number>(16).fill(1), 8)).toEqual([
      [0, 8],
      [6, 14],
      [12, 16],
    ]);
  });

  it("covers every word, fits, and goes on, whatever the words", () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 200 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 12, max: 60 }), (numPieces, most) => {
        const windows = listWindows(numPieces, most);
        const sizes = windows.map(([start, end]) => numPieces.slice(start, end).reduce((sum, n) => sum + n, 0));
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(most);
        expect(windows.at(0)?.[0] ?? 0).toBe(0);
        expect(windows.at(-1)?.[1] ?? 0).toBe(numPieces.length);
        const isOn = windows.every(([start, end], i) => {
          const before = windows[i - 1];
          return start < end && (before === undefined || (before[0] < start && start <= before[1] && before[1] < end));
        });
        expect(isOn).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("mergeWindows", () => {
  const found = (
    spans: readonly (readonly [number, number])[],
    pairs: readonly (readonly [number, number])[] = [],
  ) => ({
    entities: spans.map((span, place) => ({ span, type: 0, score: 0.9, place })),
    relations: pairs.map(([first, second]) => ({ first, second, relation: 0, score: 0.5 })),
    numCut: 0,
  });
  const spansOf = ({ entities }: FoundInText) => entities.map(({ span }) => span);

  it("leaves the only window as it is", () => {
    const only = found([[0, 2]]);
    expect(mergeWindows([[0, 5]], [only])).toBe(only);
  });

  it("believes the window that shows more around a span", () => {
    // Words 6 and 7 are read twice. [6, 7] is nearer to the second window's edge, [7, 8] to the first one's.
    const windows = [
      [0, 8],
      [6, 14],
    ] as const;
    const both = mergeWindows(windows, [found([[6, 7]]), found([[1, 2]])]);
    expect(spansOf(both)).toEqual([
      [6, 7],
      [7, 8],
    ]);
    const neither = mergeWindows(windows, [found([[7, 8]]), found([[0, 1]])]);
    expect(spansOf(neither)).toEqual([]);
  });

  it("finds relations between entities of the merged list, once", () => {
    const windows = [
      [0, 8],
      [4, 12],
    ] as const;
    // 5 and 7 of the text: both windows have both, [5, 8] lies 0 words from the first window's end, 1 from the second's start.
    const first = found(
      [
        [5, 6],
        [7, 8],
      ],
      [[0, 1]],
    );
    const second = found(
      [
        [1, 2],
        [3, 4],
      ],
      [[1, 0]],
    );
    const { entities, relations } = mergeWindows(windows, [first, second]);
    expect(entities.map(({ span }) => span)).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect(relations).toEqual([{ first: 1, second: 0, relation: 0, score: 0.5 }]);
  });
});
