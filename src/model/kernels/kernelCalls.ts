/** @file How a network asks for a kernel of our own. Each has a twin in plain ops, which runs where it is missing. */
import * as tf from "@tensorflow/tfjs-core";

/** Whether the backend in use has this kernel; where it has not, the twin in plain ops is called. */
export function hasKernel(name: string): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined;
}

/** Calls a registered kernel on the backend in use. */
export function callKernel(name: string, inputs: readonly tf.Tensor[], attrs: object): tf.Tensor2D {
  const named = Object.fromEntries(inputs.map((input, i) => [`input${i}`, input]));
  return tf.engine().runKernel(name, named, attrs as tf.NamedAttrMap) as tf.Tensor2D;
}

/** Registers a kernel with a tfjs backend, once. Inputs come as a list, in the order in which `callKernel` has them. */
export function registerOwnKernel<Backend, Attrs extends object>(
  name: string,
  backendName: string,
  run: (backend: Backend, inputs: readonly tf.TensorInfo[], attrs: Attrs) => tf.TensorInfo,
): void {
  if (tf.getKernel(name, backendName) !== undefined) return;
  tf.registerKernel({
    kernelName: name,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const list: tf.TensorInfo[] = [];
      for (let i = 0; inputs[`input${i}`] !== undefined; i++) list.push(inputs[`input${i}`]!);
      return run(backend as Backend, list, attrs as unknown as Attrs);
    },
  });
}
