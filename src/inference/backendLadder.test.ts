import { describe, expect, it } from "vitest";
import { climbDown, type BackendRung, type LadderRequest, type StartedBackend } from "./backendLadder";
import { BACKENDS, type BackendAttempt, type BackendName } from "./types";

const started = (more: Partial<StartedBackend> = {}): StartedBackend => ({ isSoftware: false, lost: null, ...more });

/** A ladder of four healthy rungs with some replaced; `broken` ones fail the self-test. */
function climb(
  replaced: Partial<Record<BackendName, () => Promise<StartedBackend>>> = {},
  broken: readonly BackendName[] = [],
  more: Partial<LadderRequest<string>> = {},
) {
  const disposed: string[] = [];
  const seen: BackendAttempt[] = [];
  // deliberately not in ladder order
  const rungs: BackendRung[] = [...BACKENDS]
    .reverse()
    .map((name) => ({ name, start: replaced[name] ?? (async () => started()) }));
  const climbed = climbDown<string>({
    rungs,
    wanted: "auto",
    numParameters: 1000,
    tryBackend: async (name) => ({
      passed: !broken.includes(name),
      maxError: broken.includes(name) ? 0.25 : 1e-6,
      elapsedMs: 3,
      result: `model on ${name}`,
      dispose: () => disposed.push(name),
    }),
    onAttempt: (attempt) => seen.push(attempt),
    ...more,
  });
  return { climbed, disposed, seen };
}

const outcomes = (attempts: readonly BackendAttempt[]) =>
  attempts.map(({ backend, outcome }) => `${backend} ${outcome}`);

describe("climbDown", () => {
  it("takes the top rung when it passes", async () => {
    const { result, attempts } = await climb().climbed;
    expect(result).toBe("model on webgpu");
    expect(outcomes(attempts)).toEqual(["webgpu passed"]);
    expect(attempts[0]).toMatchObject({ maxError: 1e-6, elapsedMs: 3 });
  });

  it("goes down past what is missing and what computes wrongly, frees the failed model and says why", async () => {
    const missing = () => Promise.reject(new Error("This browser has no WebGPU."));
    const { climbed, disposed, seen } = climb({ webgpu: missing }, ["webgl"]);
    const { result, attempts } = await climbed;
    expect(result).toBe("model on wasm");
    expect(outcomes(attempts)).toEqual(["webgpu unavailable", "webgl failed", "wasm passed"]);
    expect(attempts[0]!.detail).toBe("This browser has no WebGPU.");
    expect(attempts[1]).toMatchObject({
      maxError: 0.25,
      detail: expect.stringContaining("differ from PyTorch by 2.5e-1"),
    });
    expect(disposed).toEqual(["webgl"]);
    expect(seen).toEqual(attempts);
  });

  it("skips a software GPU for a large model, unless it was asked for by name", async () => {
    const software = async () => started({ isSoftware: true, device: "SwiftShader" });
    const gpus = { webgpu: software, webgl: software };
    const large = { numParameters: 22_000_000 };
    const auto = await climb(gpus, [], large).climbed;
    expect(outcomes(auto.attempts)).toEqual(["webgpu skipped", "webgl skipped", "wasm passed"]);
    expect(auto.attempts[0]).toMatchObject({
      device: "SwiftShader",
      detail: expect.stringContaining("Choose it by name"),
    });
    const named = await climb(gpus, [], { ...large, wanted: "webgl" }).climbed;
    expect(outcomes(named.attempts)).toEqual(["webgl passed"]);
    expect((await climb(gpus).climbed).result).toBe("model on webgpu"); // small model
  });

  it("starts at the wanted rung and below a lost one", async () => {
    expect((await climb({}, [], { wanted: "cpu" }).climbed).result).toBe("model on cpu");
    expect((await climb({}, ["webgl"], { wanted: "webgl" }).climbed).result).toBe("model on wasm");
    expect((await climb({}, [], { wanted: "auto", below: "webgpu" }).climbed).result).toBe("model on webgl");
  });

  it("survives a backend that breaks in the self-test", async () => {
    const request = climb({}, [], {
      tryBackend: async (name) => {
        if (name === "webgpu") throw new Error("out of memory");
        return { passed: true, maxError: 0, elapsedMs: 1, result: name, dispose: () => undefined };
      },
    });
    const { result, attempts } = await request.climbed;
    expect(result).toBe("webgl");
    expect(attempts[0]).toMatchObject({ outcome: "failed", detail: "Self-test broke off: out of memory" });
  });

  it("lists every reason when nothing passes", async () => {
    await expect(climb({}, BACKENDS).climbed).rejects.toThrow(
      /webgpu: .* webgl: .* wasm: .* cpu: .* Update the browser/,
    );
    await expect(climb({}, [], { below: "cpu" }).climbed).rejects.toThrow("None is left.");
  });

  it("stops when aborted", async () => {
    await expect(climb({}, [], { signal: AbortSignal.abort() }).climbed).rejects.toMatchObject({ name: "AbortError" });
  });
});
