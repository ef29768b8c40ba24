/**
 * @file Every run of every study with its numbers, from training/studies, training/experiments and training/results: the
 * one source of the README's tables (resultsTable.mjs) and of the page's Models view (studyResults.mjs). Nothing is made
 * up and nothing left out: a run without a result is a row without scores.
 *
 * A score is the mean over seeds, a fraction; its interval the mean over seeds of the 95% bounds of a bootstrap over
 * documents, as in the model cards. Differences are those of training/results/compare-NAME.json (paired: the same rows,
 * documents and seeds drawn together).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../", import.meta.url);
const TRAINING = new URL("training/", ROOT);
const RESULTS = new URL("results/", TRAINING);
const MODELS = new URL("public/models/", ROOT);

/** Sets that rows are scored on, in the order in which they are read. Unknown ones follow under their own names. */
export const SETS = [
  ["id", "ID"],
  ["positives", "ID, relations alone"],
  ["slotSwap", "slot swap"],
  ["typeSwap", "type swap"],
  ["masked", "names masked"],
  ["entitiesOnly", "names only"],
];

/** Runs that were there before the first study, which stand above its rows. */
const EARLIER = [
  { experiment: "base", title: "base (no bottleneck)" },
  { experiment: "vib-adaptive", title: "VIB, adaptive α (as in the paper)" },
  { experiment: "vib", title: "VIB, as shipped" },
];
const FIRST_STUDY = "main";

/** How many sets of names a swap is the mean of, where a study says so. */
const SWAPS = { 1: "Each swap here is one seeded set of names." };

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value, digits = 5) => Number(value.toFixed(digits));
const readJson = (url) => JSON.parse(readFileSync(url, "utf8"));
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** The run a line of a study stands for; CoRE and model folders train nothing. */
const nameOf = (entry) =>
  entry.experiment ?? (entry.core === undefined ? (entry.name ?? entry.model ?? entry.folder) : `core-${entry.core}`);

function readExperiment(name) {
  const url = new URL(`experiments/${name}.json`, TRAINING);
  return existsSync(url) ? readJson(url) : null;
}

/** The result files of one run, by seed (one without a seed where nothing was trained); empty when it was not run. */
function readResults(name) {
  const pattern = new RegExp(`^${name.replaceAll(".", "\\.")}(-s\\d+)?\\.json$`);
  return readdirSync(RESULTS)
    .filter((file) => pattern.test(file))
    .map((file) => ({ file: `training/results/${file}`, ...readJson(new URL(file, RESULTS)) }))
    .filter((result) => result.sets !== undefined)
    .sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0));
}

const ENCODINGS = { entity_markers: "[H,T]", mask: "[MASK]", entity_markers_and_mask: "[H,T,Mask]" };

/** What is read, and how it was pre-trained by contrast where it was. */
function nameEncoding({ encoding, readout, contrast }) {
  const kind = encoding ?? (typeof readout === "string" ? readout : readout?.kind) ?? "entity_markers";
  const losses = contrast?.losses ?? readout?.pretraining;
  const name = kind === "entity_markers_and_mask" && losses === "separate" ? "[H,T]+Mask" : (ENCODINGS[kind] ?? kind);
  if (!contrast) return name;
  return `${name}, contrast by ${contrast.labels === "pair" ? "shared entity pair" : (contrast.labels ?? "label")}`;
}

