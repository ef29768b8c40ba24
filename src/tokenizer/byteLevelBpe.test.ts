import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openTokenizer, openVocabAndMerges } from "./openTokenizer";

const FIXTURES = new URL("../../test/fixtures/", import.meta.url);
const readJson = <T>(path: string) => JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8")) as T;

interface Oracle {
  readonly cases: readonly { text: string; ids: number[]; pieces: string[]; spans: [number, number][] }[];
}
const oracle = readJson<Oracle>("byteLevelBpe.json"); // by Python tokenizers; its version stands in the file
const file = readJson<Record<string, unknown>>("own-models/roberta/tokenizer.json");
const tokenizer = openTokenizer(file);

describe("byte-level BPE against Python tokenizers", () => {
  it.each(oracle.cases)("$text", ({ text, ids, pieces, spans }) => {
    const segment = tokenizer.encodeSegment(text, 100);
    expect(segment.ids).toEqual(ids);
    expect(segment.pieces).toEqual(pieces.map((piece) => piece.trim())); // the added <mask> takes a space along
    const trimmed = spans.map(([start, end], i) => {
      // Ours leave out the spaces a piece begins with, unless it is nothing else.
      const own = text.slice(start, end);
      const numSpaces = own.length - own.replace(/^ +/, "").length;
      return { start: 100 + start + (/[^Ġ]/.test(pieces[i]!) ? numSpaces : 0), end: 100 + end };
    });
    expect(segment.spans).toEqual(trimmed);
  });

  it("reads vocab.json and merges.txt as the same tokenizer", () => {
    const model = file.model as { vocab: Record<string, number>; merges: [string, string][] };
    const merges = ["#version: 0.2", ...model.merges.map((pair) => pair.join(" ")), ""].join("\n");
    const { "<mask>": _mask, ...vocab } = model.vocab;
    const other = openVocabAndMerges(vocab, merges, { "<mask>": tokenizer.tokenId("<mask>") });
    for (const { text, ids } of oracle.cases) expect(other.encodeSegment(text, 0).ids, text).toEqual(ids);
  });
});

describe("byte-level BPE of any text", () => {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const anyText = fc.string({ unit: "binary", maxLength: 60 });

  it("loses no character: the bytes of the pieces are those of the text", () => {
    const bytes = new Map<string, number>();
    let next = 256;
    for (let byte = 0; byte < 256; byte++) {
      const isVisible = (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
      bytes.set(String.fromCharCode(isVisible ? byte : next++), byte);
    }
    fc.assert(
      fc.property(anyText, (text) => {
        const { pieces } = tokenizer.encodeSegment(text, 0);
        const decoded = Uint8Array.from([...pieces.join("")].map((character) => bytes.get(character)!));
        // Lone surrogates have no bytes of their own; both ways they become U+FFFD.
        expect(decoder.decode(decoded)).toBe(decoder.decode(new TextEncoder().encode(text)));
      }),
    );
  });

  it("has spans in reading order that cover every character but spaces, and never split a surrogate pair", () => {
    fc.assert(
      fc.property(anyText, fc.nat(50), (text, offset) => {
        const { spans, ids, pieces } = tokenizer.encodeSegment(text, offset);
        expect(new Set([spans.length, ids.length, pieces.length]).size).toBe(1);
        const isCovered = new Array<boolean>(text.length).fill(false);
        let last = offset;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(offset + text.length);
          isCovered.fill(true, start - offset, end - offset);
          last = start;
          for (const edge of [start - offset, end - offset]) {
            expect(/^[\udc00-\udfff]/.test(text.slice(edge)) && /[\ud800-\udbff]$/.test(text.slice(0, edge))).toBe(
              false,
            );
          }
        }
        isCovered.forEach((is, i) => expect(is || text[i] === " ").toBe(true));
      }),
    );
  });
});

describe("a tokenizer.json that cannot be followed exactly", () => {
  it.each([
    [{ model: { type: "Unigram" } }, 'expected model.type to be "WordPiece" or "BPE", got "Unigram"'],
    [{ ...file, normalizer: { type: "NFC" } }, "expected normalizer to be null"],
    [{ ...file, pre_tokenizer: { type: "Metaspace" } }, 'expected pre_tokenizer.type to be "ByteLevel"'],
    [
      { ...file, model: { ...(file.model as object), byte_fallback: true } },
      "expected model.byte_fallback to be false",
    ],
    [{ ...file, added_tokens: [{ content: "x" }] }, "expected every added token to have an id and content"],
  ])("is refused with the field's name", (json, message) => {
    expect(() => openTokenizer(json)).toThrow(message);
  });
});
