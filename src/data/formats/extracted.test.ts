import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../readCorpus";

const TEXT = readFileSync("test/fixtures/formats/extracted/found.jsonl", "utf8");

async function read(text: string) {
  const read = await readCorpus([{ name: "found.jsonl", bytes: new TextEncoder().encode(text) }], "file");
  return read!.corpus;
}

describe("JSON lines of found entities", () => {
  it("give a row for each relation, with types, past an emoji, and no row for a sentence without one", async () => {
    const { examples, report, problems } = await read(TEXT);
    expect(report!.formatId).toBe("extracted");
    expect(problems).toEqual([]);
    const said = examples.map(({ text, subject, object, relation }) => [
      text.slice(subject.start, subject.end),
      `${subject.type} ${relation} ${object.type}`,
      text.slice(object.start, object.end),
    ]);
    expect(said).toEqual([
      ["Marlow Finch", "PERSON employer ORGANIZATION", "Eastmere College"],
      ["Lina Sørby", "PERSON residence LOCATION", "Holt Bay"],
      ["Lina Sørby", "PERSON residence LOCATION", "Varn"],
    ]);
  });

  it("say what is wrong with a line, and read the others", async () => {
    const bad = TEXT.replace('"obj":1,"relation":"employer"', '"obj":7,"relation":"employer"').replace(
      '"end":26,"type":"LOCATION"',
      '"end":99,"type":"LOCATION"',
    );
    const { examples, problems } = await read(`${bad}{"text":5,"entities":[],"relations":[]}\n`);
    expect(examples).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("relations[0] joins entities 0 and 7, which are not both there."),
      expect.stringContaining("entities[1]: span [22, 99) is not in the text."),
      expect.stringContaining("text"),
    ]);
  });
});
