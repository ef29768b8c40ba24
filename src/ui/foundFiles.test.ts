import { describe, expect, it } from "vitest";
import { toWorked } from "../analysis/foundCandidates";
import { readCorpus } from "../data/readCorpus";
import { makeFoundFile, type FoundFormat } from "./foundFiles";

const FIRST = "Ada 👩‍🚀 Falk grew up in Port Velde.";
const SECOND = "Ines married Tomas Re\u0301vy there.";
const at = FIRST.length + 1;
const where = (text: string, words: string, from: number) => {
  const start = text.indexOf(words) + from;
  return { start, end: start + words.length };
};
const SHOWN = toWorked([
  {
    start: 0,
    end: FIRST.length,
    text: FIRST,
    entities: [
      { ...where(FIRST, "Ada 👩‍🚀 Falk", 0), type: "PERSON", score: 0.91234 },
      { ...where(FIRST, "Port Velde", 0), type: "LOCATION", score: 0.7 },
    ],
    relations: [{ subject: 0, object: 1, relation: "residence", score: 0.8 }],
    numEntitiesCut: 0,
  },
  {
    start: at,
    end: at + SECOND.length,
    text: SECOND,
    entities: [
      { ...where(SECOND, "Ines", at), type: "PERSON", score: 0.9 },
      { ...where(SECOND, "Tomas Re\u0301vy", at), type: "PERSON", score: 0.9 },
      { ...where(SECOND, "there", at), type: "LOCATION", score: 0.6 },
    ],
    relations: [{ subject: 0, object: 1, relation: "spouse", score: 0.95 }],
    numEntitiesCut: 0,
  },
]);

/** The file as the page opens it again. */
async function openAgain(format: FoundFormat) {
  const { name, blob } = makeFoundFile(SHOWN, format);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const read = await readCorpus([{ name, bytes }], "file");
  return read!.corpus;
}

describe("files of what was found", () => {
  it.each(["brat", "tacred"] as const)("%s is read again with the same names and relations", async (format) => {
    const { examples, problems } = await openAgain(format);
    expect(problems).toEqual([]);
    const said = examples.map(({ text, subject, object, relation }) => [
      text.slice(subject.start, subject.end),
      subject.type,
      relation,
      text.slice(object.start, object.end),
      object.type,
    ]);
    expect(said).toEqual([
      [expect.stringMatching(/^Ada .*Falk$/), "PERSON", "residence", "Port Velde", "LOCATION"],
      ["Ines", "PERSON", "spouse", "Tomas Re\u0301vy", "PERSON"],
    ]);
  });

  it("JSON lines hold a sentence each, with offsets in it", async () => {
    const { name, blob } = makeFoundFile(SHOWN, "jsonl");
    expect(name).toBe("found.jsonl");
    const rows = (await blob.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as never);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual({
      text: SECOND,
      entities: [
        { start: 0, end: 4, type: "PERSON", score: 0.9 },
        { start: 13, end: 24, type: "PERSON", score: 0.9 },
        { start: 25, end: 30, type: "LOCATION", score: 0.6 },
      ],
      relations: [{ subj: 0, obj: 1, relation: "spouse", score: 0.95 }],
    });
  });

  it("brat marks entities that are in no pair too", async () => {
    const { blob } = makeFoundFile(SHOWN, "brat");
    const { unzipSync, strFromU8 } = await import("fflate");
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(strFromU8(files["found.ann"]!)).toMatch(/\tLOCATION \d+ \d+\tthere\n/);
    expect(strFromU8(files["found.txt"]!)).toBe(`${FIRST}\n${SECOND}\n`);
  });
});
