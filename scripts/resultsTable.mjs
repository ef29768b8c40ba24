/**
 * @file The results tables of README.md, made from the committed numbers in training/results.
 *
 *     node scripts/resultsTable.mjs           writes the tables between the markers of README.md
 *     node scripts/resultsTable.mjs --check   writes nothing; exit code 1 if README.md says something else
 *
 * A score is the mean over seeds of micro-F1 without no_relation, in percent; its interval is the mean over seeds of the
 * 95% bounds of a bootstrap over documents, as in the model cards. Differences come from training/results/compare-*.json
 * (paired: the same rows, documents and seeds drawn together). Runs of training/studies/main.json that have no result yet
 * stand as "not run".
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../", import.meta.url);
const RESULTS = new URL("training/results/", ROOT);
const BEGIN = "<!-- results:begin (node scripts/resultsTable.mjs) -->";
const END = "<!-- results:end -->";

const SETS = [
  ["id", "ID"],
  ["slotSwap", "slot swap"],
  ["typeSwap", "type swap"],
  ["masked", "names masked"],
  ["entitiesOnly", "names only"],
];

const FIRST_MODELS = [
  { name: "base", title: "base (no bottleneck)" },
  { name: "vib-adaptive", title: "VIB, adaptive α (as in the paper)" },
  { name: "vib", title: "VIB, as shipped" },
];

const percent = (value) => (100 * value).toFixed(1);
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const readJson = (url) => JSON.parse(readFileSync(url, "utf8"));

/** Base and VIB, then the runs of the study in its order. */
function listModels() {
  const { runs } = readJson(new URL("training/studies/main.json", ROOT));
  const studied = runs.map(({ experiment, core }) => {
    if (core !== undefined) return { name: `core-${core}`, title: `${core} − what names alone say (CoRE)` };
    return { name: experiment, title: readJson(new URL(`training/experiments/${experiment}.json`, ROOT)).title };
  });
  return [...FIRST_MODELS, ...studied];
}

/** The result files of one experiment, by seed (CoRE trains nothing and has one file); empty when it was not run. */
function readRuns(name) {
  const pattern = new RegExp(`^${name}(-s\\d+)?\\.json$`);
  return readdirSync(RESULTS)
    .filter((file) => pattern.test(file))
    .map((file) => readJson(new URL(file, RESULTS)))
    .sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0));
}

function scoreCell(runs, set) {
  const entries = runs.map((run) => run.sets[set]);
  const [low, high] = [0, 1].map((side) => mean(entries.map((entry) => entry.ci95.microF1[side])));
  return `${percent(mean(entries.map((entry) => entry.microF1)))} [${percent(low)}, ${percent(high)}]`;
}

/** A Markdown table with its columns aligned, as the formatter wants it. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  const line = (cells) =>
    `| ${cells.map((cell, column) => cell + " ".repeat(widths[column] - [...cell].length)).join(" | ")} |`;
  return [line(rows[0]), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)].join("\n");
}

/** Everything that stands between the markers. */
export function renderResults() {
  const models = listModels().map((model) => ({ ...model, runs: readRuns(model.name) }));
  const header = ["model (micro-F1, 95% interval)", "epochs", "seeds", ...SETS.map(([, title]) => title)];
  const scores = models.map(({ title, runs }) =>
    runs.length === 0
      ? [title, "", "not run", ...SETS.map(() => "not run")]
      : [
          title,
          `${runs[0].experiment?.epochs ?? "none"}`,
          runs.map((run) => run.seed ?? "1").join(", "),
          ...SETS.map(([set]) => scoreCell(runs, set)),
        ],
  );
  const compared = models.slice(1).filter(({ name }) => existsSync(new URL(`compare-${name}.json`, RESULTS)));
  const differences = compared.map(({ name, title }) => {
    const { sets } = readJson(new URL(`compare-${name}.json`, RESULTS));
    const numPairs = mean(Object.values(sets).map((set) => set.perSeed.other.length));
    return [
      `${title} − base`,
      `${numPairs}`,
      ...SETS.map(([set]) => {
        const { difference, ci95 } = sets[set];
        return `${signed(difference)} [${signed(ci95[0])}, ${signed(ci95[1])}]`;
      }),
    ];
  });
  const numRows = models[0].runs[0]?.sets.id.n ?? 0;
  const commits = [...new Set(models.flatMap(({ runs }) => runs.map((run) => run.commit.slice(0, 7))))];
  return [
    `Test rows: n = ${numRows.toLocaleString("en")} of the corpus of [training/CORPUS.md](training/CORPUS.md); each swap is the mean of five seeded sets.`,
    "",
    table([header, ...scores]),
    "",
    table([["paired difference (95% interval)", "seeds", ...SETS.map(([, title]) => title)], ...differences]),
    "",
    `Each file in \`training/results/\` names its command, seed and hardware; scored at commits ${commits.join(", ")}.`,
  ].join("\n");
}

/** README.md with the tables of now between its markers. */
export function renderReadme(readme) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README.md: expected the markers ${BEGIN} and ${END}.`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${renderResults()}\n\n${readme.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = new URL("README.md", ROOT);
  const readme = readFileSync(url, "utf8");
  const expected = renderReadme(readme);
  if (process.argv.includes("--check")) {
    if (readme !== expected) {
      console.error("README.md: its results differ from training/results. Run: node scripts/resultsTable.mjs");
      process.exit(1);
    }
  } else {
    writeFileSync(url, expected);
  }
}
