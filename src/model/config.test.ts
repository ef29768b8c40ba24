import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import { countParameters, parseModelConfig } from "./config";

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

describe("countParameters", () => {
  it("adds up every matrix and vector of a small model", () => {
    const config = parse(read());
    // tiny: V 2000, P 256, 2 types, D 32, F 64, 2 layers, R 55
    const embeddings = (2000 + 256 + 2) * 32 + 64;
    const layer = 4 * (32 * 32 + 32) + (32 * 64 + 64) + (64 * 32 + 32) + 2 * 64;
    const expected = embeddings + 2 * layer + 2 * (32 * 32 + 32) + (64 * 32 + 32) + (32 * 55 + 55);
    expect(countParameters(config)).toBe(expected);
    expect(countParameters({ ...config, entityTreatment: { kind: "none" } })).toBe(expected - 2 * (32 * 32 + 32));
  });
});
