/** @file The numbers that people read are the numbers that were measured. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { renderFiles } from "../scripts/studyResults.mjs";
// @ts-expect-error plain JavaScript without declarations
import { listStrays } from "../scripts/jointRuns.mjs";
import { parseStudyResults } from "../src/data/studyResults";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const readJson = (path: string) => JSON.parse(read(path));

describe("results", () => {
  it("README and the Models view's file show exactly what training/results holds", () => {
    const files: [string, string][] = renderFiles(read("README.md"));
    for (const [path, text] of files)
      expect(read(path) === text, `${path}: run node scripts/studyResults.mjs`).toBe(true);
  });

  const { studies, runs } = parseStudyResults(readJson("public/studies/results.json"));

  it("every run of every study file is a row of the page and of README", () => {
    const readme = read("README.md");
    for (const file of readdirSync(new URL("../training/studies", import.meta.url))) {
      const study = readJson(`training/studies/${file}`);
      const id = study.name ?? file.replace(".json", "");
      expect(studies.map((one) => one.id)).toContain(id);
      const names = runs.filter((run) => run.study === id).map(({ name }) => name);
      for (const { experiment, core, name, model, folder } of study.runs) {
        expect(names).toContain(experiment ?? (core ? `core-${core}` : (name ?? model ?? folder)));
      }
    }
    for (const { title } of runs) expect(readme).toContain(`| ${title} `);
  });

  it.each(runs.filter(({ seeds }) => seeds.length > 0).map((run) => [`${run.study}/${run.name}`, run] as const))(
    "%s has the numbers of its files",
    (_, run) => {
      const files = run.files.map(readJson);
      expect(files.map(({ seed }) => seed ?? 1)).toEqual(run.seeds);
      for (const [set, { value, perSeed, n }] of Object.entries(run.scores)) {
        const read = (file: { sets: Record<string, Record<string, unknown>> }) =>
          set === "positives"
            ? (file.sets.id!.positives as Record<string, number>)[run.metric]
            : file.sets[set]![run.metric];
        expect(perSeed).toEqual(files.map(read));
        expect(value).toBeCloseTo(perSeed.reduce((sum, one) => sum + one, 0) / perSeed.length, 5);
        if (set !== "positives") expect(n).toBe(files[0].sets[set].n);
      }
      if (run.differences === null) return;
      const { sets } = readJson(`training/results/compare-${run.name}.json`);
      for (const [set, { value, ci }] of Object.entries(run.differences.sets)) {
        expect([value, ci]).toEqual([sets[set].difference, sets[set].ci95]);
      }
    },
  );

  it("the joint runs have the numbers of their files, and every file has its run", () => {
    const { joint } = parseStudyResults(readJson("public/studies/results.json"));
    const readme = read("README.md");
    const { runs: planned } = readJson("training/joint/study.json");
    const own = joint!.runs.filter(({ kind }) => kind === "run");
    expect(own.map(({ name }) => name).sort()).toEqual(
      planned.map(({ experiment }: { experiment: string }) => experiment).sort(),
    );
    expect(listStrays(own)).toEqual([]);
    for (const { title, seeds, n, files, scores } of own) {
      expect(readme).toContain(`| ${title} `);
      const read = files.map(readJson);
      expect(read.map(({ seed }) => seed)).toEqual(seeds);
      for (const file of read) expect(file.n).toBe(n);
      for (const measure of ["entities", "relations", "relationsWithTypes"].filter((one) => one in scores)) {
        const from = (file: { corpus: string; scores: Record<string, unknown> }) =>
          (file.corpus === "ade" ? file.scores.withoutOverlaps : file.scores) as Record<
            string,
            { f1: number; macroF1: number }
          >;
        const isMacro = measure === "entities" && read[0].corpus === "ade";
        expect(scores[measure]!.perSeed).toEqual(read.map((file) => from(file)[measure]![isMacro ? "macroF1" : "f1"]));
      }
    }
  });

  it("the variance diagnostics of the page are those of their files", () => {
    const { diagnostics } = parseStudyResults(readJson("public/studies/results.json"));
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { file, relations, perRelation, perExample } of diagnostics) {
      const source = readJson(file);
      expect(JSON.stringify(relations)).toBe(JSON.stringify(source.relations)); // −0 is written as 0
      for (const [level, own] of [
        [source.perRelation, perRelation],
        [source.perExample, perExample],
      ] as const) {
        expect(own.n).toBe(level.n);
        expect(Object.keys(own.correlations)).toHaveLength(4);
        for (const [id, { pearson, spearman }] of Object.entries(own.correlations)) {
          expect([pearson.value, pearson.ci]).toEqual([level[id].pearson.value, level[id].pearson.ci95]);
          expect([spearman.value, spearman.ci]).toEqual([level[id].spearman.value, level[id].spearman.ci95]);
        }
      }
    }
  });

  it("a run without a result has no score, and its model is never named", () => {
    for (const run of runs.filter(({ seeds }) => seeds.length === 0)) {
      expect(run.scores).toEqual({});
      expect(run.files).toEqual([]);
      expect(existsSync(new URL(`../training/results/${run.name}-s1.json`, import.meta.url))).toBe(false);
    }
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