/** What a run differs in from the others, from its experiment and its line in the study. */
function describe(entry, study, experiment) {
  const given = { ...experiment, ...entry };
  const { copies = {}, bottleneck = false } = given;
  const parts = [
    entry.core === undefined ? null : "CoRE",
    bottleneck ? "VIB" : null,
    given.mask_names ? "entity mask" : null,
    given.neighbours ? "SCM" : null,
    copies.substitution ? "entity substitution" : null,
    copies.hard_negatives ? "hard negatives" : null,
  ].filter((part) => part !== null);
  const head = typeof given.head === "string" ? given.head : given.head?.kind;
  const { negatives = null } = given;
  return {
    treatment: parts.length > 0 ? parts.join(" + ") : (given.treatment ?? "none"),
    encoding: nameEncoding(given),
    tags: given.tags?.length > 0 ? "BIO" : "none",
    head: head === undefined || head === "softmax" ? "soft-max" : head === "multitask" ? "multi-task" : head,
    negatives: isNumber(negatives) ? negatives : null,
    // A blend and a weight of the bottleneck mean nothing without one.
    beta: bottleneck ? (given.beta ?? 0.5) : null,
    alpha: bottleneck ? (given.alpha ?? "adaptive") : null,
    labelSet: given.corpus ?? given.labelSet ?? study.labelSet ?? "wikipedia",
    weights: given.adapter ? `adapter, rank ${given.adapter.rank}` : given.start ? `all, from ${given.start}` : "all",
    epochs: given.epochs ?? null,
    trainShare: given.rows ?? study.share ?? 1,
  };
}

/** The official score of a corpus where it has one, else micro-F1 without the negative label. */
function metricOf(entry, study, results) {
  const isOfficial = results.some(({ sets }) => Object.values(sets).some((set) => isNumber(set.officialMacroF1)));
  const hasOfficial = isOfficial || (entry.corpus ?? study.labelSet) === "semeval";
  return entry.metric ?? study.metric ?? (hasOfficial ? "officialMacroF1" : "microF1");
}

/** Bounds of a set's score; null where a file holds none. */
function boundsOf(set, metric) {
  const bounds = set.ci95?.[metric] ?? (metric === "officialMacroF1" ? set.officialCi95 : undefined);
  return Array.isArray(bounds) && bounds.every(isNumber) ? bounds : null;
}

function scoreSet(sets, metric) {
  const perSeed = sets.map((set) => set?.[metric]);
  if (perSeed.length === 0 || !perSeed.every(isNumber)) return null;
  const bounds = sets.map((set) => boundsOf(set, metric));
  const hasBounds = bounds.every((one) => one !== null);
  return {
    value: round(mean(perSeed)),
    ci: hasBounds ? [0, 1].map((side) => round(mean(bounds.map((one) => one[side])))) : null,
    perSeed,
    n: sets[0].n ?? null,
  };
}

function scoresOf(results, metric) {
  const names = [...new Set(results.flatMap(({ sets }) => Object.keys(sets)))];
  const known = SETS.map(([id]) => id);
  const scores = {};
  for (const name of [...known.filter((id) => names.includes(id)), ...names.filter((id) => !known.includes(id))]) {
    const score = scoreSet(
      results.map(({ sets }) => sets[name]),
      metric,
    );
    if (score !== null) scores[name] = score;
    if (name !== "id" || !results.every(({ sets }) => sets.id?.positives)) continue;
    const alone = scoreSet(
      results.map(({ sets }) => sets.id.positives),
      metric,
    );
    if (alone !== null) scores.positives = alone;
  }
  return scores;
}

/** Paired differences to the baseline; null when they were not computed. */
function differencesOf(name) {
  const url = new URL(`compare-${name}.json`, RESULTS);
  if (!existsSync(url)) return null;
  const { base, sets } = readJson(url);
  const entries = Object.entries(sets);
  return {
    to: base.map((one) => one.replace(/^test-/, "")),
    seeds: Math.max(...entries.map(([, { perSeed }]) => perSeed?.other.length ?? 1)),
    sets: Object.fromEntries(entries.map(([set, { difference, ci95 }]) => [set, { value: difference, ci: ci95 }])),
  };
}

/** Share of rows under 0.05. Files of before do not hold it: then an empty first bin of 0.1 proves 0, else it is open. */
export function collapseOf({ variance, n }) {
  const said = variance.collapseRate;
  if (isNumber(said)) return { rate: round(said), atMost: round(said) };
  const first = variance.counts?.[0];
  if (!isNumber(first)) return { rate: null, atMost: null };
  const total = variance.counts.reduce((sum, count) => sum + count, 0) || n;
  return { rate: first === 0 ? 0 : null, atMost: round(first / total) };
}

