/** @file Command line of the bench. */
import { parseArgs } from "node:util";
import { ENGINES, GPU_ENGINES, ONNX_FILES } from "./engines.mjs";

export const USAGE = `npm run bench -- [flags]        our engine and onnxruntime-web on wasm
npm run bench:gpu -- [flags]    all of both, and transformers.js, on WebGPU (the same as --gpu)

  --model ID          model folder in public/models           (re-minilm-vib)
  --onnx FILE         the same weights as ONNX, float32       (bench/.cache/<model>.onnx; -fp16 and -q8 beside it)
  --engines LIST      of ${Object.keys(ENGINES).join(", ")}
                      (ours-wasm,ort-wasm; with --gpu ${GPU_ENGINES.join(",")})
  --batches LIST      rows of a batch                         (1,32; with --gpu 1,32,256)
  --tokens LIST       tokens of a row                         (48; with --gpu 16,48,128)
  --repeats N         timed runs of each engine, interleaved  (10)
  --limit S           seconds one pass may take; a cell with a longer one is left out (120; with --gpu 20)
  --out FILE          where the JSON goes                     (bench/.cache/results.json)
  --no-memory         leaves out the pages of one engine each that measure memory
  --page-load         also measure the built app: first answer with a cold and a warm cache, swaps (npm run build)
  --app LIST          backends of the built app               (wasm; with --gpu wasm,webgpu)
  --app-model ID      model of the built app                  (as --model)
  --swaps N           swaps by keyboard in the built app      (40)`;

const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`bench: expected a whole number from 1, got ${text}.`);
  return number;
};

/** Where the weights are as ONNX, by data type. */
function nameOnnxFiles(full) {
  const stem = full.replace(/\.onnx$/, "");
  return Object.fromEntries(Object.entries(ONNX_FILES).map(([dtype, { suffix }]) => [dtype, `${stem}${suffix}.onnx`]));
}

function parseEngines(text) {
  const ids = text.split(",");
  const unknown = ids.find((id) => !Object.hasOwn(ENGINES, id));
  if (unknown !== undefined) {
    throw new Error(`bench: expected engines among ${Object.keys(ENGINES).join(", ")}, got ${unknown}.`);
  }
  if (ids.includes("ours-wasm") && ids.includes("ours-wasm-plain")) {
    throw new Error("bench: ours-wasm replaces the plain ops of its page, so ours-wasm-plain needs a run of its own.");
  }
  return ids;
}

/** Parses the flags; throws on an unknown one. Returns null when help was asked for. */
export function parseOptions(args) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const { values } = parseArgs({
    args,
    options: {
      gpu: flag,
      model: { ...text, default: "re-minilm-vib" },
      onnx: text,
      engines: text,
      batches: text,
      tokens: text,
      repeats: { ...text, default: "10" },
      limit: text,
      out: { ...text, default: "bench/.cache/results.json" },
      "no-memory": flag,
      "page-load": flag,
      app: text,
      "app-model": text,
      swaps: { ...text, default: "40" },
      help: { ...flag, short: "h" },
    },
  });
  if (values.help) return null;
  const choose = (given, onGpu, otherwise) => given ?? (values.gpu ? onGpu : otherwise);
  return {
    model: values.model,
    onnxFiles: nameOnnxFiles(values.onnx ?? `bench/.cache/${values.model}.onnx`),
    engines: parseEngines(choose(values.engines, GPU_ENGINES.join(","), "ours-wasm,ort-wasm")),
    batches: choose(values.batches, "1,32,256", "1,32").split(",").map(whole),
    tokens: choose(values.tokens, "16,48,128", "48").split(",").map(whole),
    repeats: whole(values.repeats),
    limitS: whole(choose(values.limit, "20", "120")),
    out: values.out,
    memory: !values["no-memory"],
    pageLoad: values["page-load"],
    app: choose(values.app, "wasm,webgpu", "wasm").split(","),
    appModel: values["app-model"] ?? values.model,
    swaps: whole(values.swaps),
  };
}
