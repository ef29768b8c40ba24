import { describe, expect, it } from "vitest";
import { formatUrlState, parseUrlState, readKernels } from "./urlState";

describe("urlState", () => {
  it("reads model, backend and view", () => {
    expect(parseUrlState("?model=tiny&backend=wasm&view=card")).toEqual({
      modelId: "tiny",
      backend: "wasm",
      view: "card",
    });
  });

  it("takes unknown and odd values as absent", () => {
    const none = { modelId: null, backend: "auto", view: "bench" };
    expect(parseUrlState("")).toEqual(none);
    expect(parseUrlState("?model=../secret&backend=abacus&view=moon")).toEqual(none);
  });

  it("writes what it reads, leaves defaults out and keeps other parameters", () => {
    for (const search of ["", "?model=tiny", "?backend=cpu", "?model=a-b.1&backend=webgl&view=card"]) {
      expect(formatUrlState(parseUrlState(search))).toBe(search);
    }
    expect(formatUrlState({ modelId: null, backend: "auto", view: "bench" }, "?embed=1&model=tiny")).toBe("?embed=1");
  });

  it("reads how networks are run on WebGPU, and leaves the choice open otherwise", () => {
    expect(readKernels("?model=tiny&kernels=plain")).toBe("plain");
    expect(readKernels("?kernels=fused")).toBe("fused");
    expect(readKernels("?kernels=fast")).toBeUndefined();
    expect(readKernels("")).toBeUndefined();
  });
});
