import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAME_SOURCES } from "../data/nameSources";
import { formatLink, parseLink, type LinkFilter, type LinkState } from "./linkFormat";

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits });
const span = fc.oneof(
  fc.constant(null),
  fc.tuple(fc.nat(9999), fc.integer({ min: 1, max: 99 })).map(([start, length]) => ({ start, end: start + length })),
);
const role = fc.constantFrom("subject" as const, "object" as const);
const of = fc.constantFrom("pooled" as const, "subject" as const, "object" as const);
const swap = fc.record({ source: fc.constantFrom(...NAME_SOURCES), name: words });
const edge = fc.double({ min: 0, max: 10, noNaN: true });
const range = fc
  .tuple(of, fc.oneof(edge, fc.constant(-Infinity)), fc.oneof(edge, fc.constant(Infinity)))
  .filter(([, low, high]) => low < high)
  .map(([whose, low, high]) => ({ of: whose, low, high }));
const filter = {
  range,
  relation: words,
  pair: words,
  name: words,
  text: words,
  relationOf: fc.nat(),
  pairOf: fc.nat(),
  nameOf: fc.tuple(fc.nat(999), fc.constantFrom("s", "o")).map(([row, which]) => `${row}${which}`),
};
const runs = fc.uniqueArray(fc.nat(2000), { minLength: 1, maxLength: 20 }).map((cuts) => {
  const sorted = cuts.sort((a, b) => a - b);
  return sorted.flatMap((first, i) => (i % 2 === 0 ? [[first, sorted[i + 1] ?? first] as const] : []));
});
const link: fc.Arbitrary<LinkState> = fc.record(
  {
    seed: fc.nat(),
    beta: fc.double({ min: 0, max: 1, noNaN: true }).map((beta) => Math.abs(beta)),
    k: fc.integer({ min: 1, max: 64 }),
    made: hex(12),
    compare: fc.constant(true as const),
    study: fc.constantFrom("main", "beta-sweep"),
    run: fc.constantFrom("vib-s2", "core-re-minilm-base"),
    beside: fc.constantFrom("slotSwap", "masked"),
    shows: fc.constant("differences" as const),
    order: fc.record({ id: fc.constantFrom("id", "typeSwap"), isRising: fc.boolean() }),
    two: fc.constant<[string, string]>(["tiny", "tiny-base"]),
    sentence: fc.oneof(
      fc.record({ kind: fc.constant("row" as const), row: fc.nat(99999) }),
      fc.record({ kind: fc.constant("example" as const), id: fc.constantFrom("a-1", "born in ~ x", "é") }),
    ),
    ...{ subject: span, object: span, subjectType: words, objectType: words, subjectSwap: swap, objectSwap: swap },
    gold: fc.constant("none" as const),
    role,
    offered: fc.nat(),
    corpus: fc.oneof(
      fc.record({ kind: fc.constant("demo" as const), hash: hex(12) }),
      fc.record({ kind: fc.constant("results" as const), id: fc.constantFrom("tiny", "re-minilm-vib") }),
      fc.record({ kind: fc.constant("file" as const), hash: hex(64), numRows: fc.nat(999999) }),
    ),
    of,
    cut: fc.constantFrom("pair", "relation"),
    points: fc.constant("names" as const),
    rowK: fc.integer({ min: 0, max: 64 }),
    rowS: fc.integer({ min: 1, max: 32 }),
    scored: runs,
    ...filter,
    slices: fc.array(fc.record({ name: words, filter: fc.record(filter, { requiredKeys: [] }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<LinkState>;

describe("formatLink and parseLink", () => {
  it("give back every link as it was, and the same text for it", () => {
    fc.assert(
      fc.property(link, (given) => {
        const text = formatLink(given);
        const parsed = parseLink(text);
        expect(parsed).toEqual({ link: given, ignored: [], isNewer: false });
        expect(formatLink(parsed.link)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it("read any text without an error, and write what was read the same again", () => {
    const keys = fc.constantFrom(
      "v",
      "seed",
      "beta",
      "k",
      "subject",
      "range",
      "corpus",
      "scored",
      "slice",
      "nameOf",
      "x",
    );
    const fragment = fc
      .array(fc.tuple(keys, fc.oneof(words, fc.constantFrom("1", "1-2", "pooled~0~1", "called=a&pair=b"))), {
        maxLength: 8,
      })
      .map((pairs) => `#${new URLSearchParams(pairs).toString()}`);
    fc.assert(
      fc.property(fragment, (text) => {
        const { link: read } = parseLink(text);
        expect(parseLink(formatLink(read)).link).toEqual(read);
      }),
    );
  });
});

describe("parseLink", () => {
  it("names the values that it cannot use and keeps the others", () => {
    const { link: read, ignored } = parseLink(
      "#v=1&seed=-3&beta=1.5&k=8&subject=9-4&range=pooled~0.5~0.4&corpus=mine&scored=5-2&made=xyz&role=both&new=thing",
    );
    expect(read).toEqual({ k: 8 });
    expect(ignored).toEqual(["seed", "beta", "made", "subject", "role", "corpus", "scored", "range"]);
  });

  it("knows a link of a newer version, and a slice without a name", () => {
    expect(parseLink("#v=2&seed=1")).toEqual({ link: { seed: 1 }, ignored: [], isNewer: true });
    expect(parseLink("#v=1&slice=pair%3Da").ignored).toEqual(["slice 1"]);
    expect(parseLink("#v=1&slice=called%3Da%26range%3Dx")).toMatchObject({
      ignored: ["slice 1: range"],
      link: { slices: [{ name: "a", filter: {} satisfies LinkFilter }] },
    });
  });

  it("writes nothing for nothing", () => {
    expect(formatLink({})).toBe("");
    expect(formatLink({ seed: 8, corpus: { kind: "demo", hash: "0123456789ab" } })).toBe(
      "#v=1&seed=8&corpus=demo~0123456789ab",
    );
  });
});
