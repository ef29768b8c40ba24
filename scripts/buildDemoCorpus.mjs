/**
 * Builds the demo corpus from the marked-up sentences in `scripts/demoCorpus/*.txt`, and verifies it.
 *
 *   node scripts/buildDemoCorpus.mjs                      write public/corpora/demo.jsonl
 *   node scripts/buildDemoCorpus.mjs --check              write nothing; exit 1 if the file is not what the source gives
 *   node scripts/buildDemoCorpus.mjs --schema FILE        first remake public/corpora/relations.json from a full schema file
 *
 * Source grammar, one sentence a line (blank lines and lines starting with `//` are skipped):
 *   `== <relation>`                      opens the section of a relation of relations.json, or of `no_relation`
 *   `<real|inv|mix> | <sentence>`        a positive row; its types are those of the relation
 *   `<inv|mix>: SUBJ > OBJ | <sentence>` a no_relation row with the given coarse types
 *   `known: <relation> | <sentence>`     a no_relation row about a real pair that truly stands in <relation>, unsaid here
 * In a sentence `[[s:..]]` marks the subject and `[[o:..]]` the object, once each.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const sourceDir = join(import.meta.dirname, "demoCorpus");
const corpusFile = join(root, "public/corpora/demo.jsonl");
const schemaFile = join(root, "public/corpora/relations.json");
const nameTags = { real: "real", inv: "invented", mix: "mixed", known: "real" };

/** Stops with the place of the mistake. */
function fail(where, message) {
  throw new Error(`${where}: ${message}`);
}

/** Splits `[[s:..]]` / `[[o:..]]` mark-up into plain text and two UTF-16 half-open spans. */
function readMarkup(where, marked) {
  const spans = {};
  let text = "";
  let last = 0;
  for (const match of marked.matchAll(/\[\[([so]):(.+?)\]\]/g)) {
    const [whole, role, mention] = match;
    if (spans[role]) fail(where, `[[${role}: is marked twice`);
    text += marked.slice(last, match.index);
    spans[role] = { start: text.length, end: text.length + mention.length };
    text += mention;
    last = match.index + whole.length;
  }
  text += marked.slice(last);
  if (!spans.s || !spans.o) fail(where, "expected one [[s:..]] and one [[o:..]]");
  if (/\[\[|\]\]|\s\s|^\s|\s$/.test(text)) fail(where, "stray brackets or spaces");
  return { text, subject: spans.s, object: spans.o };
}

/** Types, name tag and extra keys of a row, from the part of the line before `|`. */
function readHead(where, head, relation, byLabel, types) {
  const [tag, spec] = head.split(":").map((part) => part.trim());
  const names = nameTags[tag] ?? fail(where, `unknown tag "${tag}"`);
  const negative = relation === "no_relation";
  if (negative === (spec === undefined)) {
    fail(where, negative ? "a no_relation row needs types or a known relation" : "only no_relation rows take a spec");
  }
  if (!negative) return { names, ...typesOf(byLabel.get(relation)), extra: {} };
  if (tag === "known") {
    const known = byLabel.get(spec) ?? fail(where, `unknown relation "${spec}"`);
    return { names, ...typesOf(known), extra: { note: "known pair", knownRelation: spec } };
  }
  const [subjectType, objectType] = spec.split(">").map((part) => part.trim());
  for (const type of [subjectType, objectType]) {
    if (!types.has(type)) fail(where, `unknown type "${type}"`);
  }
  return { names, subjectType, objectType, extra: {} };
}

function typesOf(relation) {
  return { subjectType: relation.subject, objectType: relation.object };
}

/** An id that depends on the relation and the marked sentence only, so that it survives reordering. */
function rowId(relation, marked) {
  const slug = relation.replace(/[^a-z]+/g, "-");
  return `demo-${slug}-${createHash("sha256").update(marked).digest("hex").slice(0, 8)}`;
}

/** All rows, in the order of relations.json with no_relation last. Throws on any malformed line. */
function buildRows(schema) {
  const byLabel = new Map(schema.relations.map((relation) => [relation.label, relation]));
  const types = new Set(schema.relations.flatMap((relation) => [relation.subject, relation.object]));
  const order = [...byLabel.keys(), schema.negative];
  const rows = [];
  for (const file of readdirSync(sourceDir)
    .filter((name) => name.endsWith(".txt"))
    .sort()) {
    let relation = null;
    for (const [index, line] of readFileSync(join(sourceDir, file), "utf8").split("\n").entries()) {
      const where = `${file}:${index + 1}`;
      if (line.trim() === "" || line.startsWith("//")) continue;
      if (line.startsWith("== ")) {
        relation = line.slice(3).trim();
        if (!order.includes(relation)) fail(where, `unknown relation "${relation}"`);
        continue;
      }
      const bar = line.indexOf(" | ");
      if (bar < 0 || relation === null) fail(where, "expected `tag | sentence` below a `== relation` line");
      const marked = line.slice(bar + 3);
      const { text, subject, object } = readMarkup(where, marked);
      const head = readHead(where, line.slice(0, bar), relation, byLabel, types);
      const id = rowId(relation, marked);
      rows.push({
        id,
        docId: id,
        text,
        subj: { ...subject, type: head.subjectType },
        obj: { ...object, type: head.objectType },
        relation,
        names: head.names,
        ...head.extra,
      });
    }
  }
  return rows.sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
}

/** The facts about the corpus that its README states. Throws when rows are not unique. */
function summarise(rows) {
  for (const key of ["id", "text"]) {
    const seen = new Set();
    for (const row of rows) {
      if (seen.has(row[key])) fail(row.id, `duplicate ${key}: ${row[key]}`);
      seen.add(row[key]);
    }
  }
  const count = (test) => rows.filter(test).length;
  const perRelation = new Map();
  for (const row of rows) perRelation.set(row.relation, (perRelation.get(row.relation) ?? 0) + 1);
  const positive = [...perRelation].filter(([label]) => label !== "no_relation").map(([, n]) => n);
  const lengths = rows.map((row) => row.text.split(" ").length).sort((a, b) => a - b);
  return {
    rows: rows.length,
    relations: positive.length,
    fewest: Math.min(...positive),
    most: Math.max(...positive),
    noRelation: perRelation.get("no_relation") ?? 0,
    knownPairs: count((row) => row.note === "known pair"),
    objectFirst: count((row) => row.obj.start < row.subj.start),
    real: count((row) => row.names === "real"),
    invented: count((row) => row.names === "invented"),
    mixed: count((row) => row.names === "mixed"),
    meanWords: Number((lengths.reduce((sum, n) => sum + n, 0) / rows.length).toFixed(1)),
    shortest: lengths[0],
    longest: lengths.at(-1),
  };
}

const flag = process.argv.indexOf("--schema");
if (flag >= 0) {
  const { version, negative, relations } = JSON.parse(readFileSync(process.argv[flag + 1], "utf8"));
  const kept = relations.map(({ label, subject, object }) => ({ label, subject, object }));
  writeFileSync(schemaFile, `${JSON.stringify({ version, negative, relations: kept }, null, 2)}\n`);
}
const rows = buildRows(JSON.parse(readFileSync(schemaFile, "utf8")));
const jsonl = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
console.log(JSON.stringify(summarise(rows)));
if (process.argv.includes("--check")) {
  if (readFileSync(corpusFile, "utf8") !== jsonl) {
    console.error("public/corpora/demo.jsonl is not what its source gives. Run: node scripts/buildDemoCorpus.mjs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(corpusFile, jsonl);
}
