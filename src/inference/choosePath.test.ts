import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it } from "vitest";
import "../../test/backends";
import type { Trial } from "./backendLadder";
import { listPaths, tryPaths } from "./choosePath";
import type { NetworkPath } from "./types";

describe("listPaths", () => {
  const gpu = { backend: "webgpu", isSoftware: false, isFusible: true, wanted: "auto" } as const;

  it("tries the kernels on a GPU, and plain ops behind them", () => {
    expect(listPaths(gpu)).toEqual(["fused", "plain"]);
    expect(listPaths({ ...gpu, wanted: "fused" })).toEqual(["fused", "plain"]);
  });

  it("leaves them out where they cannot run, are not wanted, or only cost time", () => {
    expect(listPaths({ ...gpu, wanted: "plain" })).toEqual(["plain"]);
    expect(listPaths({ ...gpu, isFusible: false, wanted: "fused" })).toEqual(["plain"]);
    expect(listPaths({ ...gpu, isSoftware: true })).toEqual(["plain"]);
    for (const backend of ["webgl", "wasm", "cpu"] as const) {
      expect(listPaths({ ...gpu, backend, wanted: "fused" })).toEqual(["plain"]);
    }
  });

  it("runs them on a GPU in software when asked for", () => {
    expect(listPaths({ ...gpu, isSoftware: true, wanted: "fused" })).toEqual(["fused", "plain"]);
  });
});

describe("tryPaths", () => {
  beforeEach(async () => void (await tf.setBackend("cpu")));

  function createTrials(passed: Partial<Record<NetworkPath, boolean | Error>>) {
    const disposed: NetworkPath[] = [];
    const tryPath = async (path: NetworkPath): Promise<Trial<NetworkPath>> => {
      const outcome = passed[path];
      if (outcome instanceof Error) throw outcome;
      return {
        ...{ passed: outcome === true, maxError: 0, elapsedMs: 1, result: path },
        dispose: () => void disposed.push(path),
      };
    };
    return { disposed, tryPath };
  }

  it("takes the first path that passes", async () => {
    const { tryPath, disposed } = createTrials({ fused: true, plain: true });
    expect(await tryPaths("cpu", ["fused", "plain"], tryPath)).toMatchObject({ result: "fused", path: "fused" });
    expect(disposed).toEqual([]);
  });

  it.each([false, new Error("no such shader")])("falls back to plain ops after %s, and says so", async (outcome) => {
    const { tryPath, disposed } = createTrials({ fused: outcome, plain: true });
    const trial = await tryPaths("cpu", ["fused", "plain"], tryPath);
    expect(trial).toMatchObject({ result: "plain", path: "plain", passed: true });
    expect(trial.note).toContain("did not pass");
    expect(disposed).toEqual(outcome === false ? ["fused"] : []);
  });

  it("says when plain ops fail too, and rejects when they break off", async () => {
    expect(await tryPaths("cpu", ["plain"], createTrials({ plain: false }).tryPath)).toMatchObject({ passed: false });
    const broken = createTrials({ fused: false, plain: new Error("no memory") });
    await expect(tryPaths("cpu", ["fused", "plain"], broken.tryPath)).rejects.toThrow("no memory");
  });

  it("tries nothing more after an abort", async () => {
    const controller = new AbortController();
    const tried: NetworkPath[] = [];
    const trying = tryPaths(
      "cpu",
      ["fused", "plain"],
      async (path) => {
        tried.push(path);
        controller.abort(new Error("stopped"));
        throw new Error("stopped");
      },
      controller.signal,
    );
    await expect(trying).rejects.toThrow("stopped");
    expect(tried).toEqual(["fused"]);
  });
});
