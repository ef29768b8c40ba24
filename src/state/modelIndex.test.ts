import { describe, expect, it } from "vitest";
import { findExtractor, findPartner, labelSetOf, parseModelIndex } from "./modelIndex";

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
    expect(findPartner({ models: index.models.slice(0, 1) }, "vib")).toBeNull();
  });

  it("sets no model beside one of other labels", () => {
    const biored = { ...entry("biored", "variant", false), labelSet: "biored", base: "base" };
    const index = parseModelIndex({ ...VALUE, models: [...VALUE.models, biored] });
    expect(findPartner(index, "biored")).toBeNull();
    const both = [...VALUE.models, { ...entry("biored-vib", "variant", true), labelSet: "biored" }, biored];
    expect(findPartner(parseModelIndex({ ...VALUE, models: both }), "biored")?.id).toBe("biored-vib");
    expect(findPartner(parseModelIndex({ ...VALUE, models: both }), "base")?.id).toBe("vib");
  });

  it("knows a variant by its treatment, base and labels, and a list without them", () => {
    const scm = { ...entry("scm", "variant", false), labelSet: "wikipedia", treatment: "scm", base: "base" };
    expect(parseModelIndex({ ...VALUE, models: [...VALUE.models, scm] }).models.at(-1)).toEqual(scm);
    expect(labelSetOf(parseModelIndex(VALUE).models[0]!)).toBe("wikipedia");
    expect(() => parseModelIndex({ ...VALUE, models: [{ ...scm, base: 3 }] })).toThrow(/a text as base/);
  });

  it("keeps models that find entities apart, and gives test models a test model", () => {
    const extractors = [
      { id: "tiny-joint", title: "Tiny joint", role: "test", bytes: 1 },
      { id: "joint", title: "Joint", bytes: 1 },
    ];
    const index = parseModelIndex({ ...VALUE, extractors });
    expect(index.models.map(({ id }) => id)).not.toContain("joint");
    expect(findExtractor(index, "vib")?.id).toBe("joint");
    expect(findExtractor(index, "tiny")?.id).toBe("tiny-joint");
    expect(findExtractor(parseModelIndex(VALUE), "vib")).toBeNull();
    expect(() => parseModelIndex({ ...VALUE, extractors: [{ id: 1 }] })).toThrow(/an id and a title/);
  });

  it("says what is wrong with another shape", () => {
    expect(() => parseModelIndex(null)).toThrow(/expected an object/);
    expect(() => parseModelIndex({ default: "x", models: [] })).toThrow(/list of models/);
    expect(() => parseModelIndex({ ...VALUE, default: "none" })).toThrow(/default/);
    expect(() => parseModelIndex({ default: "a", models: [{ id: "a", title: "A" }] })).toThrow(/bottleneck/);
  });
});
