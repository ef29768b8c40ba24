import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packColumns, unpackColumns } from "./packColumns";

describe("packColumns", () => {
  it("gives back what it was given, whatever the texts", () => {
    const texts = fc.array(fc.option(fc.string(), { nil: null }));
    fc.assert(
      fc.property(texts, fc.array(fc.double()), (relations, numbers) => {
        const columns = { relations, id: Float64Array.from(numbers), partner: null, inner: { values: numbers } };
        expect(unpackColumns(packColumns(columns))).toEqual(columns);
      }),
    );
  });

  it("sends a text that comes often once", () => {
    const packed = packColumns({ pairs: ["a", "b", "a", null, "a"] });
    expect(packed.pairs).toEqual({ kind: "texts", names: ["a", "b"], codes: Int32Array.of(0, 1, 0, -1, 0) });
  });

  it("keeps an empty column", () => {
    expect(unpackColumns(packColumns({ pairs: [] }))).toEqual({ pairs: [] });
  });
});
