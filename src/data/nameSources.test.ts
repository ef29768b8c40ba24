import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Example } from "./example";
import { listCandidates, NAME_SOURCES, type CandidateOptions, type NameSource } from "./nameSources";
import { COMMUNITIES, listCommunityTypes } from "./swap/communities";
import { findTrainCount, foldName, guessNameType, parseNameTables } from "./swap/nameTables";

const file = readFileSync("public/names/names.json", "utf8");
const tables = parseNameTables(JSON.parse(file));
const COARSE = [...new Set(Object.values(tables.types).map(({ coarse }) => coarse))];

const otherExamples: Example[] = ["Ida Moe", "Bo", "she", "Ida Moe", "Lagos", "Danish"].map((name, i) => ({
  id: `row ${i}`,
  text: `${name} and Ulm`,
  subject: { start: 0, end: name.length, type: i < 4 ? "PERSON" : "LOCATION" },
  object: { start: name.length + 5, end: name.length + 8, type: "LOC" },
}));
const userList = " Ada Obi \n\nBo\r\nada obi\n山本\n";

const list = (source: NameSource, options: Partial<CandidateOptions>) =>
  listCandidates(source, { type: "PERSON", seed: 7, count: 20, tables, otherExamples, userList, ...options });
const names = async (source: NameSource, options: Partial<CandidateOptions> = {}) =>
  (await list(source, options)).map(({ name }) => name);

describe("public/names/names.json", () => {
  it("is small, and holds names only", () => {
    expect(file.length).toBeLessThan(150_000);
    for (const [fineType, table] of Object.entries(tables.types)) {
      const all = [...table.frequent, ...table.rare].map(([name]) => name).concat(table.unseen);
      // No name twice in one type, in any case.
      expect([fineType, new Set(all.map(foldName)).size]).toEqual([fineType, all.length]);
      for (const name of all) {
        expect(name.trim()).toBe(name);
        expect(name.length).toBeGreaterThan(1);
        expect(name.replace(/^the /, "").length).toBeLessThanOrEqual(40);
        expect(name.replace(/^the /, "").split(" ").length).toBeLessThanOrEqual(5);
      }
    }
  });

  it("counts as it says: over three, one to three, none", () => {
    const seen = new Set<string>();
    for (const { frequent, rare } of Object.values(tables.types)) {
      for (const [name, count] of [...frequent, ...rare]) {
        seen.add(foldName(name));
        expect(findTrainCount(tables, name)).toBe(count);
      }
      for (const [, count] of frequent) expect(count).toBeGreaterThan(3);
      for (const [, count] of rare) expect(count === 1 || count === 2 || count === 3).toBe(true);
      expect(frequent.map(([, count]) => count)).toEqual(frequent.map(([, count]) => count).sort((a, b) => b - a));
    }
    for (const { unseen } of Object.values(tables.types)) {
      expect(unseen.filter((name) => seen.has(foldName(name)))).toEqual([]);
    }
  });

  it("has names of each kind for every coarse type, and knows the fine types of every relation", () => {
    for (const coarse of COARSE) {
      const own = Object.values(tables.types).filter((table) => table.coarse === coarse);
      expect([coarse, own.some((t) => t.frequent.length > 0), own.some((t) => t.rare.length > 0)]).toEqual([
        coarse,
        true,
        true,
      ]);
      if (coarse !== "DATE") expect([coarse, own.some((t) => t.unseen.length > 9)]).toEqual([coarse, true]);
    }
    const { relations } = JSON.parse(readFileSync("public/corpora/relations.json", "utf8")) as {
      relations: { label: string; subject: string; object: string }[];
    };
    for (const { label, subject, object } of relations) {
      const fine = tables.relations[label]!;
      expect([label, ...fine.map((one) => tables.types[one]!.coarse)]).toEqual([label, subject, object]);
    }
  });

  it.each([
    [null, /the top/],
    [{ version: 2 }, /version/],
    [
      {
        version: 1,
        trainRows: 1,
        nationalities: [],
        types: { CITY: { coarse: "LOCATION", frequent: [["Ulm"]], rare: [], unseen: [] } },
      },
      /CITY.frequent/,
    ],
    [
      {
        version: 1,
        trainRows: 1,
        nationalities: [],
        types: { CITY: { coarse: "LOCATION", frequent: [], rare: [], unseen: [3] } },
      },
      /CITY.unseen/,
    ],
    [{ version: 1, trainRows: 1, nationalities: [], types: {}, relations: { spouse: ["PERSON"] } }, /relations.spouse/],
  ])("is refused with the place when it is not right", (raw, message) => {
    expect(() => parseNameTables(raw)).toThrow(message);
  });
});

