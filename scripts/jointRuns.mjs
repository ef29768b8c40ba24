/**
 * @file The runs that find entities and relations together, from training/joint: every run of its study file, with or without
 * a result, and the rows of the papers beside them. The source of README's tables and of the Models view.
 *
 * Scores are F1 (hits of span, type and relation; training/entitybias/joint/scores.py), fractions: mean over seeds, interval
 * the mean over seeds of the 95% bounds of a bootstrap over documents. Differences are those of compare-NAME.json.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../", import.meta.url);
const JOINT = new URL("training/joint/", ROOT);
const RESULTS = new URL("results/", JOINT);

/**
 * Corpora in order: their name, and what their papers report of relations. ADE: relations with types, macro, entities that
 * overlap left out.
 */
export const CORPORA = {
  conll04: { title: "CoNLL04", headline: "relationsWithTypes", score: "f1", overlaps: true },
  scierc: { title: "SciERC", headline: "relations", score: "f1", overlaps: true },
  ade: { title: "ADE", headline: "relationsWithTypes", score: "macroF1", overlaps: false },
  wikipedia: { title: "Wikipedia relations", headline: "relationsWithTypes", score: "f1", overlaps: true },
};
const MEASURES = ["entities", "relations", "relationsWithTypes"];

/** Rows that are quoted: SpERT (Eberts and Ulges 2020) and SpERT.MT (arXiv 2309.09713), in percent. Null: not known. */
const QUOTED = [
  ["SpERT", "conll04", "BERT-base", 88.94, 71.47],
  ["SpERT.MT", "conll04", "BERT-base", null, 73.61],
  ["SpERT", "scierc", "SciBERT", 70.33, 50.84],
  ["SpERT.MT", "scierc", "SciBERT", null, 53.72],
  ["SpERT", "ade", "BERT-base", 89.25, 79.24],
  ["SpERT.MT", "ade", "BioBERT", null, 83.72],
];

const readJson = (url) => JSON.parse(readFileSync(url, "utf8"));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value, digits = 5) => Number(value.toFixed(digits));

/** An experiment with what it takes over from the one that it extends. */
function readExperiment(name) {
  const own = readJson(new URL(`experiments/${name}.json`, JOINT));
  return own.extends === undefined ? own : { ...readExperiment(own.extends), ...own };
}

function readResults(name, seeds) {
  return seeds.flatMap((seed) => {
    const url = new URL(`${name}-s${seed}.json`, RESULTS);
    return existsSync(url) ? [{ file: `training/joint/results/${name}-s${seed}.json`, ...readJson(url) }] : [];
  });
}

function summarise(results, pick, score) {
  const entries = results.map(({ scores }) => pick(scores));
  const bounds = entries.map(({ ci95 }) => ci95[score]);
  return {
    value: round(mean(entries.map((entry) => entry[score]))),
    ci: [0, 1].map((side) => round(mean(bounds.map((bound) => bound[side])))),
    perSeed: entries.map((entry) => entry[score]),
  };
}

function scoresOf(results, corpus) {
  if (results.length === 0) return {};
  const { headline, score, overlaps } = CORPORA[corpus];
  const from = (scores) => (overlaps ? scores : scores.withoutOverlaps);
  return Object.fromEntries([
    // Entities as the papers score them, so that a column holds one measure: macro for ADE.
    ...MEASURES.map((measure) => [
      measure,
      summarise(results, (scores) => from(scores)[measure], measure === "entities" ? score : "f1"),
    ]),
    ["headline", summarise(results, (scores) => from(scores)[headline], score)],
  ]);
}

/** Paired differences to the run it is compared with; null when they were not computed. */
function differencesOf(name, against) {
  const url = new URL(`compare-${name}.json`, RESULTS);
  if (against === null || !existsSync(url)) return null;
  const compared = readJson(url);
  const sets = MEASURES.map((measure) => {
    const { difference, ci95 } = compared[measure].f1;
    return [measure, { value: difference, ci: ci95 }];
  });
  return { to: against, seeds: compared.other.length, sets: Object.fromEntries(sets) };
}

function collectRun({ experiment: name, seeds: planned, against = null }) {
  const experiment = readExperiment(name);
  const { corpus } = experiment;
  const results = readResults(name, planned);
  return {
    ...{ name, title: experiment.title, corpus, kind: "run" },
    encoder: experiment.adapter ? `MiniLM, adapter of rank ${experiment.adapter.rank}` : "MiniLM",
    ...{ iouScale: experiment.iou_scale ?? null, negatives: experiment.entity_negatives ?? null },
    ...{ planned, seeds: results.map(({ seed }) => seed), n: results[0]?.n ?? null },
    scores: scoresOf(results, corpus),
    differences: differencesOf(name, against),
    command: `python -m entitybias.joint.study --base DIR --data DATA --only ${planned.map((seed) => `${name}-s${seed}`).join(" ")}`,
    files: results.map(({ file }) => file),
    commits: [...new Set(results.map(({ commit }) => commit?.slice(0, 7)).filter(Boolean))],
    hardware: results[0]?.hardware ?? null,
  };
}

const quote = (value) => (value === null ? null : { value: round(value / 100), ci: null, perSeed: [] });

function quotedRow([title, corpus, encoder, entities, headline]) {
  const scores = { entities: quote(entities), headline: quote(headline) };
  return {
    ...{ name: `paper-${title}-${corpus}`, title, corpus, kind: "paper", encoder, iouScale: null, negatives: null },
    ...{ planned: [], seeds: [], n: null },
    scores: Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== null)),
    ...{ differences: null, command: null, files: [], commits: [], hardware: null },
  };
}

/** The study and its rows by corpus: the papers' first, then ours in the order of the study file. */
export function collectJoint() {
  const { title, note, runs } = readJson(new URL("study.json", JOINT));
  const rows = [...QUOTED.map(quotedRow), ...runs.map(collectRun)];
  const order = Object.keys(CORPORA);
  rows.sort((a, b) => order.indexOf(a.corpus) - order.indexOf(b.corpus));
  return { file: "training/joint/study.json", title, note, runs: rows };
}

/** Result files that no run of the study names. */
export function listStrays(runs) {
  if (!existsSync(RESULTS)) return [];
  const known = new Set(runs.flatMap(({ files }) => files.map((file) => file.split("/").at(-1))));
  return readdirSync(RESULTS).filter(
    (file) => /-s\d+\.json$/.test(file) && !file.startsWith("dev-") && !known.has(file),
  );
}