/** Variance on the rows as written and under type swap: mean over seeds, counts added up. Null without a bottleneck. */
function varianceOf(results) {
  const found = {};
  for (const set of ["id", "typeSwap"]) {
    const all = results.map(({ sets }) => sets[set]).filter((one) => isNumber(one?.variance?.mean));
    if (all.length === 0 || all.length < results.length) continue;
    const edges = all[0].variance.binEdges ?? null;
    const isAlike = all.every(({ variance }) => String(variance.binEdges) === String(edges));
    const collapses = all.map(collapseOf);
    found[set] = {
      mean: round(mean(all.map(({ variance }) => variance.mean))),
      perSeed: all.map(({ variance }) => variance.mean),
      edges: isAlike ? edges : null,
      counts:
        isAlike && edges
          ? all[0].variance.counts.map((_, bin) => all.reduce((sum, { variance }) => sum + variance.counts[bin], 0))
          : null,
      collapse: collapses.every(({ rate }) => rate !== null) ? round(mean(collapses.map(({ rate }) => rate))) : null,
      collapseAtMost: collapses.every(({ atMost }) => atMost !== null)
        ? round(mean(collapses.map(({ atMost }) => atMost)))
        : null,
    };
  }
  return found.id === undefined ? null : found;
}

/** Shipped models by the run they come from, with the seed that was shipped. */
function listShipped() {
  const shipped = new Map();
  for (const { id, role } of readJson(new URL("index.json", MODELS)).models) {
    const [card, config] = ["card.json", "config.json"].map((file) => {
      const url = new URL(`${id}/${file}`, MODELS);
      return existsSync(url) ? readJson(url) : {};
    });
    if (role === "test") continue;
    const core = config.subtraction && config.adapter === undefined ? `core-${card.base ?? "re-minilm-base"}` : null;
    const run = card.run ?? core ?? card.experiment?.name;
    if (run !== undefined && !shipped.has(run)) shipped.set(run, { id, seed: card.shippedSeed ?? null });
    if (!shipped.has(id)) shipped.set(id, { id, seed: card.shippedSeed ?? null });
  }
  return shipped;
}

/** How to make the numbers again. */
function commandOf(entry, study, name, seeds) {
  const said = entry.command ?? study.command;
  if (said !== undefined) return said;
  if (study.file === null || EARLIER.some(({ experiment }) => experiment === name)) {
    return `python -m entitybias.train --experiment experiments/${name}.json --seed ${seeds[0] ?? 1} --corpus build/corpus --base DIR --out build/runs/${name}-s${seeds[0] ?? 1}`;
  }
  const only = entry.core === undefined && seeds.length > 0 ? seeds.map((seed) => `${name}-s${seed}`).join(" ") : name;
  return `python -m entitybias.study --study studies/${study.file} --only ${only}`;
}

/** What varied while the first seed was trained, where its file says so. */
function curveOf(results) {
  const records = results[0]?.training?.curve;
  if (!Array.isArray(records) || records.length === 0) return null;
  const pick = (key) => {
    const values = records.map((record) => record[key] ?? null);
    return values.every((value) => value === null) ? null : values;
  };
  return {
    seed: results[0].seed ?? 1,
    step: records.map(({ step }) => step),
    ...{ ce: pick("ce"), klBits: pick("klBits"), alpha: pick("alpha"), variance: pick("variance") },
  };
}

