import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkExample, type Argument } from "./example";

interface Relation {
  readonly label: string;
  readonly subject: string;
  readonly object: string;
}

interface Row {
  readonly id: string;
  readonly docId: string;
  readonly text: string;
  readonly subj: Required<Argument>;
  readonly obj: Required<Argument>;
  readonly relation: string;
  readonly names: string;
  readonly note?: string;
  readonly knownRelation?: string;
}

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const schema = JSON.parse(read("public/corpora/relations.json")) as { negative: string; relations: Relation[] };
const byLabel = new Map(schema.relations.map((relation) => [relation.label, relation]));
const rows = read("public/corpora/demo.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);
const positives = rows.filter((row) => row.relation !== schema.negative);
const negatives = rows.filter((row) => row.relation === schema.negative);
const knownPairs = negatives.filter((row) => row.note === "known pair");
const objectFirst = (row: Row) => row.obj.start < row.subj.start;

/** Puts the marks back where the spans say they are: the inverse of what the builder does. */
function remark({ text, subj, obj }: Row): string {
  const marks = [
    { at: subj.start, mark: "[[s:" },
    { at: subj.end, mark: "]]" },
    { at: obj.start, mark: "[[o:" },
    { at: obj.end, mark: "]]" },
  ].sort((a, b) => b.at - a.at);
  return marks.reduce((marked, { at, mark }) => marked.slice(0, at) + mark + marked.slice(at), text);
}

describe("the relation list of the demo corpus", () => {
  it("has 54 distinct labels, each with two types, and no key beyond those", () => {
    expect(byLabel.size).toBe(54);
    for (const relation of schema.relations) {
      expect(Object.keys(relation)).toEqual(["label", "subject", "object"]);
      expect(Object.values(relation).every((value) => typeof value === "string" && value !== "")).toBe(true);
    }
  });
});

describe("the demo corpus", () => {
  it("has at least 540 rows, 8 of every relation and 60 without one", () => {
    expect(rows.length).toBeGreaterThanOrEqual(540);
    const counts = schema.relations.map(({ label }) => [label, rows.filter((row) => row.relation === label).length]);
    expect(counts.filter(([, count]) => Number(count) < 8)).toEqual([]);
    expect(negatives.length).toBeGreaterThanOrEqual(60);
    expect(positives.filter((row) => !byLabel.has(row.relation))).toEqual([]);
  });

  it("has readable, separate spans that begin and end with a word", () => {
    for (const row of rows) {
      expect(checkExample({ text: row.text, subject: row.subj, object: row.obj }), row.id).toEqual([]);
      for (const { start, end } of [row.subj, row.obj]) {
        expect(row.text.slice(start, end), row.id).toMatch(/^[\p{L}\p{N}].*[\p{L}\p{N}]$/su);
        expect(row.text.slice(start - 1, start), row.id).not.toMatch(/[\p{L}\p{N}]/u);
        expect(row.text.slice(end, end + 1), row.id).not.toMatch(/[\p{L}\p{N}]/u);
      }
    }
  });

  it("marks the mentions that its source marks", () => {
    const folder = join(root, "scripts/demoCorpus");
    const source = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"));
    const marked = new Set(source.map((line) => line.slice(line.indexOf(" | ") + 3)));
    expect(rows.filter((row) => !marked.has(remark(row))).map((row) => row.id)).toEqual([]);
  });

  it("has the types of the schema", () => {
    const types = new Set(schema.relations.flatMap(({ subject, object }) => [subject, object]));
    for (const row of rows) {
      const relation = byLabel.get(row.knownRelation ?? row.relation);
      if (relation) expect([row.subj.type, row.obj.type], row.id).toEqual([relation.subject, relation.object]);
      else expect(types.has(row.subj.type) && types.has(row.obj.type), row.id).toBe(true);
    }
  });

  it("has no text, id or document twice", () => {
    for (const key of ["text", "id", "docId"] as const) {
      expect(new Set(rows.map((row) => row[key])).size, key).toBe(rows.length);
    }
  });

  it("names the object before the subject in at least 15 % of its rows and in every relation", () => {
    expect(rows.filter(objectFirst).length / rows.length).toBeGreaterThanOrEqual(0.15);
    const without = [...byLabel.keys()].filter(
      (label) => !rows.some((row) => row.relation === label && objectFirst(row)),
    );
    expect(without).toEqual([]);
  });

  it("has at least 30 rows about known pairs and 30 others without a relation", () => {
    expect(knownPairs.length).toBeGreaterThanOrEqual(30);
    expect(negatives.length - knownPairs.length).toBeGreaterThanOrEqual(30);
    expect(rows.filter((row) => row.note === "known pair")).toEqual(knownPairs);
    for (const row of knownPairs) {
      expect(row.names, row.id).toBe("real");
      expect(byLabel.has(row.knownRelation ?? ""), row.id).toBe(true);
    }
  });

  it("mixes real and invented names", () => {
    expect(new Set(rows.map((row) => row.names))).toEqual(new Set(["real", "invented", "mixed"]));
    for (const label of byLabel.keys()) {
      const names = new Set(rows.filter((row) => row.relation === label).map((row) => row.names));
      expect(names.has("real") && (names.has("invented") || names.has("mixed")), label).toBe(true);
    }
  });

  it("is what its source gives, and its README states its counts", () => {
    const printed = execFileSync(process.execPath, [join(root, "scripts/buildDemoCorpus.mjs"), "--check"]).toString();
    const facts = JSON.parse(printed) as Record<string, number>;
    const readme = read("public/corpora/README.md").replace(/ +/g, " ");
    const share = `${((100 * rows.filter(objectFirst).length) / rows.length).toFixed(1)} %`;
    expect(readme).toContain(`| object before subject | ${facts.objectFirst} (${share}) |`);
    for (const [name, value] of [
      ["sentences", rows.length],
      ["with one of the 54 relations", positives.length],
      ["`no_relation`", negatives.length],
      ["of these, known pairs", knownPairs.length],
      ["real / invented / mixed names", `${facts.real} / ${facts.invented} / ${facts.mixed}`],
      ["words a sentence, mean", facts.meanWords],
    ]) {
      expect(readme).toContain(`| ${name} | ${value} |`);
    }
  });
});
