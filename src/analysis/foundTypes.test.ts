import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { ExtractedSentence } from "../inference/types";
import { fillTypes, findMention } from "./foundTypes";

const TEXT = "Ada Falk grew up in Port Velde.";
const SENTENCE: ExtractedSentence = {
  ...{ start: 0, end: TEXT.length, text: TEXT, relations: [], numEntitiesCut: 0 },
  entities: [
    { start: 0, end: 8, type: "PERSON", score: 0.6 },
    { start: 4, end: 8, type: "LOCATION", score: 0.9 },
    { start: 20, end: 24, type: "PERSON", score: 0.5 },
    { start: 20, end: 30, type: "LOCATION", score: 0.7 },
  ],
};
const example: Example = { id: "1", text: TEXT, subject: { start: 0, end: 8 }, object: { start: 20, end: 30 } };

describe("types of marked arguments", () => {
  it("takes the entity that overlaps most, weighed by its score", () => {
    // Overlaps with [0, 8): 1 x 0.6 against 4 / 8 x 0.9 = 0.45.
    expect(findMention([SENTENCE], example.subject)?.type).toBe("PERSON");
    // With [4, 8): 4 / 8 x 0.6 = 0.3 against 1 x 0.9.
    expect(findMention([SENTENCE], { start: 4, end: 8 })?.type).toBe("LOCATION");
    // [8, 20) touches two and shares nothing; one character of ten is too little.
    expect(findMention([SENTENCE], { start: 8, end: 20 })).toBeNull();
    expect(findMention([SENTENCE], { start: 29, end: 30 })).toBeNull();
    expect(findMention([], example.subject)).toBeNull();
  });

  it("fills what is missing, and keeps what was said", () => {
    const typed = fillTypes(example, [SENTENCE]);
    expect([typed.subject.type, typed.object.type]).toEqual(["PERSON", "LOCATION"]);
    const said: Example = { ...example, subject: { ...example.subject, type: "TITLE" } };
    expect(fillTypes(said, [SENTENCE]).subject.type).toBe("TITLE");
    expect(fillTypes(example, [])).toEqual(example);
  });
});
