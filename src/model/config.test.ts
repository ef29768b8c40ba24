import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import { parseModelConfig } from "./config";
import { countParameters } from "./countParameters";

const read = () => JSON.parse(readModelText("tiny/config.json")) as Record<string, Record<string, unknown>>;
const parse = (json: unknown) => parseModelConfig(json, "config.json");

describe("parseModelConfig", () => {
  it("reads a shipped config", () => {
    const config = parse(read());
    expect(config.id).toBe("tiny");
    expect(config.entityTreatment).toEqual({ kind: "vib", beta: 0.5, sigmaShift: 5 });
  });

  it.each([
    ["a missing part", (json: ReturnType<typeof read>) => delete json.head, "head"],
    ["another format version", (json: object) => Object.assign(json, { formatVersion: 2 }), "formatVersion"],
    ["an unknown weight dtype", (json: ReturnType<typeof read>) => (json.weights!.dtype = "bf16"), "weights.dtype"],
    ["a width that heads do not divide", (json: ReturnType<typeof read>) => (json.encoder!.numHeads = 5), "numHeads"],
    ["a window beyond the positions", (json: ReturnType<typeof read>) => (json.input!.maxTokens = 999), "maxTokens"],
    [
      "a file outside the folder",
      (json: ReturnType<typeof read>) => Object.assign(json.files!.labels as object, { file: "../labels.json" }),
      "files.labels.file",
    ],
    ["beta outside [0, 1]", (json: ReturnType<typeof read>) => (json.entityTreatment!.beta = 1.5), "beta"],
    ["a mask read-out without a prompt", (json: ReturnType<typeof read>) => (json.readout!.kind = "mask"), "prompt"],
    ["a prompt without [MASK]", (json: ReturnType<typeof read>) => (json.input!.prompt = "The relation is"), "[MASK]"],
    ["tags without O", (json: ReturnType<typeof read>) => (json.input!.tags = ["B", "I"]), "input.tags"],
    [
      "half a tag of a type",
      (json: ReturnType<typeof read>) => (json.input!.tags = ["O", "B", "I", "B-PERSON"]),
      '"B-X" and "I-X"',
    ],
    ["a ranking head without threshold", (json: ReturnType<typeof read>) => (json.head!.kind = "multitask"), "head."],
  ])("names the field of %s", (_what, damage, field) => {
    const json = read();
    damage(json);
    expect(() => parse(json)).toThrow(field);
    expect(() => parse(json)).toThrow(/^config\.json: expected .*, got/);
  });

  it("refuses what is no object", () => {
    expect(() => parse(null)).toThrow("whole file");
  });
});

it("reads every part of the family", () => {
  const json = read();
  Object.assign(json.input!, { prompt: "The relation is [MASK] .", tags: ["O", "B", "I", "B-PERSON", "I-PERSON"] });
  Object.assign(json, {
    entityTreatment: { kind: "scm", neighbours: 2 },
    treatment: "scm",
    readout: { kind: "entity_markers_and_mask", pretraining: "separate" },
    head: { kind: "multitask", hiddenSize: 32, numLabels: 55, threshold: 0.5, gamma: 2 },
    subtraction: { names: 0.4, negativeShift: -0.1 },
  });
  const { input, treatment, entityTreatment, readout, head, subtraction } = parse(json);
  const parts = { treatment, entityTreatment, readout, head, subtraction };
  for (const [name, part] of Object.entries(parts)) expect(part).toEqual(json[name]);
  expect(input).toEqual(json.input);
});

describe("countParameters", () => {
  it("adds up every matrix and vector of a small model", () => {
    const config = parse(read());
    // tiny: V 2000, P 256, 2 types, D 32, F 64, 2 layers, R 55
    const embeddings = (2000 + 256 + 2) * 32 + 64;
    const layer = 4 * (32 * 32 + 32) + (32 * 64 + 64) + (64 * 32 + 32) + 2 * 64;
    const expected = embeddings + 2 * layer + 2 * (32 * 32 + 32) + (64 * 32 + 32) + (32 * 55 + 55);
    expect(countParameters(config)).toBe(expected);
    expect(countParameters({ ...config, entityTreatment: { kind: "none" } })).toBe(expected - 2 * (32 * 32 + 32));
    // 5 tags, three states read instead of two, 54 ranked labels and the 2 outputs of the identification
    const other = countParameters({
      ...config,
      input: { ...config.input, prompt: "It is [MASK]", tags: ["O", "B", "I", "B-PERSON", "I-PERSON"] },
      readout: { kind: "entity_markers_and_mask" },
      head: { kind: "multitask", hiddenSize: 32, numLabels: 55, threshold: 0.5, gamma: 2 },
    });
    expect(other).toBe(expected + 5 * 32 + 32 * 32 - (32 + 1) + (32 * 2 + 2));
  });
});
