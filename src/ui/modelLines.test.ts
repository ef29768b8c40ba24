import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import { parseModelIndex, type ModelEntry } from "../state/modelIndex";
import { describeModel, sortIntoGroups } from "./modelLines";

const entry = (id: string, more: Partial<ModelEntry> = {}): ModelEntry => ({
  ...{ id, title: id, role: "variant", bottleneck: false, bytes: 1 },
  ...more,
});

describe("the menu of models", () => {
  it("has a line for every shipped model", () => {
    const shipped = parseModelIndex(JSON.parse(readModelText("index.json"))).models.filter(
      ({ role }) => role !== "test",
    );
    for (const model of shipped) expect(describeModel(model).line, model.id).not.toBe("");
  });

  it("puts models of a group together, in the order they have, and tests last", () => {
    const ids = [
      "tiny",
      "re-minilm-semeval",
      "re-minilm-vib",
      "re-minilm-biored-vib",
      "re-minilm-mask",
      "re-minilm-base",
    ];
    const models = ids.map((id) => entry(id, id === "tiny" ? { role: "test" } : {}));
    expect(sortIntoGroups(models).map(({ id }) => id)).toEqual([
      "re-minilm-vib",
      "re-minilm-base",
      "re-minilm-mask",
      "re-minilm-biored-vib",
      "re-minilm-semeval",
      "tiny",
    ]);
  });

  it("puts a model it does not know to those of its labels", () => {
    expect(describeModel(entry("new", { labelSet: "biored" })).group).toContain("BioRED");
    expect(describeModel(entry("new")).group).toContain("names");
  });
});
