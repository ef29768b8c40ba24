import { describe, expect, it } from "vitest";
import { UsageError } from "./flags";
import { parsePredictArguments } from "./predictArguments";

const parse = (line: string) => parsePredictArguments(line.split(" "));

describe("parsePredictArguments", () => {
  it("fills in defaults", () => {
    expect(parse("--in rows.jsonl")).toEqual({
      model: null,
      typesFrom: null,
      input: "rows.jsonl",
      format: null,
      output: null,
      draws: 0,
      seed: 0,
      beta: undefined,
      backend: "wasm",
      limit: Infinity,
      threads: null,
    });
  });

  it("reads every flag, in both spellings", () => {
    expect(
      parse(
        "--model=m --in f --format tacred --out o --draws 64 --seed=7 --types-from j --beta .25 --backend cpu --limit 3 --threads 2",
      ),
    ).toEqual({
      model: "m",
      typesFrom: "j",
      input: "f",
      format: "tacred",
      output: "o",
      draws: 64,
      seed: 7,
      beta: 0.25,
      backend: "cpu",
      limit: 3,
      threads: 2,
    });
    expect(parse("--in f.json --beta 0 --draws 0")).toMatchObject({ beta: 0, draws: 0 });
    expect(parse("--in f --help")).toBeNull();
  });

  it.each([
    ["--model tiny", "--in FILE is missing"],
    ["--in f.json --format word", "--format: expected jsonl or tacred"],
    ["--in f.json --draws 65", '--draws: expected a whole number, 0 to 64, got "65".'],
    ["--in f.json --draws 2.5", "--draws"],
    ["--in f.json --seed -1", '--seed: expected a whole number, 0 to 4294967295, got "-1".'],
    ["--in f.json --beta 1.5", '--beta: expected a number from 0 to 1, got "1.5".'],
    ["--in f.json --beta -0.5", "--beta"],
    ["--in f.json --beta half", "--beta"],
    ["--in f.json --backend webgl", '--backend: expected wasm or cpu or webgpu or torch, got "webgl".'],
    ["--in f.json --limit 0", '--limit: expected a whole number, 1 or more, got "0".'],
    ["--in f.json --threads 0", "--threads"],
    ["--in f.json --colour", "--colour"],
    ["--in", "--in"],
    ["--in f.json extra", "extra"],
  ])("refuses %s", (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
  });
});
