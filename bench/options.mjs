/** @file Command line of the bench. */
import { parseArgs } from "node:util";

export const USAGE = `npm run bench -- [flags]

  --model ID          model folder in public/models           (re-minilm-vib)
  --onnx FILE         the same weights as ONNX                (bench/.cache/<model>.onnx)
  --backends LIST     of wasm, webgpu, webgl, cpu             (wasm)
  --kernels PATH      fused or plain: ours on webgpu          (fused)
  --batches LIST      rows of a batch                         (1,32)
  --tokens N          tokens of a row                         (48)
  --repeats N         timed runs of each engine, interleaved  (10)
  --limit S           seconds one measurement may take        (120)
  --out FILE          where the JSON goes                     (bench/.cache/results.json)
  --page-load         also measure the built app: first paint, long tasks (needs npm run build)
  --no-ort            our engine alone (no ONNX file needed)`;

const whole = (text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`bench: expected a whole number from 1, got ${text}.`);
  return number;
};

/** Parses the flags; throws with the usage on an unknown one. Returns null when help was asked for. */
export function parseOptions(args) {
  const text = (value) => ({ type: "string", default: value });
  const flag = { type: "boolean", default: false };
  const { values } = parseArgs({
    args,
    options: {
      model: text("re-minilm-vib"),
      onnx: { type: "string" },
      backends: text("wasm"),
      kernels: text("fused"),
      batches: text("1,32"),
      tokens: text("48"),
      repeats: text("10"),
      limit: text("120"),
      out: text("bench/.cache/results.json"),
      "page-load": flag,
      "no-ort": flag,
      help: { ...flag, short: "h" },
    },
  });
  if (values.help) return null;
  return {
    model: values.model,
    onnx: values.onnx ?? `bench/.cache/${values.model}.onnx`,
    backends: values.backends.split(","),
    kernels: values.kernels,
    batches: values.batches.split(",").map(whole),
    tokens: whole(values.tokens),
    repeats: whole(values.repeats),
    limitS: whole(values.limit),
    out: values.out,
    pageLoad: values["page-load"],
    ort: !values["no-ort"],
  };
}
