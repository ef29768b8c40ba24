import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { DISK_SOURCE } from "../../test/modelFolder";
import { groupSentences, type Extractor } from "./extractor";
import { loadExtractor } from "./loadExtractor";
import type { ExtractedSentence, LoadEvent } from "./types";

const open = (modelId: string, onEvent?: (event: LoadEvent) => void) =>
  loadExtractor({ source: DISK_SOURCE, modelId, rungs: NODE_RUNGS, backend: "wasm", onEvent });

let extractor: Extractor;
beforeAll(async () => {
  extractor = await open("tiny-joint");
});
afterAll(() => extractor.dispose());

const TEXT =
  "Mira was born in Tarvik. Brightwater Mills was founded by Anselm Roy in 1921.\n\n" +
  "Ida Falk studied law at Lennard College; she was born in Port Lennard in 1921. Nobody came.";

async function readAll(text: string, options = {}): Promise<ExtractedSentence[]> {
  const steps = [];
  for (const group of extractor.plan(text)) steps.push(await extractor.read(text, group, options));
  return steps.flat();
}

/** What must hold of any answer. */
function expectPlaces(text: string, sentences: readonly ExtractedSentence[]) {
  let last = 0;
  for (const sentence of sentences) {
    expect(sentence.text).toBe(text.slice(sentence.start, sentence.end));
    expect(sentence.start).toBeGreaterThanOrEqual(last);
    last = sentence.end;
    for (const { start, end, score } of sentence.entities) {
      expect(sentence.start <= start && start < end && end <= sentence.end).toBe(true);
      expect(score >= 0 && score <= 1).toBe(true);
      // A name neither begins nor ends inside a character of two units, nor before a combining mark.
      expect(/^[\udc00-\udfff]|[\ud800-\udbff]$|^\s|\s$/u.test(text.slice(start, end))).toBe(false);
      expect(end < sentence.end && /\p{Mn}/u.test(text[end]!)).toBe(false);
    }
    for (const { subject, object, score } of sentence.relations) {
      expect(subject !== object && Math.max(subject, object) < sentence.entities.length).toBe(true);
      expect(score >= 0 && score <= 1).toBe(true);
    }
  }
}

describe("the extractor", () => {
  it("tells what it is, with a self-test that has passed", () => {
    expect(extractor.info).toMatchObject({ id: "tiny-joint", backend: "wasm", entityThreshold: 0.5, maxWidth: 10 });
    expect(extractor.info.attempts[0]).toMatchObject({ outcome: "passed" });
    expect(extractor.info.attempts[0]!.maxError).toBeLessThan(1e-3);
    expect(extractor.info.entityTypes).toContain("PERSON");
  });

  it("reads sentence by sentence with offsets of the whole text", async () => {
    const sentences = await readAll(TEXT, { entityFloor: 0.5, relationFloor: 0.5 });
    expect(sentences).toHaveLength(4);
    expectPlaces(TEXT, sentences);
    // The third sentence is one of golden.json, where PyTorch finds the same.
    const { entities, relations } = sentences[2]!;
    const names = entities.map(({ start, end, type }) => `${TEXT.slice(start, end)}: ${type}`);
    expect(names).toEqual([
      "Ida Falk: PERSON",
      "Lennard College: ORGANIZATION",
      "Lennard College;: ORGANIZATION",
      "Port Lennard: PERSON",
      "1921: DATE",
    ]);
    expect(relations.map(({ subject, object, relation }) => [subject, object, relation])).toEqual([
      [0, 1, "educated at"],
      [3, 4, "date of birth"],
      [3, 1, "educated at"],
    ]);
    expect(sentences[3]).toMatchObject({ entities: [], relations: [], numEntitiesCut: 0 });
  });

  it("holds its places in any text", async () => {
    const word = fc.constantFrom(
      ...[
        "Mira",
        "Tarvik.",
        "Ida",
        "Falk",
        "1921",
        "cafe\u0301",
        "🎻",
        "👩‍👩‍👧",
        "北川",
        "한글",
        "Ça!",
        "a\u0300\u0301",
        "\u200d",
        "\n",
        "\n\n",
        "[MASK]",
      ],
      ...["was born in", "studied at", "Lennard College;", "ﷺ", "x".repeat(150), "\ud83d", "St.", "J. R."],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 25 }), async (words) => {
        const text = words.join(" ");
        expectPlaces(text, await readAll(text, { entityFloor: 0, relationFloor: 0.3 }));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ["nothing", "", 0],
    ["white space", " \n\t ", 0],
    ["one word", "Tarvik", 1],
    ["characters that the tokenizer drops", "\u200d\u200b", 1],
  ])("reads %s", async (_what, text, numSentences) => {
    const sentences = await readAll(text);
    expect(sentences).toHaveLength(numSentences);
    expectPlaces(text, sentences);
  });

  it("reads a sentence that is longer than its window, in windows", async () => {
    const text = `Mira was born in Tarvik ${"and Ida Falk studied at Lennard College ".repeat(60)}in 1921`;
    const [sentence, ...others] = await readAll(text, { entityFloor: 0.5, relationFloor: 0.5 });
    expect(others).toEqual([]);
    expectPlaces(text, [sentence!]);
    const last = sentence!.entities.at(-1)!;
    expect(last.end).toBeGreaterThan(text.length - 60);
    const keys = sentence!.entities.map(({ start, end }) => `${start}-${end}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("plans 50,000 words without reading them, and stops when it is told to", async () => {
    const text = "Ida Falk studied at Lennard College in 1921. ".repeat(6250);
    const groups = extractor.plan(text);
    expect(groups.flat()).toHaveLength(6250);
    expect(groups[0]).toHaveLength(1);
    const stop = new AbortController();
    stop.abort();
    await expect(extractor.read(text, groups[1]!, {}, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  });

  it("refuses floors outside of [0, 1]", async () => {
    await expect(readAll("Tarvik.", { entityFloor: 2 })).rejects.toThrow("a floor from 0 to 1, got 2");
  });
});

describe("loadExtractor", () => {
  it("loads an adapter with the files of its base", async () => {
    const events: LoadEvent[] = [];
    const adapter = await open("tiny-joint-adapter", (event) => events.push(event));
    expect(adapter.info.attempts[0]).toMatchObject({ outcome: "passed" });
    expect(events.map(({ kind }) => kind)).toContain("ready");
    adapter.dispose();
    await expect(adapter.read("x", [{ start: 0, end: 1 }], {})).rejects.toThrow("which was closed");
  });

  it("refuses a model that reads marked pairs", async () => {
    await expect(open("tiny")).rejects.toThrow(/finds entities and relations in text, got one that reads marked pairs/);
  });
});

describe("groupSentences", () => {
  it("gives the first sentence alone, then as many as fit", () => {
    const spans = [0, 10, 20, 30, 40].map((start) => ({ start, end: start + 10 }));
    expect(groupSentences(spans, 25).map(({ length }) => length)).toEqual([1, 2, 2]);
    expect(groupSentences(spans, 5).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(groupSentences([], 5)).toEqual([]);
  });
});
