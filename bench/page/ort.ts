/** @file onnxruntime-web on the same weights, exported to ONNX by training/. */
import type * as Ort from "onnxruntime-web";
import type { Batch, Engine } from "./batch";
import { nameInputs } from "./inputs";

/** Execution providers of onnxruntime-web by the name of our backend; it has none that matches our "cpu". */
export const PROVIDERS: Readonly<Record<string, string>> = { wasm: "wasm", webgpu: "webgpu", webgl: "webgl" };

async function importOrt(backend: string): Promise<typeof Ort> {
  if (backend === "webgpu") return import("onnxruntime-web/webgpu");
  if (backend === "webgl") return import("onnxruntime-web/webgl") as unknown as Promise<typeof Ort>;
  return import("onnxruntime-web/wasm");
}

/**
 * Creates a session on one backend: one thread, SIMD, all graph optimisations, its defaults otherwise.
 * @throws what onnxruntime-web throws, e.g. for an operator its backend does not have
 */
export async function loadOrt(onnxUrl: string, backend: string): Promise<Engine> {
  const provider = PROVIDERS[backend];
  if (!provider) throw new Error(`loadOrt: expected one of ${Object.keys(PROVIDERS).join(", ")}, got ${backend}.`);
  const ort = await importOrt(backend);
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const response = await fetch(onnxUrl);
  if (!response.ok) throw new Error(`loadOrt: expected the ONNX file at ${onnxUrl}, got HTTP ${response.status}.`);
  const session = await ort.InferenceSession.create(new Uint8Array(await response.arrayBuffer()), {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
  });
  return {
    device: provider,
    version: `onnxruntime-web ${ort.env.versions.web ?? "unknown"}`,
    async forward(batch) {
      const outputs = await session.run(makeFeeds(ort, session, batch));
      const logits = outputs["logits"] ?? outputs[session.outputNames[0] ?? ""];
      if (!logits) throw new Error(`loadOrt: expected an output "logits", got ${session.outputNames.join(", ")}.`);
      return Float32Array.from((await logits.getData()) as Float32Array);
    },
    dispose: () => session.release(),
  };
}

/** The inputs that the session asks for, as its tensors. */
function makeFeeds(ort: typeof Ort, session: Ort.InferenceSession, batch: Batch): Record<string, Ort.Tensor> {
  const inputs = nameInputs(batch);
  return Object.fromEntries(
    session.inputNames.map((name) => {
      const input = inputs[name];
      if (!input) throw new Error(`loadOrt: expected inputs among ${Object.keys(inputs).join(", ")}, got ${name}.`);
      return [name, new ort.Tensor("int64", input.values, input.dims)];
    }),
  );
}
