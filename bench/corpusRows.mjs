/** @file Rows and scores for the corpus bench: our own templates, everything from one seed. */
import { createHash } from "node:crypto";
import { tsImport } from "tsx/esm/api";

const SYLLABLES = "ba ren tol mi ka ves dor lin sha gor pel nu rak sti lo wen far dis mor ta".split(" ");
const TEMPLATES = [
  ["SUBJ joined OBJ after a long search for work near the coast.", "employee or member of", "PERSON", "ORGANIZATION"],
  ["In OBJ the small workshop SUBJ opened its doors again.", "headquarters location", "ORGANIZATION", "LOCATION"],
  ["SUBJ grew up in OBJ, where the winters last half the year.", "residence", "PERSON", "LOCATION"],
  ["The bridge that OBJ designed still bears the name SUBJ.", "founded by", "ORGANIZATION", "PERSON"],
  ["SUBJ and OBJ shared a desk for eleven years and never argued.", "no_relation", "PERSON", "PERSON"],
  ["Nobody at OBJ had expected a letter from SUBJ that morning.", "no_relation", "PERSON", "ORGANIZATION"],
];
/** Rows of one document. */
const DOCUMENT_ROWS = 4;

/** Mulberry32: numbers in [0, 1) from a whole number. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A few names are in many rows, most in one or two. */
function makeName(random, numRows) {
  let place = Math.floor(numRows * random() ** 3);
  const parts = [];
  do {
    parts.push(SYLLABLES[place % SYLLABLES.length]);
    place = Math.floor(place / SYLLABLES.length);
  } while (place > 0);
  const word = parts.join("");
  return `${word[0].toUpperCase()}${word.slice(1)} ${SYLLABLES[parts.length].toUpperCase()[0]}ell`;
}

/** The corpus file as JSON lines. */
export function makeCorpus(numRows, seed = 7) {
  const random = createRandom(seed);
  const lines = Array.from({ length: numRows }, (_, row) => {
    const [template, relation, subjType, objType] = TEMPLATES[Math.floor(random() * TEMPLATES.length)];
    const names = { SUBJ: makeName(random, numRows), OBJ: makeName(random, numRows) };
    const spans = {};
    let text = "";
    for (const part of template.split(/(SUBJ|OBJ)/)) {
      if (part in names) spans[part] = { start: text.length, end: text.length + names[part].length };
      text += names[part] ?? part;
    }
    return JSON.stringify({
      id: `r${row}`,
      docId: `d${Math.floor(row / DOCUMENT_ROWS)}`,
      text,
      subj: { ...spans.SUBJ, type: subjType },
      obj: { ...spans.OBJ, type: objType },
      relation,
    });
  });
  return `${lines.join("\n")}\n`;
}

/** One score a row, as the worker would keep them; variance and flips hang together a little. */
function makeResults(numRows, numLabels, seed = 8) {
  const random = createRandom(seed);
  const pick = () => Math.floor(random() * numLabels);
  return Array.from({ length: numRows }, () => {
    const [subject, object] = [random() ** 2 * 1.6, random() ** 2 * 1.6];
    const label = pick();
    const flips = 0.15 + 0.3 * random() - 0.1 * subject;
    const shift = 0.06 * (random() - 0.3);
    return {
      kind: "score",
      label,
      probability: 0.3 + 0.7 * random(),
      variance: { subject, object, row: (subject + object) / 2 },
      numDraws: 4,
      numDrawFlips: Math.floor(5 * random() ** 4),
      swapLabels: Array.from({ length: 8 }, () => (random() < flips ? pick() : label)),
      swapVariance: { subject: subject + shift, object: object + shift, row: (subject + object) / 2 + shift },
      divergence: random() ** 3,
    };
  });
}

/** What the browser would keep after scoring this corpus with the model at the page's own settings. */
export async function makeRecords({ text, name, config, labels, options }) {
  const load = (path) => tsImport(new URL(path, import.meta.url).href, import.meta.url);
  const { computeJobKey, writeScores } = await load("../src/worker/scoreStore.ts");
  const { readCorpus } = await load("../src/data/readCorpus.ts");
  const { createMemoryKeeper } = await load("../src/worker/keeper.ts");
  const corpusHash = createHash("sha256").update(text).digest("hex");
  const read = await readCorpus([{ name, bytes: new TextEncoder().encode(text) }], "file");
  const { examples } = read.corpus;
  const jobKey = await computeJobKey(config, options);
  const records = new Map();
  const memory = createMemoryKeeper();
  const keeper = {
    ...memory,
    changeMany: async (keys, change) => keys.forEach((key, at) => records.set(key, change(at, undefined))),
  };
  const places = examples.map((_, place) => place);
  await writeScores(keeper, { corpusHash, jobKey, places, examples }, makeResults(examples.length, labels.length));
  return [...records];
}
