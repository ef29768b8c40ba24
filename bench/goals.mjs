/** @file The bench's aims for a GPU, and whether a result may speak of them. */
import { quantile } from "./statistics.mjs";

const SOFTWARE = "not measured: no GPU, WebGPU ran in software";

/** Why a result says nothing of a GPU's speed; null when it does. */
export function explainNoGpu({ adapter }) {
  if (adapter === null || adapter === undefined) return "not measured: no WebGPU adapter";
  return adapter.isSoftware ? SOFTWARE : null;
}

/** One cell's comparison of our joined kernels with transformers.js in float32; null when either is not there. */
function compare(result, rows, tokens) {
  const cell = result.cells.find((other) => other.rows === rows && other.tokens === tokens);
  const peer = cell?.engines["transformers-fp32"];
  return peer?.reference === "ours-webgpu" ? peer : null;
}

const judge = (value, isMet) => ({ value, isMet: isMet(value) });

/**
 * The aims with what was measured: `value` and `isMet`, or `notMeasured` with the reason. A software adapter measures none
 * of them, whatever the numbers are.
 */
export function judgeGoals(result) {
  const noGpu = explainNoGpu(result);
  const missing = { notMeasured: noGpu ?? "not measured: the cells were not run" };
  const judgeCell = (cell, toValue, isMet) =>
    noGpu !== null || cell === null ? missing : judge(toValue(cell.ratio), isMet);
  const swaps = result.app?.find(({ backend }) => backend === "webgpu")?.swaps;
  const hasSwaps = noGpu === null && swaps !== undefined && swaps.timesMs.length > 0 && swaps.missed === 0;
  return [
    {
      goal: "rows a second of transformers.js WebGPU, 32 x 48 tokens: at least 1.5 times",
      ...judgeCell(
        compare(result, 32, 48),
        (ratio) => 1 / ratio,
        (value) => value >= 1.5,
      ),
    },
    {
      goal: "latency of transformers.js WebGPU, 1 x 48 tokens: at most 0.7 times",
      ...judgeCell(
        compare(result, 1, 48),
        (ratio) => ratio,
        (value) => value <= 0.7,
      ),
    },
    {
      goal: "swap to bars on WebGPU, p95: under 50 ms",
      ...(hasSwaps ? judge(quantile(swaps.timesMs, 0.95), (value) => value < 50) : missing),
    },
  ];
}
