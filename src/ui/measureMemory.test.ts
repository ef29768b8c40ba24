import { describe, expect, it } from "vitest";
import { measurePage } from "./measureMemory";

const whole = () => Promise.resolve({ bytes: 5e7 });
const memory = { usedJSHeapSize: 1e7 };

describe("measurePage", () => {
  it("counts the whole page where it is isolated", async () => {
    const meter = { measureUserAgentSpecificMemory: whole, memory };
    expect(await measurePage(meter, true)).toEqual({ of: "page", bytes: 5e7 });
    expect(await measurePage(meter, false)).toEqual({ of: "heap", bytes: 1e7 });
  });

  it("counts the heap where the whole page cannot be had", async () => {
    const refused = () => Promise.reject(new Error("SecurityError"));
    expect(await measurePage({ measureUserAgentSpecificMemory: refused, memory }, true)).toEqual({
      of: "heap",
      bytes: 1e7,
    });
    expect(await measurePage({ memory }, true)).toEqual({ of: "heap", bytes: 1e7 });
  });

  it("counts nothing where the browser tells nothing", async () => {
    expect(await measurePage({}, true)).toBeNull();
    expect(await measurePage({}, false)).toBeNull();
  });
});
