import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import { encodeExample } from "../tokenizer/markers";
import { createTokenizer } from "../tokenizer/wordPiece";
import type { ModelInput } from "./batch";
import { keepNames, subtractNames } from "./subtraction";

const tokenizer = createTokenizer(JSON.parse(readModelText("tiny-base/tokenizer.json")));
const TAGS = ["O", "B", "I", "B-PERSON", "I-PERSON"];

describe("keepNames", () => {
  it("keeps the ends, markers and names, and moves the positions", () => {
    // [CLS] a # o o # b c @ s @ d [SEP]; 9 opens the object, 8 the subject
    const kept = keepNames({
      inputIds: [1, 20, 9, 5, 6, 9, 21, 22, 8, 7, 8, 23, 2],
      entityPositions: [3, 4, 9],
      subjectPosition: 8,
      objectPosition: 2,
      tagIds: [0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0, 0, 0],
    });
    expect(kept).toEqual({
      inputIds: [1, 9, 5, 6, 9, 8, 7, 8, 2],
      entityPositions: [2, 3, 6],
      subjectPosition: 5,
      objectPosition: 1,
      tagIds: [0, 0, 1, 2, 0, 0, 1, 0, 0],
    });
  });

  it("is the input of the two names alone, in any text, with and without a prompt", () => {
    const words = fc
      .array(fc.constantFrom("was", "born", "in", "[SEP]", "[MASK]", "@", "river"), { maxLength: 20 })
      .map((list) => list.join(" "));
    const name = fc.constantFrom("Mira", "Anselm Roy", "Port Lennard", "[MASK]", "St. Oswin", "#");
    const prompt = fc.constantFrom(undefined, "The relation is [MASK] .", "[MASK]");
    fc.assert(
      fc.property(words, name, words, name, words, fc.boolean(), prompt, (a, b, c, d, e, isSubjectFirst, asked) => {
        const input = { subjectMarker: "@", objectMarker: "#", maxTokens: 100, prompt: asked, tags: TAGS };
        const encode = (before: string, between: string, after: string) => {
          const first = { start: before.length, end: before.length + b.length };
          const second = { start: first.end + between.length, end: first.end + between.length + d.length };
          const [subject, object] = isSubjectFirst ? [first, second] : [second, first];
          const example = { text: before + b + between + d + after, subject: { ...subject, type: "PERSON" }, object };
          const { entityMask, tokens: _, numTokensCut: __, ...rest } = encodeExample(tokenizer, example, input);
          return { ...rest, entityPositions: [...entityMask.keys()].filter((position) => entityMask[position] === 1) };
        };
        const plain = ({ inputIds, tagIds, ...rest }: ModelInput) => ({
          ...rest,
          inputIds: Array.from(inputIds),
          tagIds: Array.from(tagIds!),
        });
        expect(plain(keepNames(encode(`${a} `, ` ${c} `, ` ${e}`)))).toEqual(plain(encode("", " ", "")));
      }),
      { numRuns: 300 },
    );
  });
});

describe("subtractNames", () => {
  it("takes the names' logits off and moves the negative label, row by row", () => {
    const full = Float32Array.of(1, 2, 3, 4, 5, 6);
    const names = Float32Array.of(2, 0, 4, 0, 10, 2);
    const sizes = { numLabels: 3, negativeIndex: 1 };
    // full - 0.5 names, and 0.25 on the middle label
    const expected = [0, 2.25, 1, 4, 0.25, 5];
    expect(subtractNames(full, names, { names: 0.5, negativeShift: 0.25 }, sizes)).toBeAllclose(expected, 1e-6);
  });
});
