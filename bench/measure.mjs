/** @file All engines in one page, taking turns over the cells of the grid. */
import { ENGINES, findMissing, findReference } from "./engines.mjs";
import { countFlops, explainSkip, listCells } from "./grid.mjs";
import { readRendererPeak } from "./memory.mjs";
import { formatAdapter, formatCell, formatLoaded, formatMatmul } from "./report.mjs";
import { compareRuns, median } from "./statistics.mjs";

const call = (page, method, ...args) =>
  page.evaluate(([name, values]) => globalThis.bench[name](...values), [method, args]);

/** A pass this long tells whether an engine can run the model at all, and about how long a token takes. */
const TRIAL = { rows: 1, tokens: 8 };

/** Runs a step and gives its error's text instead of throwing, so that one missing backend does not end the run. */
async function attempt(step) {
  try {
    return { value: await step() };
  } catch (error) {
    return {
      error: String(error.message ?? error)
        .split("\n")[0]
        .replace(/^page\.evaluate: (?:\w*Error: )?/, ""),
    };
  }
}

async function openPage(browser, url) {
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

/** What the page has to know to load an engine; bench/page/main.ts has the type. */
function makeRequest(id, url, model) {
  const { runtime, backend, path, dtype } = ENGINES[id];
  if (runtime === "ours") return { id, runtime, backend, path, url: `${url}models/${model}/` };
  if (runtime === "ort") return { id, runtime, backend, url: `${url}peer-models/${model}/onnx/model.onnx` };
  const files = { script: `${url}peers/transformers.js`, wasm: `${url}peers/ort/`, models: `${url}peer-models/` };
  return { id, runtime, backend, dtype, modelId: model, files };
}

/** Sum of what the page's requests brought, while `step` runs; a promise for the bytes comes with the value. */
async function countDownload(page, step) {
  const sizes = [];
  const note = (request) => sizes.push({ url: request.url(), size: request.sizes().catch(() => null) });
  page.on("requestfinished", note);
  const value = await step();
  page.off("requestfinished", note);
  const files = await Promise.all(
    sizes.map(async ({ url, size }) => ({ name: new URL(url).pathname, bytes: (await size)?.responseBodySize ?? 0 })),
  );
  const isWeight = ({ name }) => /\.(?:onnx|safetensors)$/.test(name);
  const add = (some) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  return { value, downloadBytes: add(files), weightBytes: add(files.filter(isWeight)) };
}

/**
 * Loads an engine and runs a short pass twice; says why where it cannot. `msPerToken` is that of the second pass,
 * `gpuBytes` what the buffers of the page grew by.
 */
async function loadEngine(page, id, url, options, vocabSize) {
  const { label, backend } = ENGINES[id];
  const missing = findMissing(id, options.onnxFiles, options.model);
  if (missing !== null) return { label, backend, notRun: missing };
  const cell = { ...TRIAL, vocabSize };
  const heldBefore = (await call(page, "readGpuBytes")).held;
  const loaded = await attempt(() =>
    countDownload(page, () => call(page, "load", makeRequest(id, url, options.model))),
  );
  if (loaded.error) return { label, backend, notRun: loaded.error };
  const { value, downloadBytes, weightBytes } = loaded.value;
  const tried = await attempt(async () => {
    const firstMs = await call(page, "time", id, cell);
    return { firstMs, msPerToken: (await call(page, "time", id, cell)) / (cell.rows * cell.tokens) };
  });
  if (tried.error) return { label, backend, notRun: tried.error };
  const gpuBytes = backend === "webgpu" ? (await call(page, "readGpuBytes")).held - heldBefore : null;
  return { label, backend, ...value, downloadBytes, weightBytes, gpuBytes, trial: tried.value };
}

/** Times one cell: a first pass of each engine, then turns of one pass each until `repeats` or the limit. */
async function timeCell(page, ids, cell, { repeats, limitS }) {
  const firstMs = {};
  const runsMs = Object.fromEntries(ids.map((id) => [id, []]));
  for (const id of ids) firstMs[id] = await call(page, "time", id, cell);
  const deadline = Date.now() + limitS * 1000;
  for (let i = 0; i < repeats && (i === 0 || Date.now() < deadline); i++) {
    for (const id of ids) runsMs[id].push(await call(page, "time", id, cell));
  }
  return { firstMs, runsMs };
}

const withoutLow = (rates) => rates.filter(({ kernel }) => !kernel.includes("f16"));
/** Best measured rate in float32, in operations a second; NaN when none was measured. */
const bestRate = (matmul) => Math.max(...withoutLow(matmul ?? []).map(({ gigaflops }) => gigaflops), -Infinity) * 1e9;

/** One engine in one cell, as the JSON keeps it. */
function summarise(id, cell, timed, { encoder, matmul, measured }) {
  const runsMs = timed.runsMs[id];
  const medianMs = median(runsMs);
  const reference = findReference(id, measured);
  const rate = bestRate(matmul);
  const onGpu = ENGINES[id].backend === "webgpu" && Number.isFinite(rate);
  return {
    firstMs: timed.firstMs[id],
    runsMs,
    medianMs,
    rowsPerSecond: (1000 * cell.rows) / medianMs,
    matmulShare: onGpu ? countFlops(encoder, cell) / (medianMs / 1000) / rate : null,
    ...(reference === null ? {} : { reference, ...compareRuns(timed.runsMs[reference], runsMs) }),
  };
}

/**
 * Runs the grid. An engine that a cell would take too long for is named there with its reason.
 * @returns cells with `engines` by id: times, or `notRun`
 */
async function measureCells(page, engines, options, facts, report) {
  const ids = Object.keys(engines).filter((id) => engines[id].notRun === undefined);
  const msPerToken = Object.fromEntries(ids.map((id) => [id, engines[id].trial.msPerToken]));
  const cells = [];
  for (const shape of listCells(options.batches, options.tokens)) {
    const cell = { ...shape, vocabSize: facts.encoder.vocabSize };
    const skipped = Object.fromEntries(ids.map((id) => [id, explainSkip(cell, msPerToken[id], options.limitS)]));
    const measured = ids.filter((id) => skipped[id] === null);
    const timed = measured.length === 0 ? null : await timeCell(page, measured, cell, options);
    const results = ids.map((id) => [
      id,
      skipped[id] === null ? summarise(id, cell, timed, { ...facts, measured }) : { notRun: skipped[id] },
    ]);
    for (const id of measured) msPerToken[id] = median(timed.runsMs[id]) / (cell.rows * cell.tokens);
    cells.push({ ...shape, engines: Object.fromEntries(results) });
    report(`\n${formatCell(cells.at(-1))}`);
  }
  return cells;
}

/** Largest absolute difference of an engine's logits from those of our first engine, on one row. */
async function compareLogits(page, ids, cell) {
  const [first, ...others] = ids;
  if (first === undefined) return {};
  const expected = await call(page, "infer", first, cell);
  const differences = {};
  for (const id of others) {
    const logits = await call(page, "infer", id, cell);
    differences[id] = Math.max(...logits.map((value, i) => Math.abs(value - expected[i])));
  }
  return { comparedWith: first, differences };
}

/** Peak memory of a page that holds one engine alone and runs every cell once that it ran beside the others. */
async function measureMemory(browser, url, id, model, cells) {
  const page = await openPage(browser, url);
  const session = await browser.newBrowserCDPSession();
  try {
    await call(page, "load", makeRequest(id, url, model));
    const afterLoad = await call(page, "readGpuBytes");
    for (const cell of cells) await call(page, "time", id, cell);
    const { held, peak } = await call(page, "readGpuBytes");
    const gpu = { heldAfterLoad: afterLoad.held, heldAfterPasses: held, peak };
    return { rendererPeakBytes: await readRendererPeak(session), gpuBufferBytes: peak === 0 ? null : gpu };
  } finally {
    await session.detach();
    await page.context().close();
  }
}

/**
 * Everything about the engines: loading, the grid, counts of a pass, differences of the logits, memory.
 * @param encoder the model's `encoder` of config.json; @param report is called with lines about each part as it is done
 */
export async function measureEngines(browser, url, encoder, options, report) {
  const page = await openPage(browser, url);
  const adapter = await call(page, "describeAdapter");
  const needsGpu = options.engines.some((id) => ENGINES[id].backend === "webgpu");
  const rates = needsGpu
    ? await attempt(() => call(page, "measureMatmulRates", adapter?.isSoftware ?? false))
    : { value: null };
  report(formatAdapter(adapter));
  report(formatMatmul({ matmul: rates.value ?? null, matmulError: rates.error ?? null }));
  const engines = {};
  for (const id of options.engines) {
    engines[id] = await loadEngine(page, id, url, options, encoder.vocabSize);
    report(formatLoaded(id, engines[id]));
  }
  const facts = { encoder, matmul: rates.value };
  const cells = await measureCells(page, engines, options, facts, report);
  const ids = Object.keys(engines).filter((id) => engines[id].notRun === undefined);
  const smallest = { ...TRIAL, vocabSize: encoder.vocabSize };
  for (const id of ids) engines[id].counts = await call(page, "count", id, smallest);
  const logits = await compareLogits(page, ids, smallest);
  await call(page, "dispose");
  await page.context().close();
  for (const id of options.memory ? ids : []) {
    const ran = cells.filter(({ engines: all }) => all[id].runsMs).map(({ rows, tokens }) => ({ rows, tokens }));
    const shapes = ran.map((cell) => ({ ...cell, vocabSize: encoder.vocabSize }));
    engines[id].memory = await measureMemory(browser, url, id, options.model, shapes);
  }
  return { adapter, matmul: rates.value ?? null, matmulError: rates.error ?? null, engines, cells, logits };
}
