import { describe, expect, it } from "vitest";
import { checkDraft, draftOf, exchangeArguments, markArgument, replaceText, setArgumentType, toExample } from "./draft";

const EXAMPLE = {
  id: "one",
  text: "Ilse met Ravi in Oslo.",
  subject: { start: 0, end: 4, type: "PERSON" },
  object: { start: 9, end: 13, type: "PERSON" },
  relation: "spouse",
};

describe("draft", () => {
  it("is the example it was made from", () => {
    expect(toExample(draftOf(EXAMPLE))).toEqual(EXAMPLE);
    expect(checkDraft(draftOf(EXAMPLE))).toEqual([]);
  });

  it("marks trimmed words, keeps the role's type, and no longer knows the gold relation", () => {
    const draft = markArgument(draftOf(EXAMPLE), "object", { start: 16, end: 22 }); // " Oslo."
    expect(draft.object).toEqual({ start: 17, end: 22, type: "PERSON" });
    expect(draft.relation).toBeNull();
    expect(draft.exampleId).toBeNull();
  });

  it("ignores a mark on nothing but space", () => {
    const draft = draftOf(EXAMPLE);
    expect(markArgument(draft, "subject", { start: 4, end: 5 })).toBe(draft);
  });

  it("says that subject and object are the same, or overlap", () => {
    const same = markArgument(draftOf(EXAMPLE), "object", { start: 0, end: 4 });
    expect(checkDraft(same)[0]).toMatch(/same words/);
    const overlap = markArgument(draftOf(EXAMPLE), "object", { start: 2, end: 8 });
    expect(checkDraft(overlap)[0]).toMatch(/overlap/);
  });

  it("asks for text, and for the arguments that an edit removed", () => {
    expect(checkDraft(replaceText(draftOf(EXAMPLE), ""))[0]).toMatch(/text is empty/);
    const without = replaceText(draftOf(EXAMPLE), "Nobody came.");
    expect(toExample(without)).toBeNull();
    expect(checkDraft(without)).toHaveLength(2);
  });

  it("keeps both arguments on their words through an edit between them", () => {
    const draft = replaceText(draftOf(EXAMPLE), "Ilse never met Ravi in Oslo.");
    const example = toExample(draft);
    expect(example && draft.text.slice(example.subject.start, example.subject.end)).toBe("Ilse");
    expect(example && draft.text.slice(example.object.start, example.object.end)).toBe("Ravi");
  });

  it("keeps the gold relation when only a type changes, and drops it when the roles do", () => {
    const draft = draftOf(EXAMPLE);
    expect(setArgumentType(draft, "object", "MISC")).toMatchObject({ relation: "spouse", exampleId: "one" });
    const exchanged = exchangeArguments(draft);
    expect([exchanged.subject, exchanged.object]).toEqual([EXAMPLE.object, EXAMPLE.subject]);
    expect(exchanged.relation).toBeNull();
  });
});
