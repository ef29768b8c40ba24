/**
 * @file The rows of a forward pass from embeddings and posterior, in one kernel: argument tokens drawn and blended, all
 * others copied.
 *
 *     z = mu + noise sigma;   y = (1 - beta) e + beta z        on argument tokens; y = e elsewhere
 *
 * (VIB paper, section 3; see `bottleneck.ts`.) mu and sigma are computed once for all draws of an example, by `linear.ts`.
 */
import * as tf from "@tensorflow/tfjs-core";
import { runBlend } from "../bottleneck";
import { registerGpuKernel, runGpuProgram } from "./gpuProgram";
import { callKernel, hasKernel } from "./kernelCalls";

const KERNEL = "EbeBlend";
const THREADS = 64;

/** Posterior of the argument tokens of a batch, as the kernel that makes it leaves it. */
export interface JoinedPosterior {
  /** mu of every argument token, then sigma of every one. [2 * E, D] */
  readonly joined: tf.Tensor2D;
  /** Where each argument token stands among the states; int32 [E] */
  readonly place: tf.Tensor1D;
}

/** mu and sigma, [E, D] each. */
export function splitPosterior({ joined }: JoinedPosterior): { mu: tf.Tensor2D; sigma: tf.Tensor2D } {
  const [mu, sigma] = tf.split(joined, 2, 0) as [tf.Tensor2D, tf.Tensor2D];
  return { mu, sigma };
}

/** Index arrays of a RowPlan on the backend; see `batch.ts`. */
export interface BlendPlan {
  readonly assembleIndex: tf.Tensor1D; // int32 [B * L]
  readonly entityIndex: tf.Tensor1D; // int32 [rows' argument tokens]
  /** null for the mean. */
  readonly noise: tf.Tensor2D | null; // [rows' argument tokens, D]
}

/**
 * @param states embeddings of the batch, [N * L, D]
 * @returns [B * L, D]
 */
export function runJoinedBlend(
  states: tf.Tensor2D,
  posterior: JoinedPosterior,
  plan: BlendPlan,
  beta: number,
): tf.Tensor2D {
  const { assembleIndex, entityIndex, noise } = plan;
  if (!hasKernel(KERNEL)) return runTwin(states, posterior, plan, beta);
  const inputs = [states, posterior.joined, posterior.place, assembleIndex, entityIndex];
  return callKernel(KERNEL, noise === null ? inputs : [...inputs, noise], { hasNoise: noise !== null, beta });
}

/** The same in plain ops. */
function runTwin(
  states: tf.Tensor2D,
  posterior: JoinedPosterior,
  { assembleIndex, entityIndex, noise }: BlendPlan,
  beta: number,
): tf.Tensor2D {
  const { mu, sigma } = splitPosterior(posterior);
  const pick = (x: tf.Tensor2D) => tf.gather(x, entityIndex) as tf.Tensor2D;
  const embedding = pick(tf.gather(states, posterior.place));
  const blended = runBlend({ embedding, mu: pick(mu), sigma: pick(sigma) }, noise, beta);
  return tf.gather(tf.concat([states, blended], 0), assembleIndex);
}

registerGpuKernel<{ hasNoise: boolean; beta: number }>(KERNEL, (backend, inputs, { hasNoise, beta }) => {
  const [states, joined, , assembleIndex] = inputs;
  const [numStates, width] = states!.shape as [number, number];
  const numRows = assembleIndex!.shape[0]!;
  return runGpuProgram(
    backend,
    {
      name: KERNEL,
      variant: String(hasNoise),
      inputNames: ["states", "joined", "place", "assemble", "entity", ...(hasNoise ? ["noise"] : [])],
      outputShape: [numRows, width],
      numThreads: THREADS,
      dispatch: [numRows, 1, 1],
      writeCode: () => writeCode(hasNoise),
    },
    inputs,
    [
      { name: "width", type: "int32", value: width },
      { name: "numStates", type: "int32", value: numStates },
      { name: "numEntities", type: "int32", value: joined!.shape[0]! / 2 },
      { name: "beta", type: "float32", value: beta },
    ],
  );
});

function writeCode(hasNoise: boolean): string {
  return /* wgsl */ `
fn main() {
  let row = i32(workgroupId.x);
  let source = assemble[row];
  for (var d = i32(localIndex); d < uniforms.width; d += ${THREADS}) {
    var value = 0.0;
    if (source < uniforms.numStates) {
      value = states[source * uniforms.width + d];
    } else {
      let drawn = source - uniforms.numStates;
      let token = entity[drawn];
      var z = joined[token * uniforms.width + d];
      ${hasNoise ? "z += noise[drawn * uniforms.width + d] * joined[(uniforms.numEntities + token) * uniforms.width + d];" : ""}
      value = (1.0 - uniforms.beta) * states[place[token] * uniforms.width + d] + uniforms.beta * z;
    }
    result[row * uniforms.width + d] = value;
  }
}`;
}
