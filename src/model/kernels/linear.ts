/**
 * @file Affine maps of the same states, with what follows them, in one kernel:
 *
 *     y_p = act_p(x[rows] W_p + b_p)        p = 1 .. 3 maps of equal size
 *
 * With three maps it is query, key and value; with two, on the argument tokens, the posterior of the bottleneck; with one
 * the wide half of the feed-forward block (GELU) and both layers of the head. A workgroup makes 32 rows of 64 columns of
 * one map; weights in int8 are widened on their way into its memory, and the scale of a column is put on its sum.
 */
import * as tf from "@tensorflow/tfjs-core";
import { runGelu, runLinear } from "../layers";
import { registerGpuKernel, runGpuProgram } from "./gpuProgram";
import { callKernel, hasKernel } from "./kernelCalls";
import { countInputs, countOutputs, listTensors, unpackLinear, type KernelLinear } from "./packedLinear";
import {
  ACTIVATE,
  ACTIVATIONS,
  defineWeights,
  formOf,
  READ_FOUR,
  repeat,
  UNPACK,
  type Activation,
  type WeightForm,
} from "./wgsl";

/** One of the maps and what is done to its result. */
export interface LinearPart {
  readonly linear: KernelLinear;
  readonly activation: Activation;
}

export interface LinearOptions {
  /** Which rows of x are taken, int32 [M]; absent: all. With at most two parts. */
  readonly rows?: tf.Tensor1D;
  /** Taken off before a softplus; 0 when absent. */
  readonly shift?: number;
}

const KERNEL = "EbeLinear";
const THREADS = 128;
const TILE_ROWS = 32;
const TILE_COLUMNS = 64;
const TILE_DEPTH = 32;

interface Attrs {
  readonly forms: readonly WeightForm[];
  readonly activations: readonly Activation[];
  readonly inSize: number;
  readonly outSize: number;
  readonly numRows: number;
  readonly hasRows: boolean;
  readonly shift: number;
}

/**
 * All parts, one below the other.
 * @param parts one to three maps of equal size
 * @param x [N, In]
 * @returns [parts * M, Out]: M rows of the first part, then those of the second
 */
export function runLinearParts(parts: readonly LinearPart[], x: tf.Tensor2D, options: LinearOptions = {}): tf.Tensor2D {
  const { rows, shift = 0 } = options;
  if (!hasKernel(KERNEL)) return runTwin(parts, x, options);
  const first = parts[0]!.linear;
  const tensors = parts.map(({ linear }) => listTensors(linear));
  const attrs: Attrs = {
    forms: parts.map(({ linear }) => formOf(linear)),
    activations: parts.map(({ activation }) => activation),
    ...{ inSize: countInputs(first), outSize: countOutputs(first) },
    ...{ numRows: rows?.shape[0] ?? x.shape[0], hasRows: rows !== undefined, shift },
  };
  const inputs = [x, ...tensors.map(([weight]) => weight), ...tensors.map(([, affine]) => affine)];
  return callKernel(KERNEL, rows === undefined ? inputs : [...inputs, rows], attrs);
}

/** The same in plain ops. */
function runTwin(parts: readonly LinearPart[], x: tf.Tensor2D, { rows, shift = 0 }: LinearOptions): tf.Tensor2D {
  const taken = rows === undefined ? x : tf.gather(x, rows);
  const act: Record<Activation, (y: tf.Tensor2D) => tf.Tensor2D> = {
    linear: (y) => y,
    relu: (y) => tf.relu(y),
    gelu: runGelu,
    softplus: (y) => tf.softplus(tf.sub(y, shift)),
  };
  return tf.concat(
    parts.map(({ linear, activation }) => act[activation](runLinear(unpackLinear(linear), taken))),
    0,
  );
}

