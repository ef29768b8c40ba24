/** @file The bench's printed lines. */
import { ENGINES } from "./engines.mjs";
import { median, quantile } from "./statistics.mjs";

const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const megabytes = (bytes) => (bytes === null || bytes === undefined ? "unknown" : `${(bytes / 1e6).toFixed(0)} MB`);
const rate = (value) => (value < 10 ? value.toPrecision(2) : Math.round(value).toLocaleString("en"));
const gigaflops = (value) => `${value < 10 ? value.toPrecision(2) : Math.round(value)} GFLOP/s`;

/** One line about the run's machine. */
export function formatHead({ model, machine }) {
  const { browser, commit, isChanged, numProcessors, loadAverage } = machine;
  return (
    `${model}, Chromium ${browser}, ${numProcessors} processors, load average ${loadAverage.toFixed(1)} at the start, ` +
    `commit ${commit}${isChanged ? " with changes" : ""}`
  );
}

/** One line about the GPU. */
export function formatAdapter(adapter) {
  if (adapter === null) return "WebGPU: no adapter";
  const words = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(" ");
  return `WebGPU: ${words}${adapter.isSoftware ? ", in software: its times say nothing of a GPU" : ""}`;
}

/** The best product of each kernel. */
export function formatMatmul({ matmul, matmulError }) {
  if (matmul === null) return `matmul rate: not measured${matmulError === null ? "" : `: ${matmulError}`}`;
  const best = new Map();
  for (const entry of matmul) {
    if (entry.gigaflops > (best.get(entry.kernel)?.gigaflops ?? 0)) best.set(entry.kernel, entry);
  }
  const lines = [...best.values()].map(
    (entry) => `  ${entry.kernel}: ${gigaflops(entry.gigaflops)} at ${entry.size} x ${entry.size}`,
  );
  return ["matmul rate of the device, best size of each kernel:", ...lines].join("\n");
}

/** An engine as it was loaded. */
export function formatLoaded(id, engine) {
  if (engine.notRun) return `${id}: not run: ${engine.notRun}`;
  const { device, version, elapsedMs, weightBytes } = engine;
  return `${id}: ${version ?? "this engine"} on ${device}, weights ${megabytes(weightBytes)}, loaded in ${ms(elapsedMs)}`;
}

function formatTimed(id, timed) {
  const name = `  ${id.padEnd(18)}`;
  if (timed.notRun) return `${name} not run: ${timed.notRun}`;
  const parts = [
    `${rate(timed.rowsPerSecond)} rows/s, ${ms(timed.medianMs)} (first ${ms(timed.firstMs)}, n ${timed.runsMs.length})`,
  ];
  if (timed.matmulShare !== null) parts.push(`${(100 * timed.matmulShare).toFixed(0)}% of the matmul rate`);
  if (timed.reference) {
    const { reference, ratio, low, high, fastest } = timed;
    parts.push(
      `${reference} takes ${ratio.toFixed(2)} of its time (${low.toFixed(2)} to ${high.toFixed(2)}, fastest ${fastest.toFixed(2)})`,
    );
  }
  return `${name} ${parts.join("; ")}`;
}

/** One cell of the grid. */
export function formatCell({ rows, tokens, engines }) {
  const lines = Object.entries(engines).map(([id, timed]) => formatTimed(id, timed));
  return [`${rows} x ${tokens} tokens`, ...lines].join("\n");
}

function formatCounts(id, { counts, memory }) {
  const work = [
    counts.kernels === null ? null : `${counts.kernels} kernels`,
    counts.dispatches === 0
      ? null
      : `${counts.dispatches} dispatches in ${counts.submits} submits, ${counts.buffers} buffers made`,
    counts.draws === 0 ? null : `${counts.draws} draw calls`,
  ].filter(Boolean);
  const held = memory?.gpuBufferBytes ? `, GPU buffers ${megabytes(memory.gpuBufferBytes.peak)} at most` : "";
  const peak = memory ? `peak memory ${megabytes(memory.rendererPeakBytes)}${held}` : "";
  return `  ${id.padEnd(18)} ${[...work, peak].filter(Boolean).join(", ")}`;
}

/** What one pass of each engine asks for, memory, and how far the logits are apart. */
export function formatEngines({ engines, logits }) {
  const ran = Object.entries(engines).filter(([, engine]) => engine.counts);
  if (ran.length === 0) return "no engine ran";
  const differences = Object.entries(logits.differences ?? {}).map(
    ([id, value]) => `  ${ENGINES[id].label}: ${value.toExponential(1)}`,
  );
  return [
    "a pass of 1 x 8 tokens, and memory of a page with one engine:",
    ...ran.map(([id, engine]) => formatCounts(id, engine)),
    ...(differences.length === 0
      ? []
      : [`largest difference of the logits from ${logits.comparedWith}:`, ...differences]),
  ].join("\n");
}

function formatVisit(name, { firstContentfulPaint, liveAnswerMs, longTasks, downloadBytes }) {
  const tasks = longTasks.map(({ startTime, duration }) => `${Math.round(duration)} ms at ${Math.round(startTime)} ms`);
  return [
    `  ${name}: first paint ${Math.round(firstContentfulPaint)} ms, live answer ${ms(liveAnswerMs)}, download ${megabytes(downloadBytes)}`,
    `    main-thread tasks over 50 ms: ${tasks.join(", ") || "none"}`,
  ].join("\n");
}

/** Lines about the visits of the built app on one backend. */
export function formatApp({ model, backend, notRun, peakBytes, cold, warm, swaps }) {
  if (notRun) return `app on ${backend}: not run: ${notRun}`;
  const { timesMs, missed } = swaps;
  const range = `median ${ms(median(timesMs))}, p95 ${ms(quantile(timesMs, 0.95))}, n ${timesMs.length}`;
  return [
    `app with ${model} on ${backend}: peak memory ${megabytes(peakBytes)}`,
    formatVisit("empty cache", cold),
    formatVisit("second visit", warm),
    `  swap to bars: ${timesMs.length === 0 ? "none seen" : range}${missed === 0 ? "" : `; ${missed} not seen`}`,
  ].join("\n");
}

/** The aims. */
export function formatGoals(goals) {
  const lines = goals.map(({ goal, notMeasured, value, isMet }) =>
    notMeasured ? `  ${goal}: ${notMeasured}` : `  ${goal}: ${value.toPrecision(3)}, ${isMet ? "met" : "not met"}`,
  );
  return ["aims for a GPU:", ...lines].join("\n");
}
