import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { computeWindow, encodeExample, type EncodedExample, type InputConfig } from "./markers";
import { createTokenizer } from "./wordPiece";

const pieces = ["@", "#", "ann", "##a", "oslo", "lives", "in", ".", "w", "x"];
const vocab = Object.fromEntries(["[UNK]", "[CLS]", "[SEP]", "[MASK]", ...pieces].map((piece, id) => [piece, id]));
const tokenizer = createTokenizer({
  added_tokens: [{ id: 3, content: "[MASK]", single_word: false, lstrip: false, rstrip: false, normalized: false }],
  normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, lowercase: true },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: null,
  decoder: null,
  model: { type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", vocab },
});
const INPUT: InputConfig = { subjectMarker: "@", objectMarker: "#", maxTokens: 256 };
const span = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const show = (encoded: EncodedExample) => encoded.tokens.map((token) => token.piece).join(" ");

describe("encodeExample", () => {
  const text = "Anna lives in Oslo.";

  it("marks the arguments, and masks only their own pieces", () => {
    const encoded = encodeExample(tokenizer, { text, subject: span(text, "Anna"), object: span(text, "Oslo") }, INPUT);
    expect(show(encoded)).toBe("[CLS] @ ann ##a @ lives in # oslo # . [SEP]");
    expect([...encoded.entityMask]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect([encoded.subjectPosition, encoded.objectPosition]).toEqual([1, 7]);
    expect([...encoded.inputIds.slice(0, 5)]).toEqual([1, 4, 6, 7, 4]);
    expect(encoded.tokens[3]).toEqual({ piece: "##a", role: "subject", span: { start: 3, end: 4 } });
    expect(encoded.numTokensCut).toEqual({ before: 0, after: 0 });
  });

  it("takes an object that comes first, and arguments that touch", () => {
    const swapped = encodeExample(tokenizer, { text, subject: span(text, "Oslo"), object: span(text, "Anna") }, INPUT);
    expect(show(swapped)).toBe("[CLS] # ann ##a # lives in @ oslo @ . [SEP]");
    expect([swapped.subjectPosition, swapped.objectPosition]).toEqual([7, 1]);
    const touching = { text: "AnnaOslo", subject: { start: 0, end: 4 }, object: { start: 4, end: 8 } };
    expect(show(encodeExample(tokenizer, touching, INPUT))).toBe("[CLS] @ ann ##a @ # oslo # [SEP]");
  });

  it("reads every name as one [MASK] when the model asks for it", () => {
    const example = { text, subject: span(text, "Anna"), object: span(text, "Oslo") };
    const encoded = encodeExample(tokenizer, example, { ...INPUT, maskNames: true });
    expect(show(encoded)).toBe("[CLS] @ [MASK] @ lives in # [MASK] # . [SEP]");
    expect([...encoded.entityMask]).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect(encoded.tokens[2]).toEqual({ piece: "[MASK]", role: "subject", span: { start: 0, end: 4 } });
    expect([encoded.subjectPosition, encoded.objectPosition]).toEqual([1, 6]);
  });

  it("keeps spans exact after an emoji", () => {
    const emoji = `😀 ${text}`;
    const encoded = encodeExample(
      tokenizer,
      { text: emoji, subject: span(emoji, "Anna"), object: span(emoji, "Oslo") },
      INPUT,
    );
    const spans = encoded.tokens.filter((token) => token.role === "subject").map((token) => token.span);
    expect(spans).toEqual([
      { start: 3, end: 6 },
      { start: 6, end: 7 },
    ]);
  });

  it("refuses unreadable spans in plain words", () => {
    const encode = (body: string, subject: [number, number], object: [number, number]) => () =>
      encodeExample(
        tokenizer,
        { text: body, subject: { start: subject[0], end: subject[1] }, object: { start: object[0], end: object[1] } },
        INPUT,
      );
    expect(encode("", [0, 0], [0, 0])).toThrow("The text is empty");
    expect(encode(text, [0, 4], [0, 4])).toThrow("same words");
    expect(encode(text, [0, 6], [3, 9])).toThrow("overlap");
    expect(encode(text, [0, 4], [14, 40])).toThrow("The object span [14, 40) lies outside the text, which has 19");
    expect(encode(text, [4, 4], [14, 18])).toThrow("The subject is empty");
    expect(encode(text, [0.5, 4], [14, 18])).toThrow("whole numbers");
    expect(encode("😀 Anna", [0, 1], [3, 7])).toThrow("cuts a character");
    expect(encode("\u200b Anna", [0, 1], [2, 6])).toThrow("The subject has only characters the model cannot read");
  });

  it("cuts context on both sides of a 2,000-token text and says how much", () => {
    const long = `${"w ".repeat(1000)}Anna lives in Oslo ${"x ".repeat(1000)}`;
    const example = { text: long, subject: span(long, "Anna"), object: span(long, "Oslo") };
    const encoded = encodeExample(tokenizer, example, INPUT);
    // 254 content tokens; "@ ann ##a @ lives in # oslo #" are 9; 245 are left: 122 before, 123 after.
    expect(encoded.tokens).toHaveLength(256);
    expect(encoded.numTokensCut).toEqual({ before: 878, after: 877 });
    expect(encoded.subjectPosition).toBe(123);
    expect(encoded.tokens[encoded.objectPosition]).toEqual({ piece: "#", role: "marker", span: null });
  });

  it("says so when the arguments do not fit into the window together", () => {
    const far = `Anna ${"w ".repeat(300)}Oslo`;
    const example = { text: far, subject: span(far, "Anna"), object: span(far, "Oslo") };
    expect(() => encodeExample(tokenizer, example, INPUT)).toThrow(/too far apart.*307 tokens.*254/);
  });

  it("names the argument that alone is longer than the window", () => {
    const name = `Anna ${"w ".repeat(298)}w`;
    const example = (text: string) => ({ text, subject: span(text, "Oslo"), object: span(text, name) });
    // "ann ##a" and 299 times "w", two markers: 303. The other argument and the distance do not matter.
    const message = /The object is too long: with its markers it takes 303 tokens, and the model reads 254/;
    expect(() => encodeExample(tokenizer, example(`Oslo ${name}`), INPUT)).toThrow(message);
    expect(() => encodeExample(tokenizer, example(`${name} x Oslo`), INPUT)).toThrow(message);
  });

  it("gives argument roles to exactly the pieces inside the argument's span, in any text", () => {
    const word = fc.constantFrom("Anna", "Oslo", "w", "😀", "e\u0301", "東", "[MASK]", "@", "\u00ad", "lives");
    const words = fc.array(word, { maxLength: 30 }).map((list) => list.join(" "));
    const argument = fc.constantFrom("Anna", "Anna Oslo", "Oslo, 東京", "e\u0301 Anna 😀", "@", "[MASK]");
    fc.assert(
      fc.property(
        words,
        argument,
        words,
        argument,
        words,
        fc.boolean(),
        fc.integer({ min: 80, max: 256 }),
        (a, b, c, d, e, isSubjectFirst, maxTokens) => {
          const body = `${a} ${b}${c} ${d}${e}`;
          const first = { start: a.length + 1, end: a.length + 1 + b.length };
          const second = { start: first.end + c.length + 1, end: first.end + c.length + 1 + d.length };
          const [subject, object] = isSubjectFirst ? [first, second] : [second, first];
          const encoded = encodeExample(tokenizer, { text: body, subject, object }, { ...INPUT, maxTokens });
          const length = encoded.tokens.length;
          expect(length).toBeLessThanOrEqual(maxTokens);
          expect([encoded.inputIds.length, encoded.entityMask.length]).toEqual([length, length]);
          for (const [i, token] of encoded.tokens.entries()) {
            const isIn = (range: typeof subject) =>
              token.span !== null && token.span.start >= range.start && token.span.end <= range.end;
            expect(token.role === "subject").toBe(isIn(subject));
            expect(token.role === "object").toBe(isIn(object));
            expect(encoded.entityMask[i]).toBe(isIn(subject) || isIn(object) ? 1 : 0);
            expect(token.span === null).toBe(token.role === "special" || token.role === "marker");
          }
          expect(encoded.tokens[encoded.subjectPosition + 1]?.role).toBe("subject");
          expect(encoded.tokens[encoded.objectPosition + 1]?.role).toBe("object");
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("a model with a prompt", () => {
  const prompt = "lives in [MASK] .";
  const text = "w Anna lives in Oslo x";
  const example = { text, subject: span(text, "Anna"), object: span(text, "Oslo") };

  it("reads it behind the text, and says where its mask stands", () => {
    const encoded = encodeExample(tokenizer, example, { ...INPUT, prompt });
    expect(show(encoded)).toBe("[CLS] w @ ann ##a @ lives in # oslo # x [SEP] lives in [MASK] . [SEP]");
    expect(encoded.maskPosition).toBe(15);
    expect(encoded.tokens.slice(-6).every(({ role, span }) => role === "special" && span === null)).toBe(true);
    expect(encoded.entityMask.slice(-6)).toEqual(new Float32Array(6));
    expect(encodeExample(tokenizer, example, INPUT)).not.toHaveProperty("maskPosition");
  });

  it("means its own mask, not a masked name or one in the text", () => {
    const masked = encodeExample(
      tokenizer,
      { ...example, text: text.replace("x", "[MASK]") },
      { ...INPUT, prompt, maskNames: true },
    );
    expect(show(masked)).toBe("[CLS] w @ [MASK] @ lives in # [MASK] # [MASK] [SEP] lives in [MASK] . [SEP]");
    expect(masked.maskPosition).toBe(14);
  });

  it("never loses prompt, markers or names to the window, whatever its size", () => {
    const words = fc.array(fc.constantFrom("w", "x", "lives", "[MASK]", "[SEP]", "😀"), { maxLength: 60 });
    fc.assert(
      fc.property(
        words,
        words,
        words,
        fc.boolean(),
        fc.integer({ min: 30, max: 80 }),
        (a, b, c, isFirst, maxTokens) => {
          const body = `${a.join(" ")} Anna ${b.slice(0, 8).join(" ")} Oslo ${c.join(" ")}`;
          const first = { start: a.join(" ").length + 1, end: a.join(" ").length + 5 };
          const start = first.end + b.slice(0, 8).join(" ").length + 2;
          const second = { start, end: start + 4 };
          const [subject, object] = isFirst ? [first, second] : [second, first];
          const encoded = encodeExample(tokenizer, { text: body, subject, object }, { ...INPUT, maxTokens, prompt });
          const pieces = encoded.tokens.map(({ piece }) => piece);
          expect(pieces.length).toBeLessThanOrEqual(maxTokens);
          expect(pieces.slice(-6)).toEqual(["[SEP]", "lives", "in", "[MASK]", ".", "[SEP]"]);
          expect(encoded.maskPosition).toBe(pieces.length - 3);
          expect(encoded.inputIds[encoded.maskPosition!]).toBe(vocab["[MASK]"]);
          expect(encoded.tokens.filter(({ role }) => role === "marker")).toHaveLength(4);
          expect(encoded.tokens.filter(({ role }) => role === "subject" || role === "object")).toHaveLength(3);
          // Nothing is cut that would have fitted.
          const { before, after } = encoded.numTokensCut;
          if (before + after > 0) expect(pieces).toHaveLength(maxTokens);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says how little the window holds beside it", () => {
    const far = `Anna ${"w ".repeat(300)}Oslo`;
    const example = { text: far, subject: span(far, "Anna"), object: span(far, "Oslo") };
    // 256 tokens without [CLS], [SEP], the prompt's 4 pieces and its [SEP]
    expect(() => encodeExample(tokenizer, example, { ...INPUT, prompt })).toThrow(/307 tokens.*reads 249/);
  });
});

describe("a model with tags", () => {
  const tags = ["O", "B", "I", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION"];
  const text = "Anna lives in Oslo .";
  const tag = (subject: string | undefined, object: string | undefined, more = {}) => {
    const types = {
      subject: { ...span(text, "Anna"), type: subject },
      object: { ...span(text, "Oslo"), type: object },
    };
    const encoded = encodeExample(tokenizer, { text, ...types } as never, { ...INPUT, tags, ...more });
    return Array.from(encoded.tagIds!, (id) => tags[id]).join(" ");
  };

  it("tags the pieces of each argument with its type", () => {
    expect(tag("PERSON", "LOCATION")).toBe("O O B-PERSON I-PERSON O O O O B-LOCATION O O O");
    expect(tag(" person", "Location")).toBe("O O B-PERSON I-PERSON O O O O B-LOCATION O O O");
  });

  it("has tags without type for an argument of no type or one it does not know", () => {
    expect(tag(undefined, "RIVER")).toBe("O O B I O O O O B O O O");
    expect(tag("", "LOCATION")).toBe("O O B I O O O O B-LOCATION O O O");
  });

  it("begins with the one [MASK] of a masked name, and leaves the prompt outside", () => {
    expect(tag("PERSON", undefined, { maskNames: true, prompt: "in [MASK]" })).toBe(
      "O O B-PERSON O O O O B O O O O O O",
    );
  });

  it("has none where the model has none", () => {
    const types = { subject: { ...span(text, "Anna"), type: "PERSON" }, object: span(text, "Oslo") };
    expect(encodeExample(tokenizer, { text, ...types }, INPUT)).not.toHaveProperty("tagIds");
  });
});

describe("computeWindow", () => {
  it("keeps everything that fits", () => {
    expect(computeWindow(10, 2, 8, 10)).toEqual({ start: 0, end: 10 });
  });

  it("gives what one side cannot use to the other", () => {
    // Budget 10, core [1, 5): slack 6; 1 token exists before, so 5 go after; mirrored for a core near the end.
    expect(computeWindow(20, 1, 5, 10)).toEqual({ start: 0, end: 10 });
    expect(computeWindow(20, 15, 19, 10)).toEqual({ start: 10, end: 20 });
    expect(computeWindow(20, 8, 12, 9)).toEqual({ start: 6, end: 15 });
  });

  it("always fills the budget and contains the core", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(50),
        fc.integer({ min: 1, max: 60 }),
        (before, core, after, budget) => {
          fc.pre(core <= budget);
          const { start, end } = computeWindow(before + core + after, before, before + core, budget);
          expect(end - start).toBe(Math.min(budget, before + core + after));
          expect(start).toBeLessThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(before + core);
        },
      ),
    );
  });
});

describe("the shipped models", () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(new URL(`../../public/models/${file}`, import.meta.url), "utf8"));
  const ids: string[] = read("index.json").models.map((model: { id: string }) => model.id);

  it.each(ids)("%s gets from text the input that PyTorch got", (id) => {
    const { input, files } = read(`${id}/config.json`);
    const shipped = createTokenizer(read(`${files.tokenizer.model ?? id}/${files.tokenizer.file}`));
    const { cases } = read(`${id}/golden.json`);
    expect(cases.length).toBeGreaterThanOrEqual(8);
    for (const golden of cases) {
      const typed = {
        text: golden.text,
        subject: { ...golden.subject, type: golden.subjectType ?? undefined },
        object: { ...golden.object, type: golden.objectType ?? undefined },
      };
      const encoded = encodeExample(shipped, typed, input);
      expect({
        maskPosition: encoded.maskPosition,
        tagIds: encoded.tagIds && [...encoded.tagIds],
        inputIds: [...encoded.inputIds],
        entityMask: [...encoded.entityMask],
        subjectPosition: encoded.subjectPosition,
        objectPosition: encoded.objectPosition,
      }).toEqual({
        maskPosition: golden.maskPosition,
        tagIds: golden.tagIds,
        inputIds: golden.inputIds,
        entityMask: golden.entityMask,
        subjectPosition: golden.subjectPosition,
        objectPosition: golden.objectPosition,
      });
    }
  });
});