registerGpuKernel<Attrs>(KERNEL, (backend, inputs, attrs) => {
  const { forms, activations, inSize, outSize, numRows, hasRows } = attrs;
  const parts = forms.map((_, i) => i);
  return runGpuProgram(
    backend,
    {
      name: KERNEL,
      variant: [...forms, hasRows].join(" "),
      inputNames: [
        "x",
        ...parts.map((i) => `weight${i}`),
        ...parts.map((i) => `affine${i}`),
        ...(hasRows ? ["rows"] : []),
      ],
      outputShape: [parts.length * numRows, outSize],
      numThreads: THREADS,
      dispatch: [Math.ceil(outSize / TILE_COLUMNS), Math.ceil(numRows / TILE_ROWS), parts.length],
      writeCode: () => writeCode(forms, hasRows),
    },
    inputs,
    [
      { name: "inSize", type: "int32", value: inSize },
      { name: "outSize", type: "int32", value: outSize },
      { name: "numRows", type: "int32", value: numRows },
      { name: "shift", type: "float32", value: attrs.shift },
      ...activations.map((activation, i) => ({
        ...{ name: `activation${i}`, type: "int32" as const, value: ACTIVATIONS.indexOf(activation) },
      })),
    ],
  );
});

function writeCode(forms: readonly WeightForm[], hasRows: boolean): string {
  /** `choose` of the part that the workgroup belongs to. */
  const perPart = (choose: (i: number) => string) =>
    forms.map((_, i) => `if (part == ${i}) { ${choose(i)} }`).join(" else ");
  return /* wgsl */ `
const ROWS = ${TILE_ROWS};
const GROUPS = ${TILE_COLUMNS / 4}; // of four columns
const DEPTH4 = ${TILE_DEPTH / 4};
var<workgroup> xTile : array<vec4<f32>, ${(TILE_ROWS * TILE_DEPTH) / 4}>; // [row][k4]
var<workgroup> weightTile : array<vec4<f32>, ${(TILE_DEPTH * TILE_COLUMNS) / 4}>; // [k][four columns]
${UNPACK}
${READ_FOUR}
${ACTIVATE}
${forms.map(defineWeights).join("\n")}

fn readWeight(part : i32, k4 : i32, n : i32) -> vec4<f32> {
  ${perPart((i) => `return readWeight_${i}(k4, n);`)}
  return vec4<f32>(0.0);
}
fn finish(part : i32, sum : f32, n : i32) -> f32 {
  var y = 0.0;
  var kind = 0;
  ${perPart((i) => `y = finish_${i}(sum, n); kind = uniforms.activation${i};`)}
  return activate(kind, y);
}

fn main() {
  let part = i32(workgroupId.z);
  let firstRow = i32(workgroupId.y) * ROWS;
  let firstColumn = i32(workgroupId.x) * ${TILE_COLUMNS};
  let thread = i32(localIndex);
  let group = thread % GROUPS;
  let ownRow = (thread / GROUPS) * 4;
  var sum : array<vec4<f32>, 4>;
  for (var start4 = 0; 4 * start4 < uniforms.inSize; start4 += DEPTH4) {
    for (var i = thread; i < ROWS * DEPTH4; i += ${THREADS}) {
      let row = firstRow + i / DEPTH4;
      var values = vec4<f32>(0.0);
      if (row < uniforms.numRows) { values = readFour(${hasRows ? "rows[row]" : "row"}, start4 + i % DEPTH4); }
      xTile[i] = values;
    }
    for (var i = thread; i < DEPTH4 * GROUPS; i += ${THREADS}) {
      let k4 = i / GROUPS;
      let column = firstColumn + 4 * (i % GROUPS);
      ${repeat(4, (j) => `let w${j} = readWeight(part, start4 + k4, column + ${j});`)}
      ${repeat(4, (k) => `weightTile[(4 * k4 + ${k}) * GROUPS + i % GROUPS] = vec4<f32>(w0[${k}], w1[${k}], w2[${k}], w3[${k}]);`)}
    }
    workgroupBarrier();
    for (var k4 = 0; k4 < DEPTH4; k4++) {
      ${repeat(4, (k) => `let b${k} = weightTile[(4 * k4 + ${k}) * GROUPS + group];`)}
      ${repeat(4, (r) => `let a${r} = xTile[(ownRow + ${r}) * DEPTH4 + k4];`)}
      ${repeat(4, (r) => `sum[${r}] += a${r}.x * b0 + a${r}.y * b1 + a${r}.z * b2 + a${r}.w * b3;`)}
    }
    workgroupBarrier();
  }
  for (var r = 0; r < 4; r++) {
    let row = firstRow + ownRow + r;
    for (var j = 0; j < 4; j++) {
      let column = firstColumn + 4 * group + j;
      if (row < uniforms.numRows && column < uniforms.outSize) {
        result[(part * uniforms.numRows + row) * uniforms.outSize + column] = finish(part, sum[r][j], column);
      }
    }
  }
}`;
}
