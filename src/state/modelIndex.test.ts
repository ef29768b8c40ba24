import { describe, expect, it } from "vitest";
import { findPartner, parseModelIndex } from "./modelIndex";

const entry = (id: string, role: string, bottleneck: boolean) => ({ id, title: id, role, bottleneck, bytes: 1 });
const VALUE = {
  default: "vib",
  models: [
    entry("vib", "vib", true),
    entry("base", "base", false),
    entry("tiny", "test", true),
    entry("tiny-base", "test", false),
  ],
};

describe("modelIndex", () => {
  it("sets base beside VIB, and test models beside test models", () => {
    const index = parseModelIndex(VALUE);
    expect(findPartner(index, "vib")?.id).toBe("base");
    expect(findPartner(index, "base")?.id).toBe("vib");
    expect(findPartner(index, "tiny")?.id).toBe("tiny-base");
    expect(findPartner(index, "unknown")).toBeNull();
    expect(findPartner({ default: "vib", models: index.models.slice(0, 1) }, "vib")).toBeNull();
  });

  it("says what is wrong with another shape", () => {
    expect(() => parseModelIndex(null)).toThrow(/expected an object/);
    expect(() => parseModelIndex({ default: "x", models: [] })).toThrow(/list of models/);
    expect(() => parseModelIndex({ ...VALUE, default: "none" })).toThrow(/default/);
    expect(() => parseModelIndex({ default: "a", models: [{ id: "a", title: "A" }] })).toThrow(/bottleneck/);
  });
});
