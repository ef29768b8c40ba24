/**
 * @file What ends both blocks of a layer, in one kernel:
 *
 *     y = LayerNorm(x W + b + residual[rows])
 *
 * with the biased variance over the row. A workgroup makes whole rows: each thread sums some of their columns, and the
 * threads add up mean and variance between them.
 */
import * as tf from "@tensorflow/tfjs-core";
import { runLayerNorm, runLinear, type LayerNorm } from "../layers";
import { registerGpuKernel, runGpuProgram } from "./gpuProgram";
import { callKernel, hasKernel } from "./kernelCalls";
import { countInputs, countOutputs, listTensors, unpackLinear, type KernelLinear } from "./packedLinear";
import { defineWeights, formOf, READ_FOUR, repeat, UNPACK, type WeightForm } from "./wgsl";

const KERNEL = "EbeLinearNorm";
const THREADS = 128;
const DEPTH4 = 16;
/** Sums of one thread; more of them do not fit its registers. */
const MOST_SUMS = 24;
/** The widest row: one row's sums of a thread. */
export const MOST_NORM_COLUMNS = THREADS * MOST_SUMS;
/** With fewer rows than this, many workgroups with few rows each are faster than few with many. */
const FEW_ROWS = 512;

interface Attrs {
  readonly form: WeightForm;
  readonly inSize: number;
  readonly outSize: number;
  readonly numRows: number;
  readonly rowsAtOnce: number;
  readonly hasRows: boolean;
  readonly numSums: number;
  readonly eps: number;
}

/**
 * @param x [M, In]
 * @param residual [N, Out]; @param rows which of its rows are added, int32 [M]; null: N = M, all in order
 * @returns [M, Out]
 */
export function runLinearNorm(
  linear: KernelLinear,
  norm: LayerNorm,
  x: tf.Tensor2D,
  residual: tf.Tensor2D,
  rows: tf.Tensor1D | null,
  eps: number,
): tf.Tensor2D {
  if (!hasKernel(KERNEL)) {
    const added = rows === null ? residual : tf.gather(residual, rows);
    return runLayerNorm(norm, runLinear(unpackLinear(linear), x), eps, added);
  }
  const [numRows, outSize] = [x.shape[0], countOutputs(linear)];
  const numSums = Math.ceil(outSize / THREADS);
  const most = [8, 4, 2, 1].find((count) => count * numSums <= MOST_SUMS) ?? 1;
  const rowsAtOnce = numRows < FEW_ROWS ? Math.min(2, most) : most;
  const attrs: Attrs = {
    ...{
      form: formOf(linear),
      inSize: countInputs(linear),
      outSize,
      numRows,
      rowsAtOnce,
      numSums,
      hasRows: rows !== null,
      eps,
    },
  };
  const inputs = [x, ...listTensors(linear), residual, norm.weight, norm.bias];
  return callKernel(KERNEL, rows === null ? inputs : [...inputs, rows], attrs);
}

registerGpuKernel<Attrs>(KERNEL, (backend, inputs, attrs) =>
  runGpuProgram(
    backend,
    {
      name: KERNEL,
      variant: [attrs.form, attrs.rowsAtOnce, attrs.numSums, attrs.hasRows].join(" "),
      inputNames: ["x", "weight0", "affine0", "residual", "gain", "offset", ...(attrs.hasRows ? ["rows"] : [])],
      outputShape: [attrs.numRows, attrs.outSize],
      numThreads: THREADS,
      dispatch: [Math.ceil(attrs.numRows / attrs.rowsAtOnce), 1, 1],
      writeCode: () => writeCode(attrs),
    },
    inputs,
    [
      { name: "inSize", type: "int32", value: attrs.inSize },
      { name: "outSize", type: "int32", value: attrs.outSize },
      { name: "numRows", type: "int32", value: attrs.numRows },
      { name: "eps", type: "float32", value: attrs.eps },
    ],
  ),
);

