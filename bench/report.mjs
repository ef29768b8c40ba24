/** @file The bench's printed tables. */
import { compareRuns, median } from "./statistics.mjs";

const NAMES = { ours: "this engine", ort: "onnxruntime-web" };
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const megabytes = (bytes) => (bytes === null || bytes === undefined ? "unknown" : `${(bytes / 1e6).toFixed(0)} MB`);

function formatBatch(batch) {
  const head = `  batch ${String(batch.rows).padStart(2)}`;
  if (batch.notRun) return `${head}  not run: ${batch.notRun}`;
  const parts = Object.entries(batch.runsMs).map(
    ([name, runs]) => `${NAMES[name]} ${ms(median(runs))} (first ${ms(batch.firstMs[name])}, n ${runs.length})`,
  );
  if (batch.runsMs.ours && batch.runsMs.ort) {
    const { ratio, low, high, fastest } = compareRuns(batch.runsMs.ours, batch.runsMs.ort);
    parts.push(
      `ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), of the fastest ${fastest.toFixed(2)}`,
    );
  }
  return `${head}  ${parts.join("; ")}`;
}

function formatEngine([name, engine]) {
  if (engine.error) return `  ${NAMES[name]}: cannot run here: ${engine.error}`;
  const { counts } = engine;
  const work = [
    counts.kernels === null ? null : `${counts.kernels} kernels`,
    counts.dispatches === 0
      ? null
      : `${counts.dispatches} dispatches in ${counts.submits} submits, ${counts.buffers} buffers made`,
    counts.draws === 0 ? null : `${counts.draws} draw calls`,
  ].filter(Boolean);
  const forward = work.length === 0 ? "" : `, ${work.join(", ")} a forward`;
  return `  ${NAMES[name]} on ${engine.device}: loaded in ${ms(engine.elapsedMs)}, peak memory ${megabytes(engine.peakBytes)}${forward}`;
}

/** Lines about one backend. */
export function formatBackend(result) {
  const lines = [
    `${result.backend}`,
    ...Object.entries(result.engines).map(formatEngine),
    ...result.batches.map(formatBatch),
  ];
  if (result.maxDifference !== null) {
    lines.push(`  largest difference of the logits: ${result.maxDifference.toExponential(1)}`);
  }
  return lines.join("\n");
}

/** Lines about one visit of the built app. */
export function formatPageLoad({ backend, firstContentfulPaint, liveAnswerMs, longTasks, downloadBytes, peakBytes }) {
  const tasks = longTasks.map(({ startTime, duration }) => `${Math.round(duration)} ms at ${Math.round(startTime)} ms`);
  return [
    `app on ${backend}: first paint ${Math.round(firstContentfulPaint)} ms, live answer ${ms(liveAnswerMs)}`,
    `  download ${megabytes(downloadBytes)}, peak memory ${megabytes(peakBytes)}`,
    `  main-thread tasks over 50 ms: ${tasks.join(", ") || "none"}`,
  ].join("\n");
}
