import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hashText } from "../math/hashText";
import { findTrainCount, parseNameTables } from "./swap/nameTables";
import { countInTraining, nameKey, parseSeenNames } from "./seenNames";

const read = (path: string) => new Uint8Array(readFileSync(path)).buffer;
const COUNTS = parseSeenNames(read("public/names/trainCounts.bin"));

/** Keys and hashes by `key` and `hash_key` of train_counts.py, Python 3.11.7 with Unicode 14. */
const PYTHON: [string, string, number][] = [
  ["Ilse Varn", "ilse varn", 652267745],
  ["The Ostrava Lamp Works, Inc.", "ostrava lamp works inc", 3041870463],
  ["the", "the", 3020861980],
  ["Jean - Luc O'Brandt", "jean luc o brandt", 2501776701],
  ["ΟΔΥΣΣΕΥΣ", "οδυσσευς", 376449129],
  ["İzmit 2", "i zmit 2", 2186253006],
  ["東京都", "東京都", 3712274647],
  ["e\u0301clair", "\u00e9clair", 1143806661],
  ["…", "", 2166136261],
  ["\u{10400}x", "\u{10428}x", 2427179324],
];

describe("nameKey", () => {
  it.each(PYTHON)("of %j is as in Python", (name, key, hash) => {
    expect(nameKey(name)).toBe(key);
    expect(hashText(key)).toBe(hash);
  });
});

describe("the shipped counts", () => {
  it("agree with the name tables: as many or more where those have a name, none for an unseen one", () => {
    const tables = parseNameTables(JSON.parse(readFileSync("public/names/names.json", "utf8")));
    for (const { frequent, rare, unseen } of Object.values(tables.types)) {
      // More where other spellings of the name ("St. Ives", "St Ives") count as one here.
      for (const [name] of [...frequent, ...rare]) {
        expect(countInTraining(COUNTS, name), name).toBeGreaterThanOrEqual(findTrainCount(tables, name)!);
      }
      // The tables hold "The X" for new where training has "X" only; here both are one name.
      for (const name of unseen.filter((one) => !/^the /i.test(one))) {
        expect(countInTraining(COUNTS, name), name).toBe(0);
      }
    }
  });

  it("take letter case, punctuation and a leading article for nothing", () => {
    const count = countInTraining(COUNTS, "United States");
    expect(count).toBeGreaterThan(100);
    expect(countInTraining(COUNTS, "the UNITED  STATES,")).toBe(count);
    expect(countInTraining(COUNTS, "Quorvane Ibbeth")).toBe(0);
    expect(countInTraining(COUNTS, "–")).toBe(-1);
    expect(countInTraining(COUNTS, "she")).toBe(-1);
  });
});

describe("parseSeenNames", () => {
  it("reads hashes and counts, and an empty file", () => {
    const file = (size: number, bytes: number[]) =>
      Uint8Array.from([...Buffer.from("EBEC"), 1, 0, 0, 0, size, 0, 0, 0, ...bytes]).buffer;
    const two = parseSeenNames(file(2, [1, 0, 0, 0, 0, 0, 0, 128, 7, 0, 255, 255]));
    expect([...two.hashes, ...two.counts]).toEqual([1, 2 ** 31, 7, 65535]);
    expect(countInTraining(parseSeenNames(file(0, [])), "Ilse")).toBe(0);
    expect(() => parseSeenNames(file(2, [1]))).toThrow("expected 24 bytes for 2 names, got 13");
  });

  it("refuses what is not the file", () => {
    expect(() => parseSeenNames(new ArrayBuffer(3))).toThrow("expected at least 12 bytes");
    expect(() => parseSeenNames(new ArrayBuffer(12))).toThrow("starts with EBEC");
    const old = Uint8Array.from([...Buffer.from("EBEC"), 9, 0, 0, 0, 0, 0, 0, 0]).buffer;
    expect(() => parseSeenNames(old)).toThrow("expected version 1, got 9");
  });
});
