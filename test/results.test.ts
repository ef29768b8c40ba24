/** @file The numbers that people read are the numbers that were measured. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { renderReadme } from "../scripts/resultsTable.mjs";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const readJson = (path: string) => JSON.parse(read(path));

describe("results", () => {
  it("README shows exactly what training/results holds", () => {
    const readme = read("README.md");
    expect(readme).toBe(renderReadme(readme));
  });

  it.each([
    ["re-minilm-base", "base"],
    ["re-minilm-vib", "vib"],
  ])("the card of %s has the scores of its runs, seed by seed", (id, experiment) => {
    const card = readJson(`public/models/${id}/card.json`);
    expect(card.seeds.length).toBeGreaterThan(0);
    card.seeds.forEach((seed: number, place: number) => {
      const run = readJson(`training/results/${experiment}-s${seed}.json`);
      for (const [set, { perSeed, n }] of Object.entries<{ perSeed: number[]; n: number }>(card.scores)) {
        expect(perSeed[place], `${set}, seed ${seed}`).toBe(run.sets[set].microF1);
        expect(n).toBe(run.sets[set].n);
      }
    });
  });
});