describe("guessNameType", () => {
  it("goes by the name, then by the relation, then by the type", () => {
    expect(guessNameType(tables, "LOCATION", "Peruvian", "place of birth", "object").fineType).toBe("NATIONALITY");
    expect(guessNameType(tables, "LOCATION", "Nowhereton", "place of birth", "object")).toEqual({
      type: "LOCATION",
      fineType: "CITY",
    });
    expect(guessNameType(tables, "PERSON", "Nobody", "place of birth", "object")).toEqual({ type: "PERSON" });
    expect(guessNameType(tables, "gpe", "Nowhereton")).toEqual({ type: "LOCATION" });
    expect(guessNameType(tables, "STATE_OR_PROVINCE", "Nowhereton")).toEqual({ type: "LOCATION", fineType: "REGION" });
  });
});

describe("listCandidates", () => {
  it("keeps its promises for every source, type and seed", async () => {
    const surface = fc.constantFrom(undefined, "Ann Lee", "Ulm", "3 May 1911", "the 1920s", "Peruvian", "山本");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAME_SOURCES),
        fc.constantFrom(...COARSE, "PER", "NUMBER"),
        fc.constantFrom(undefined, ...Object.keys(tables.types)),
        surface,
        fc.nat(2 ** 32 - 1),
        fc.nat(30),
        async (source, type, fineType, mention, seed, count) => {
          const options = { type, fineType, surface: mention, seed, count };
          const found = await list(source, options);
          expect(await list(source, options)).toEqual(found);
          expect(found.length).toBeLessThanOrEqual(count);
          expect(new Set(found.map(({ name }) => foldName(name))).size).toBe(found.length);
          const exclude = found.slice(0, 2).map(({ name }) => name.toUpperCase());
          const rest = await names(source, { ...options, exclude });
          const banned = [...exclude, mention ?? ""].map(foldName);
          for (const name of rest) expect(banned).not.toContain(foldName(name));
          for (const { trainCount } of found) {
            if (source === "frequent") expect(trainCount).toBeGreaterThan(3);
            if (source === "rare") expect(trainCount).toBeLessThanOrEqual(3);
            if (source === "unseen") expect(trainCount).toBe(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("draws by the seed", async () => {
    for (const source of ["frequent", "rare", "unseen", "community", "nonsense"] as const) {
      expect(await names(source, { seed: 1 })).not.toEqual(await names(source, { seed: 2 }));
      expect(await names(source)).toHaveLength(20);
    }
  });

  it("keeps to the fine type, and to the coarse one where the fine one has none", async () => {
    const cities = new Set(tables.types.CITY!.unseen);
    for (const name of await names("unseen", { type: "LOCATION", fineType: "CITY" })) expect(cities).toContain(name);
    expect(tables.types.LOCATION!.unseen).toEqual([]);
    expect(await names("unseen", { type: "LOCATION", fineType: "LOCATION" })).toHaveLength(20);
    // A fine type of another coarse type does not count.
    const people = new Set(tables.types.PERSON!.frequent.map(([name]) => name));
    for (const name of await names("frequent", { fineType: "CITY" })) expect(people).toContain(name);
  });

  it("puts nationality words for nationality words alone", async () => {
    const words = new Set(tables.types.NATIONALITY!.frequent.map(([name]) => name));
    for (const name of await names("frequent", { type: "LOCATION", surface: "peruvian" }))
      expect(words).toContain(name);
    for (const name of await names("frequent", { type: "LOCATION", surface: "Peru", count: 999 }))
      expect(words).not.toContain(name);
  });

  it("puts names of the mention's shape first, an unseen last name alone for one word", async () => {
    const one = await names("frequent", { surface: "Lee", count: 10 });
    expect(one.every((name) => !name.includes(" "))).toBe(true);
    const several = await names("rare", { surface: "Ann Lee", count: 10 });
    expect(several.every((name) => name.includes(" "))).toBe(true);
    expect((await names("unseen", { surface: "Lee" })).every((name) => !name.includes(" "))).toBe(true);
  });

  it("makes unseen dates in the style of the mention", async () => {
    const styles: [string, RegExp][] = [
      ["1911", /^\d{4}$/],
      ["3 May 1911", /^\d{1,2} [A-Z][a-z]+ \d{4}$/],
      ["May 03, 1911", /^[A-Z][a-z]+ \d{2}, \d{4}$/],
      ["the 1920s", /^the \d{3}0s$/],
      ["21 sept. 1911", /^\d{1,2} [a-z]{3}\. \d{4}$/],
      ["the 19th century", /^the \d{1,2}(st|nd|rd|th) century$/],
    ];
    for (const [surface, style] of styles) {
      const dates = await names("unseen", { type: "DATE", surface, count: 5 });
      expect([surface, dates.length > 0]).toEqual([surface, true]);
      for (const date of dates) expect(date).toMatch(style);
    }
    expect(await names("unseen", { type: "DATE", surface: "yesterday", count: 5 })).toHaveLength(5);
    const years = await names("frequent", { type: "DATE", surface: "1911", count: 5 });
    expect(years.every((year) => /^\d{4}$/.test(year))).toBe(true);
  });

  it("makes nonsense in the form of the mention", async () => {
    const forms: [string, RegExp][] = [
      ["Ann Lee", /^[A-Z][a-z]+ [A-Z][a-z]+$/],
      ["University of Ulm", /^[A-Z][a-z]+ [a-z]+ [A-Z][a-z]+$/],
      ["NATO", /^[A-Z]{4}$/],
      ["painter", /^[a-z]{7}$/],
      ["山本", /^[A-Z][a-z]$/],
    ];
    for (const [surface, form] of forms)
      for (const name of await names("nonsense", { surface })) expect(name).toMatch(form);
  });

  it("takes the other rows' names of the type, without pronouns", async () => {
    expect((await names("otherRows")).sort()).toEqual(["Bo", "Ida Moe"]);
    expect((await names("otherRows", { type: "LOCATION" })).sort()).toEqual(["Lagos", "Ulm"]);
    expect(await names("otherRows", { type: "LOCATION", surface: "Swedish" })).toEqual(["Danish"]);
    expect(await names("otherRows", { otherExamples: undefined })).toEqual([]);
  });

  it("takes the user's list in its order, and the mask once", async () => {
    expect(await names("userList")).toEqual(["Ada Obi", "Bo", "山本"]);
    expect(await names("userList", { userList: `${"x".repeat(201)}\n` })).toEqual([]);
    expect(await list("mask", {})).toEqual([{ name: "[MASK]", source: "mask" }]);
  });

  it("has people, and the listed types, of every community, in its script", async () => {
    const scripts = { Latn: /\p{Script=Latin}/u, Arab: /\p{Script=Arabic}/u, Hans: /\p{Script=Han}/u };
    for (const community of COMMUNITIES) {
      for (const type of ["PERSON", "LOCATION", "ORGANIZATION", "DATE"]) {
        const found = await names("community", { type, locale: community.id, count: 8 });
        expect([community.id, type, found.length]).toEqual([
          community.id,
          type,
          listCommunityTypes(community).includes(type) ? 8 : 0,
        ]);
        for (const name of found) expect(name).toMatch(scripts[community.script]);
      }
    }
    expect((await names("community", { surface: "Lee" })).every((name) => !name.includes(" "))).toBe(true);
  });

  it("refuses a bad seed, count or community", async () => {
    await expect(list("frequent", { seed: -1 })).rejects.toThrow(/seed/);
    await expect(list("frequent", { count: 1.5 })).rejects.toThrow(/count/);
    await expect(list("community", { locale: "xx" })).rejects.toThrow(/expected one of en, de/);
  });
});
