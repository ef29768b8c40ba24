import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/tokenizerOracle.json";
import { createTokenizer, type Segment, type Tokenizer } from "./wordPiece";

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const SHIPPED = "../../public/models/re-minilm-vib/tokenizer.json";

/** A tokenizer.json with just these pieces. */
function tokenizerFile(pieces: string[], change: Record<string, unknown> = {}) {
  const vocab = Object.fromEntries(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ...pieces].map((piece, id) => [piece, id]),
  );
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [
      { id: 4, content: "[MASK]", single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    ],
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: null,
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab,
    },
    ...change,
  };
}

const small = createTokenizer(tokenizerFile(["river", "##bank", "##s", "a", "cafe", ",", "東", "😀"]));
const spell = (tokenizer: Tokenizer, text: string, offset = 0) => {
  const { pieces, spans } = tokenizer.encodeSegment(text, offset);
  return pieces.map((piece, i) => `${piece}@${spans[i]!.start}-${spans[i]!.end}`).join(" ");
};

describe("encodeSegment", () => {
  it("splits words into pieces whose spans are their letters, shifted by the offset", () => {
    expect(spell(small, "Riverbanks, a")).toBe("river@0-5 ##bank@5-9 ##s@9-10 ,@10-11 a@12-13");
    expect(spell(small, "a a", 7)).toBe("a@7-8 a@9-10");
    expect(small.encodeSegment("river[MASK]", 0).ids).toEqual([5, 4]);
  });

  it("gives nothing for text without readable characters", () => {
    for (const text of ["", " \n\t ", "\u00ad\u200b", "\u0301", "\u0000"]) expect(spell(small, text)).toBe("");
  });

  it("spans an unknown or over-long word as a whole", () => {
    expect(spell(small, "river zebra,")).toBe("river@0-5 [UNK]@6-11 ,@11-12");
    expect(spell(small, "a".repeat(101))).toBe("[UNK]@0-101");
  });

  it("counts UTF-16 units: characters outside the basic plane take two", () => {
    expect(spell(small, "😀 a 東a")).toBe("😀@0-2 a@3-4 東@5-6 a@6-7");
  });

  it("spans source letters, whatever normalisation did to them", () => {
    expect(spell(small, "CAFÉ cafe\u0301 ca\u00adfe")).toBe("cafe@0-4 cafe@5-9 cafe@11-16");
  });

  it("finds special tokens as they stand in the text, and only so", () => {
    expect(spell(small, "a[MASK]a")).toBe("a@0-1 [MASK]@1-7 a@7-8");
    expect(spell(small, "[mask]")).toBe("[UNK]@0-1 [UNK]@1-5 [UNK]@5-6");
  });

  it("drops halves of broken surrogate pairs", () => {
    expect(spell(small, "a\ud83d a")).toBe("a@0-1 a@3-4");
  });
});

describe("createTokenizer", () => {
  it("names what it cannot read", () => {
    expect(() => createTokenizer(null)).toThrow('expected model.type to be "WordPiece", got nothing');
    expect(() => createTokenizer(tokenizerFile([], { normalizer: { type: "NFC" } }))).toThrow(
      /normalizer\.type.*"NFC"/,
    );
    expect(() => createTokenizer(tokenizerFile([], { added_tokens: undefined }))).toThrow(/added_tokens/);
    const stripping = { content: "[X]", single_word: false, lstrip: true, rstrip: false, normalized: false };
    expect(() => createTokenizer(tokenizerFile([], { added_tokens: [stripping] }))).toThrow(/"lstrip": false.*\[X\]/);
    expect(() => small.tokenId("absent")).toThrow('no token "absent"');
  });
});

describe("the shipped vocabulary", () => {
  const tokenizer = createTokenizer(read(SHIPPED));

  it(`gives the ids, pieces and offsets of Python tokenizers ${oracle.madeWith.tokenizers}`, () => {
    expect(oracle.cases.length).toBeGreaterThanOrEqual(500);
    for (const { text, ids, tokens, spans } of oracle.cases) {
      const got = tokenizer.encodeSegment(text, 0);
      const flat = got.spans.flatMap(({ start, end }) => [start, end]);
      expect({ text, ids: got.ids, tokens: got.pieces, spans: flat }).toEqual({ text, ids, tokens, spans });
    }
  });

  // What may lie between two pieces: white space, controls, format characters, marks, U+FFFD, broken pairs.
  const REMOVABLE = /^[\s\p{C}\p{M}\ufffd]*$/u;
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          "Oslo",
          " ",
          "é",
          "e\u0301",
          "東",
          "한",
          "😀",
          "[MASK]",
          "\u00ad",
          "\u200d",
          "-",
          "ﬁ",
          "\u00a0",
        ),
      )
      .map((parts) => parts.join("")),
  );

  it("gives spans in order, inside the segment, that leave out only removable characters", () => {
    fc.assert(
      fc.property(text, fc.nat(1000), (source, offset) => {
        const segment: Segment = tokenizer.encodeSegment(source, offset);
        expect([segment.ids.length, segment.spans.length]).toEqual([segment.pieces.length, segment.pieces.length]);
        let previous = { start: offset, end: offset };
        for (const span of segment.spans) {
          expect(span.start).toBeLessThan(span.end);
          const isSameCharacter = span.start === previous.start && span.end === previous.end;
          if (!isSameCharacter && span.start < previous.end) {
            // Only pieces that share one decomposed character may overlap: then that character is in both.
            expect([...source.slice(span.start - offset, previous.end - offset)]).toHaveLength(1);
          } else if (!isSameCharacter) {
            expect(source.slice(previous.end - offset, span.start - offset)).toMatch(REMOVABLE);
          }
          previous = span;
        }
        expect(previous.end).toBeLessThanOrEqual(offset + source.length);
        expect(source.slice(previous.end - offset)).toMatch(REMOVABLE);
      }),
      { numRuns: 1000 },
    );
  });
});
