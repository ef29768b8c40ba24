import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import { keepMapping, keyOfLabels, readMapping } from "./mappingActions";
import { NO_MAPPING, selectTyping, type Mapping } from "./mapping";

function makePreferences(start: Record<string, string> = {}) {
  const values = new Map(Object.entries(start));
  return {
    values,
    read: (key: string) => values.get(key) ?? null,
    write: (key: string, value: string) => void values.set(key, value),
  };
}
const rows = (relations: readonly string[], types: readonly string[] = ["Peop"]): Example[] =>
  relations.map((relation, i) => ({
    id: `${i}`,
    text: "Ida met Bo",
    subject: { start: 0, end: 3, type: types[i % types.length]! },
    object: { start: 8, end: 10 },
    relation,
  }));
const MODEL = keyOfLabels(["no_relation", "spouse"]);
const MAPPING: Mapping = {
  relations: {
    [MODEL]: [
      ["per:partner", "spouse"],
      ["__proto__", null],
    ],
  },
  types: [["Peop", "PERSON"]],
};

describe("kept choices", () => {
  it("come back for another file with the same names in another order, and for no other", () => {
    const preferences = makePreferences();
    keepMapping(rows(["per:partner", "__proto__", "per:partner"]), MAPPING, preferences);
    expect(readMapping(rows(["__proto__", "per:partner"]), preferences)).toEqual(MAPPING);
    expect(readMapping(rows(["__proto__", "per:partner", "else"]), preferences)).toEqual({
      ...MAPPING,
      relations: {},
    });
    expect(readMapping(rows(["else"], ["Org"]), preferences)).toEqual(NO_MAPPING);
  });

  it("hold no word of the file", () => {
    const preferences = makePreferences();
    keepMapping(rows(["per:partner", "__proto__"]), MAPPING, preferences);
    const text = [...preferences.values.values()].join();
    expect(text).toContain("spouse");
    expect(text).not.toMatch(/partner|proto|Peop/);
  });

  it("are gone when they are taken back; those of other files stay", () => {
    const preferences = makePreferences();
    keepMapping(rows(["per:partner", "__proto__"]), MAPPING, preferences);
    keepMapping(rows(["other"], ["Org"]), { relations: { [MODEL]: [["other", "spouse"]] }, types: [] }, preferences);
    keepMapping(rows(["per:partner", "__proto__"]), NO_MAPPING, preferences);
    expect(readMapping(rows(["per:partner", "__proto__"]), preferences)).toEqual(NO_MAPPING);
    expect(readMapping(rows(["other"], ["Org"]), preferences).relations[MODEL]).toEqual([["other", "spouse"]]);
  });

  it.each(["", "null", "[]", "{", '{"relations x of y":[[0,"a"]]}'])("what is damaged is passed over: %s", (text) => {
    const preferences = makePreferences({ "entity-bias-explorer:mappings": text });
    expect(readMapping(rows(["a"]), preferences)).toEqual(NO_MAPPING);
  });
});

describe("selectTyping", () => {
  it("gives rows with the types that names are drawn by; without choices the rows themselves", () => {
    const [row] = rows(["a"]);
    expect(selectTyping({ mapping: NO_MAPPING })(row!)).toBe(row);
    expect(selectTyping({ mapping: MAPPING })(row!).subject.type).toBe("PERSON");
  });
});
