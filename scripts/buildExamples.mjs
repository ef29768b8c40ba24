/**
 * Computes the readings of all examples with the default model and its partner, in Node on WebAssembly, so that the
 * page shows real numbers at first paint. Writes src/ui/generated/firstReading.json (in the page's own bundle) and
 * moreReadings.json (loaded after first paint). Nothing is computed again while models, examples and knobs are the same.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "tsx/esm/api";

const ROOT = new URL("../", import.meta.url);
const MODELS = new URL("public/models/", ROOT);
const CACHE = new URL(".cache/", ROOT);
const OUT = new URL("src/ui/generated/", ROOT);
/** Raise when the form of the written files, or what is computed, changes. */
const VERSION = 2;

register();
const load = (path) => import(new URL(path, ROOT).href);
const { EXAMPLES } = await load("src/ui/examples.ts");
const { DEFAULT_KNOBS } = await load("src/state/settingsSlice.ts");
const { findPartner, parseModelIndex } = await load("src/state/modelIndex.ts");

const index = parseModelIndex(JSON.parse(readFileSync(new URL("index.json", MODELS), "utf8")));
const partner = findPartner(index, index.default);
const modelIds = [index.default, ...(partner === null ? [] : [partner.id])];

// config.json names the hash of every other file of a model.
const configs = modelIds.map((id) => readFileSync(new URL(`${id}/config.json`, MODELS), "utf8"));
const inputs = JSON.stringify([VERSION, modelIds, configs, EXAMPLES, DEFAULT_KNOBS]);
const hash = createHash("sha256").update(inputs).digest("hex").slice(0, 16);
const cached = new URL(`exampleReadings-${hash}.json`, CACHE);

const round = (value, digits) => Number(value.toPrecision(digits));
const roundAll = (values) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

/** A reading without what the page does not draw, in few digits. */
function store({ logits: _logits, probabilities, drawProbabilities, ...reading }) {
  return {
    ...reading,
    elapsedMs: round(reading.elapsedMs, 3),
    tokens: reading.tokens.map((token) => ({
      ...token,
      variance: token.variance === null ? null : round(token.variance, 4),
    })),
    probabilities: roundAll(probabilities),
    drawProbabilities: roundAll(drawProbabilities),
  };
}

async function compute() {
  const { startNodeBackend } = await load("src/cli/backend.ts");
  const { createFileSource } = await load("src/cli/files.ts");
  const { loadModel } = await load("src/inference/loadModel.ts");
  const rungs = [await startNodeBackend("wasm")];
  const models = [];
  const readings = [];
  for (const modelId of modelIds) {
    const predictor = await loadModel({ source: createFileSource(), modelId, rungs, backend: "wasm" });
    const { id, hash, title, labels, negative, hasBottleneck, beta } = predictor.info;
    models.push({ id, hash, title, labels, negative, hasBottleneck, beta });
    const draws = hasBottleneck ? DEFAULT_KNOBS.draws : 0;
    for (const example of EXAMPLES) {
      readings.push(store(await predictor.predict(example, { draws, seed: DEFAULT_KNOBS.seed })));
    }
    predictor.dispose();
  }
  return { defaultModelId: index.default, models, readings };
}

const started = performance.now();
const isKnown = existsSync(cached);
const all = isKnown ? JSON.parse(readFileSync(cached, "utf8")) : await compute();
if (!isKnown) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(cached, JSON.stringify(all));
}
const firstId = EXAMPLES[0].id;
const part = (keep) => JSON.stringify({ ...all, readings: all.readings.filter(({ exampleId }) => keep(exampleId)) });
mkdirSync(OUT, { recursive: true });
writeFileSync(
  new URL("firstReading.json", OUT),
  part((id) => id === firstId),
);
writeFileSync(
  new URL("moreReadings.json", OUT),
  part((id) => id !== firstId),
);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${all.readings.length} example readings (${modelIds.join(", ")}) ${isKnown ? "taken from .cache" : `computed in ${seconds} s`}.`,
);
process.exit(0);
