import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Example } from "./example";
import { choose, createLabelFinder, matchLabels, matchTypes, spell, type Choice } from "./labelMapping";
import { findFacts } from "./corpusFacts";
import { mapTypes } from "./typeMapping";

const LABELS = ["no_relation", "place of birth", "spouse", "founded by", "religion", "per:title", "org:title"];
const matchOne = (own: string, choices: readonly Choice[] = []) => {
  const { id, manner } = createLabelFinder(LABELS, "no_relation", choices)(own);
  return [LABELS[id] ?? null, manner];
};

describe("createLabelFinder", () => {
  it.each([
    ["spouse", "spouse", "same"],
    ["place_of_birth", "place of birth", "spelling"],
    ["Place-of-Birth", "place of birth", "spelling"],
    ["placeOfBirth", "place of birth", "spelling"],
    ["per:spouse", "spouse", "spelling"],
    ["org:founded_by", "founded by", "spelling"],
    ["org:person:founded-by", "founded by", "spelling"],
    ["/people/person/place_of_birth", "place of birth", "spelling"],
    ["NA", "no_relation", "negative"],
    ["Other", "no_relation", "negative"],
    ["No Relation", "no_relation", "spelling"],
    ["", "no_relation", "negative"],
    // Close is not the same, and two labels of one name cannot be told apart.
    ["spouses", null, "unmapped"],
    ["birth place", null, "unmapped"],
    ["title", null, "unmapped"],
    ["per:title", "per:title", "same"],
    ["per: title", "per:title", "spelling"],
    ["gpe:title", null, "unmapped"],
    ["__proto__", null, "unmapped"],
    ["constructor", null, "unmapped"],
    ["/", null, "unmapped"],
    [":", null, "unmapped"],
  ])("%s is %s (%s)", (own, put, manner) => {
    expect(matchOne(own)).toEqual([put, manner]);
  });

  it("a choice comes before every name, and one of a label that the model lacks is passed over", () => {
    const choices: Choice[] = [
      ["spouse", null],
      ["partner", "spouse"],
      ["religion", "no such label"],
      ["__proto__", "religion"],
    ];
    expect(matchOne("spouse", choices)).toEqual([null, "left out"]);
    expect(matchOne("partner", choices)).toEqual(["spouse", "chosen"]);
    expect(matchOne("religion", choices)).toEqual(["religion", "same"]);
    expect(matchOne("__proto__", choices)).toEqual(["religion", "chosen"]);
  });

  it("gives the model's own labels back as they are, whatever they are called", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 12 }), (labels) => {
        const find = createLabelFinder(labels, labels[0]!);
        expect(labels.map((label) => find(label).id)).toEqual([...labels.keys()]);
      }),
    );
  });

  it("never gives a label whose words are others", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (own) => {
        const { id, manner } = createLabelFinder(LABELS, "no_relation")(own);
        if (manner !== "spelling") return;
        const ending = own.trim().split(/[:/]/).at(-1)!;
        expect([spell(own), spell(ending)]).toContain(spell(LABELS[id]!.split(":").at(-1)!));
      }),
    );
  });
});

const row = (relation: string | null | undefined, subjectType?: string, objectType?: string): Example => ({
  id: "r",
  text: "Ida met Bo",
  subject: { start: 0, end: 3, ...(subjectType !== undefined && { type: subjectType }) },
  object: { start: 8, end: 10, ...(objectType !== undefined && { type: objectType }) },
  ...(relation !== undefined && { relation }),
});

describe("names of a file", () => {
  const rows = [row("b", "PER", "Peop"), row("a", "PER"), row("b"), row(null), row(undefined, "__proto__")];

  it("are counted, the most frequent first", () => {
    expect([...findFacts(rows).relations]).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
    expect([...findFacts(rows).types]).toEqual([
      ["PER", 2],
      ["Peop", 1],
      ["__proto__", 1],
    ]);
    expect(findFacts(rows)).toMatchObject({ numUnlabelled: 2, numDocuments: 5 });
    expect([...findFacts(rows).pairs]).toEqual([["PER → Peop", 1]]);
    expect(findFacts([]).relations.size).toBe(0);
  });

  it("keep their counts when they are matched", () => {
    expect(matchLabels(findFacts(rows).relations, ["no_relation", "A"], "no_relation")).toEqual([
      { own: "b", count: 2, put: null, manner: "unmapped" },
      { own: "a", count: 1, put: "A", manner: "spelling" },
    ]);
  });

  it("of types are those that swaps know, or are chosen", () => {
    expect(matchTypes(findFacts(rows).types, ["PERSON"], [["__proto__", "PERSON"]])).toEqual([
      { own: "PER", count: 2, put: "PERSON", manner: "spelling" },
      { own: "Peop", count: 1, put: null, manner: "unmapped" },
      { own: "__proto__", count: 1, put: "PERSON", manner: "chosen" },
    ]);
  });

  it("change the types of a row, and nothing of one that has none of them", () => {
    const types = new Map([["Peop", "PERSON"]]);
    expect(mapTypes(rows[0]!, types).object.type).toBe("PERSON");
    expect(mapTypes(rows[0]!, types).subject).toBe(rows[0]!.subject);
    expect(mapTypes(rows[1]!, types)).toBe(rows[1]);
  });
});

describe("choose", () => {
  it("adds, replaces and takes back", () => {
    const one = choose([], "a", "x");
    expect(choose(one, "a", null)).toEqual([["a", null]]);
    expect(choose(one, "b", "y")).toEqual([
      ["a", "x"],
      ["b", "y"],
    ]);
    expect(choose(one, "a", undefined)).toEqual([]);
  });
});