/** Adds `part[r]` of all threads up into `total[r]` of each. */
function writeTotal(rowsAtOnce: number): string {
  return /* wgsl */ `
  ${repeat(rowsAtOnce, (r) => `shares[${r * THREADS} + thread] = part[${r}];`)}
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half = half / 2) {
    if (thread < half) {
      ${repeat(rowsAtOnce, (r) => `shares[${r * THREADS} + thread] += shares[${r * THREADS} + thread + half];`)}
    }
    workgroupBarrier();
  }
  ${repeat(rowsAtOnce, (r) => `total[${r}] = shares[${r * THREADS}];`)}
  workgroupBarrier();`;
}

function writeCode({ form, rowsAtOnce, numSums, hasRows }: Attrs): string {
  const eachSum = (text: (r: number, c: number) => string) =>
    repeat(rowsAtOnce, (r) => repeat(numSums, (c) => text(r, c)));
  const column = (c: number) => `thread + ${c * THREADS}`;
  return /* wgsl */ `
const ROWS = ${rowsAtOnce};
var<workgroup> xTile : array<vec4<f32>, ${rowsAtOnce * DEPTH4}>; // [row][k4]
var<workgroup> shares : array<f32, ${rowsAtOnce * THREADS}>;
${UNPACK}
${READ_FOUR}
${defineWeights(form, 0)}

fn main() {
  let firstRow = i32(workgroupId.x) * ROWS;
  let thread = i32(localIndex);
  ${eachSum((r, c) => `var sum_${r}_${c} = 0.0;`)}
  for (var start4 = 0; 4 * start4 < uniforms.inSize; start4 += ${DEPTH4}) {
    for (var i = thread; i < ROWS * ${DEPTH4}; i += ${THREADS}) {
      let row = firstRow + i / ${DEPTH4};
      var values = vec4<f32>(0.0);
      if (row < uniforms.numRows) { values = readFour(row, start4 + i % ${DEPTH4}); }
      xTile[i] = values;
    }
    workgroupBarrier();
    for (var k4 = 0; k4 < ${DEPTH4}; k4++) {
      ${repeat(rowsAtOnce, (r) => `let x${r} = xTile[${r * DEPTH4} + k4];`)}
      ${repeat(numSums, (c) => `let w${c} = readWeight_0(start4 + k4, ${column(c)});`)}
      ${eachSum((r, c) => `sum_${r}_${c} += dot(x${r}, w${c});`)}
    }
    workgroupBarrier();
  }
  var part : array<f32, ROWS>;
  var total : array<f32, ROWS>;
  ${repeat(rowsAtOnce, (r) =>
    repeat(
      numSums,
      (c) => /* wgsl */ `
  if (${column(c)} < uniforms.outSize && firstRow + ${r} < uniforms.numRows) {
    let source = ${hasRows ? `rows[firstRow + ${r}]` : `firstRow + ${r}`};
    sum_${r}_${c} = finish_0(sum_${r}_${c}, ${column(c)}) + residual[source * uniforms.outSize + ${column(c)}];
    part[${r}] += sum_${r}_${c};
  }`,
    ),
  )}
  ${writeTotal(rowsAtOnce)}
  let width = f32(uniforms.outSize);
  ${repeat(rowsAtOnce, (r) => `let mean${r} = total[${r}] / width; part[${r}] = 0.0;`)}
  ${eachSum(
    (r, c) => /* wgsl */ `
  if (${column(c)} < uniforms.outSize) {
    sum_${r}_${c} -= mean${r};
    part[${r}] += sum_${r}_${c} * sum_${r}_${c};
  }`,
  )}
  ${writeTotal(rowsAtOnce)}
  ${repeat(rowsAtOnce, (r) => `let factor${r} = inverseSqrt(total[${r}] / width + uniforms.eps);`)}
  ${eachSum(
    (r, c) => /* wgsl */ `
  if (${column(c)} < uniforms.outSize && firstRow + ${r} < uniforms.numRows) {
    result[(firstRow + ${r}) * uniforms.outSize + ${column(c)}] =
      sum_${r}_${c} * factor${r} * gain[${column(c)}] + offset[${column(c)}];
  }`,
  )}
}`;
}
