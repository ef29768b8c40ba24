import { BertNormalizer } from "@huggingface/tokenizers";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/codePointOracle.json";
import { readCharacter } from "./characterClasses";

const bert = new BertNormalizer({
  type: "BertNormalizer",
  clean_text: true,
  handle_chinese_chars: true,
  lowercase: true,
});
const readOne = (character: string) => readCharacter(character, (text) => bert.normalize(text));

describe("readCharacter", () => {
  it("sorts characters into spaces, single-character words, word parts and removed ones", () => {
    expect(readOne("\u00a0")).toEqual({ text: [], kind: "space" });
    expect(readOne("-")).toEqual({ text: ["-"], kind: "alone" });
    expect(readOne("東")).toEqual({ text: ["東"], kind: "alone" });
    expect(readOne("É")).toEqual({ text: ["e"], kind: "word" });
    expect(readOne("\u00ad")).toEqual({ text: [], kind: "word" });
    expect(readOne("각")).toEqual({ text: ["\u1100", "\u1161", "\u11a8"], kind: "word" });
  });

  it(`reads every assigned code point as Python tokenizers ${oracle.madeWith.tokenizers} does`, () => {
    const blocks = new Map<number, ReturnType<typeof createHash>>();
    let numCodePoints = 0;
    for (let i = 0; i < oracle.assigned.length; i += 2) {
      for (let code = oracle.assigned[i]!; code <= oracle.assigned[i + 1]!; code++) {
        const { text, kind } = readOne(String.fromCodePoint(code));
        const inner = text.join("");
        const words = kind === "space" ? "a b" : kind === "alone" ? `a ${inner} b` : `a${inner}b`;
        const block = Math.floor(code / oracle.blockSize);
        const hash = blocks.get(block) ?? createHash("sha256");
        blocks.set(block, hash.update(words + "\n"));
        numCodePoints++;
      }
    }
    expect(numCodePoints).toBeGreaterThan(250_000);
    const digests = [...blocks].map(([block, hash]) => [block.toString(16), hash.digest("hex")]);
    expect(Object.fromEntries(digests)).toEqual(oracle.sha256);
  });
});
