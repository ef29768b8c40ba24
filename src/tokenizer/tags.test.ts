import { describe, expect, it } from "vitest";
import { listTagTypes } from "./tags";

describe("tags", () => {
  it("tell types apart by their first token; a plain B is of no type", () => {
    expect(listTagTypes(["O", "B", "I", "B-PERSON", "I-PERSON", "B-DATE", "I-DATE"])).toEqual(["PERSON", "DATE"]);
    expect(listTagTypes(["O", "B", "I"])).toEqual([]);
  });
});
