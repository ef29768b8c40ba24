import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { countFlops, explainSkip, listCells } from "./grid.mjs";

describe("the grid of the bench", () => {
  it("goes from the least work to the most", () => {
    // Tokens in all: 16, 48, 512, 1536.
    expect(listCells([32, 1], [48, 16])).toEqual([
      { rows: 1, tokens: 16 },
      { rows: 1, tokens: 48 },
      { rows: 32, tokens: 16 },
      { rows: 32, tokens: 48 },
    ]);
  });

  it("leaves a cell out when one pass would be too long, and says how long", () => {
    // 5 ms a token: 32 x 48 tokens are 7.68 s.
    expect(explainSkip({ rows: 32, tokens: 48 }, 5, 8)).toBeNull();
    expect(explainSkip({ rows: 32, tokens: 48 }, 5, 7)).toBe("one pass would take about 8 s, over the limit of 7 s");
    expect(explainSkip({ rows: 32, tokens: 48 }, NaN, 1)).toBeNull();
  });

  it("counts two operations for each weight and token, and the products of attention", () => {
    const config = { hiddenSize: 2, intermediateSize: 3, numLayers: 1 };
    // One token: 4 maps of 2 x 2 and 2 of 2 x 3 are 28 products; scores and values are 2 each. Twice (28 + 4) = 64.
    expect(countFlops(config, { rows: 1, tokens: 1 })).toBe(64);
    // Rows multiply; layers multiply.
    expect(countFlops({ ...config, numLayers: 6 }, { rows: 5, tokens: 1 })).toBe(64 * 30);
    // Attention grows with the square of the length: three tokens are 3 x 28 + 3 x 3 x 4 = 120 products.
    expect(countFlops(config, { rows: 1, tokens: 3 })).toBe(240);
  });
});