function collectRun(entry, study, shipped) {
  const name = nameOf(entry);
  const results = readResults(name);
  const experiment = { ...readExperiment(name), ...results[0]?.experiment };
  const metric = metricOf(entry, study, results);
  const planned = entry.seeds ?? (entry.experiment === undefined ? [] : (experiment.seeds ?? [1]));
  const core = entry.core === undefined ? null : `${entry.core} − what names alone say (CoRE)`;
  const model = shipped.get(name) ?? null;
  return {
    name,
    study: study.id,
    title: entry.title ?? core ?? readExperiment(name)?.title ?? name,
    note: entry.note ?? null,
    differs: describe(entry, study, experiment),
    metric,
    planned,
    seeds: results.map(({ seed }) => seed ?? 1),
    isTrained: entry.core === undefined && entry.experiment !== undefined,
    scores: scoresOf(results, metric),
    differences: differencesOf(name),
    variance: varianceOf(results),
    curve: curveOf(results),
    modelId: model?.id ?? null,
    shippedSeed: model?.seed ?? null,
    command: commandOf(entry, study, name, planned),
    scoredBy: results[0]?.command ?? null,
    files: results.map(({ file }) => file),
    commits: [...new Set(results.map(({ commit }) => commit?.slice(0, 7)).filter(Boolean))],
    hardware: results[0]?.hardware ?? null,
    precision: results[0]?.precision ?? null,
  };
}

/** The study files, the first of them first; then what was run and stands in none of them. */
function listStudies() {
  const folder = new URL("studies/", TRAINING);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort((a, b) => Number(b === `${FIRST_STUDY}.json`) - Number(a === `${FIRST_STUDY}.json`) || (a < b ? -1 : 1));
  const studies = files.map((file) => {
    const content = readJson(new URL(file, folder));
    const id = content.name ?? file.replace(/\.json$/, "");
    const runs = content.runs ?? [];
    const names = new Set(runs.map(nameOf));
    const before = id === FIRST_STUDY ? EARLIER.filter(({ experiment }) => !names.has(experiment)) : [];
    return { ...content, id, file, runs: [...before, ...runs] };
  });
  const known = new Set(studies.flatMap(({ runs }) => runs.map(nameOf)));
  const others = readdirSync(new URL("experiments/", TRAINING))
    .map((file) => file.replace(/\.json$/, ""))
    .filter((name) => !known.has(name) && readResults(name).length > 0)
    .sort();
  if (others.length > 0) {
    studies.push({
      id: "others",
      file: null,
      title: "Tried on the way, in no study",
      runs: others.map((experiment) => ({ experiment, seeds: readResults(experiment).map(({ seed }) => seed) })),
    });
  }
  return studies;
}

/** What variance goes with, for each model that it was measured for: by relation and by row. */
function listDiagnostics() {
  return readdirSync(RESULTS)
    .filter((file) => /^variance-correlations-.+\.json$/.test(file))
    .sort()
    .map((file) => {
      const { run, perRelation, perExample, relations, swapFiles, commit, command } = readJson(new URL(file, RESULTS));
      const pick = ({ n, documents = null, bootstrap, ...correlations }) => ({
        ...{ n, documents, bootstrap },
        correlations: Object.fromEntries(
          Object.entries(correlations)
            .filter(([, one]) => one?.spearman !== undefined)
            .map(([name, { pearson, spearman }]) => [
              name,
              {
                pearson: { value: pearson.value, ci: pearson.ci95 },
                spearman: { value: spearman.value, ci: spearman.ci95 },
              },
            ]),
        ),
      });
      return {
        ...{ run, file: `training/results/${file}`, swapFiles, commit, command },
        ...{ perRelation: pick(perRelation), perExample: pick(perExample), relations },
      };
    });
}

/** Studies in order, and their runs in the order of the studies. */
export function collectStudies() {
  const shipped = listShipped();
  const studies = listStudies();
  return {
    schema: "entity-bias-studies",
    version: 1,
    studies: studies.map(({ id, file, title, note, baseline, swapSeeds }) => ({
      id,
      file: file === null ? null : `training/studies/${file}`,
      title: title ?? id,
      note:
        [note, swapSeeds ? (SWAPS[swapSeeds] ?? `Each swap is the mean of ${swapSeeds} seeded sets of names.`) : null]
          .filter(Boolean)
          .join(" ") || null,
      baseline: baseline ?? null,
    })),
    diagnostics: listDiagnostics(),
    runs: studies.flatMap((study) => study.runs.map((entry) => collectRun(entry, study, shipped))),
  };
}
