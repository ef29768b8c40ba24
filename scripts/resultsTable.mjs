/** @file The results tables of README.md, one pair a study, from studyRuns.mjs. `node scripts/studyResults.mjs` writes them. */
import { CORPORA } from "./jointRuns.mjs";
import { SETS } from "./studyRuns.mjs";

const BEGIN = "<!-- results:begin (node scripts/studyResults.mjs) -->";
const END = "<!-- results:end -->";

const METRICS = {
  microF1: "micro-F1",
  officialMacroF1: "official macro-F1",
  macroF1: "macro-F1",
  accuracy: "accuracy",
};

const percent = (value) => (100 * value).toFixed(1);
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
const titleOf = (set) => SETS.find(([id]) => id === set)?.[1] ?? set;

function scoreCell(score) {
  if (score === undefined) return "–";
  const { value, ci } = score;
  return ci === null ? percent(value) : `${percent(value)} [${percent(ci[0])}, ${percent(ci[1])}]`;
}

/** A Markdown table with its columns aligned, as the formatter wants it. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  const line = (cells) =>
    `| ${cells.map((cell, column) => cell + " ".repeat(widths[column] - [...cell].length)).join(" | ")} |`;
  return [line(rows[0]), line(widths.map((width) => "-".repeat(width))), ...rows.slice(1).map(line)].join("\n");
}

function renderStudy(study, runs) {
  const found = new Set(runs.flatMap(({ scores }) => Object.keys(scores)));
  const known = SETS.map(([id]) => id).filter((id) => id !== "positives" || found.has(id));
  const sets =
    found.size === 0
      ? known
      : [...known.filter((id) => found.has(id)), ...[...found].filter((id) => !known.includes(id))];
  const isShared = runs.every(({ metric }) => metric === runs[0].metric);
  const nameOf = (metric) => METRICS[metric] ?? metric;
  const isPart = runs.some(({ differs }) => differs.trainShare !== 1);
  const header = [
    `model (${isShared ? `${nameOf(runs[0].metric)}, ` : ""}95% interval)`,
    ...(isShared ? [] : ["score"]),
    "epochs",
    ...(isPart ? ["train rows"] : []),
    "seeds",
    ...sets.map(titleOf),
  ];
  const scores = runs.map(({ title, metric, differs, seeds, scores: own }) => {
    const isRun = seeds.length > 0;
    return [
      title,
      ...(isShared ? [] : [isRun ? nameOf(metric) : ""]),
      isRun ? `${differs.epochs ?? "none"}` : "",
      ...(isPart ? [`${Math.round(100 * differs.trainShare)}%`] : []),
      isRun ? seeds.join(", ") : "not run",
      ...sets.map((set) => (isRun ? scoreCell(own[set]) : "not run")),
    ];
  });
  const compared = runs.filter(({ differences }) => differences !== null);
  const differences = compared.map(({ title, differences: { seeds, sets: own } }) => [
    `${title} − base`,
    `${seeds}`,
    ...sets.map((set) => {
      if (own[set] === undefined) return "–";
      const { value, ci } = own[set];
      return `${signed(value)} [${signed(ci[0])}, ${signed(ci[1])}]`;
    }),
  ]);
  return [
    `**${study.title}**${study.file === null ? "" : ` (\`${study.file}\`)`}`,
    ...(study.note === null ? [] : ["", study.note]),
    "",
    table([header, ...scores]),
    ...(compared.length === 0
      ? []
      : ["", table([["paired difference (95% interval)", "seeds", ...sets.map(titleOf)], ...differences])]),
    "",
  ];
}

const HEADLINES = {
  conll04: "relation F1 of the papers: with types, micro",
  scierc: "relation F1 of the papers: without types, micro",
  ade: "relation F1 of the papers: with types, macro, no overlaps",
  wikipedia: "relation F1 with types, micro",
};

/** One table a corpus: the papers' rows first; then paired differences. */
function renderJoint({ title, note, file, runs }) {
  const commits = [...new Set(runs.flatMap((run) => run.commits))];
  const tables = Object.entries(CORPORA).flatMap(([corpus, { title: name }]) => {
    const own = runs.filter((run) => run.corpus === corpus);
    const n = own.find((run) => run.n !== null)?.n;
    const cell = ({ kind, seeds, scores }, measure) =>
      kind === "run" && seeds.length === 0 ? "not run" : scoreCell(scores[measure]);
    const header = ["model", "encoder", "seeds", "entity F1", HEADLINES[corpus], "relation F1, micro, without types"];
    const rows = own.map((run) => [
      run.kind === "paper" ? `${run.title} (paper)` : run.title,
      run.encoder,
      run.kind === "paper" ? "" : run.seeds.length === 0 ? "not run" : run.seeds.join(", "),
      ...["entities", "headline", "relations"].map((measure) => cell(run, measure)),
    ]);
    const compared = own.filter(({ differences }) => differences !== null);
    const differences = compared.map(({ title: one, differences: { to, seeds, sets } }) => [
      `${one} − ${own.find((run) => run.name === to)?.title ?? to}`,
      `${seeds}`,
      ...["entities", "relationsWithTypes", "relations"].map((measure) => {
        const { value, ci } = sets[measure];
        return `${signed(value)} [${signed(ci[0])}, ${signed(ci[1])}]`;
      }),
    ]);
    const unit = corpus === "wikipedia" ? "sentences" : "test sentences";
    return [
      `${name}${n === undefined ? "" : `, n = ${n.toLocaleString("en")} ${unit}`}:`,
      "",
      table([header, ...rows]),
      ...(differences.length === 0
        ? []
        : [
            "",
            table([
              ...[["paired difference (95% interval)", "seeds", "entities", "relations with types", "relations"]],
              ...differences,
            ]),
          ]),
      "",
    ];
  });
  const scored = commits.length === 0 ? [] : [`Scored at commits ${commits.join(", ")}.`, ""];
  return [`**${title}** (\`${file}\`)`, "", note, "", ...tables, ...scored];
}

/** Everything that stands between the markers. */
export function renderResults({ studies, runs, joint }) {
  const numRows = runs.find(({ scores }) => scores.id !== undefined)?.scores.id.n ?? 0;
  const commits = [...new Set(runs.flatMap((run) => run.commits))];
  return [
    `Test rows of Wikipedia relations: n = ${numRows.toLocaleString("en")} of the corpus of [training/CORPUS.md](training/CORPUS.md); each swap is the mean of five seeded sets where a study does not say otherwise.`,
    "",
    ...studies.flatMap((study) => {
      const own = runs.filter((run) => run.study === study.id);
      return own.length === 0 ? [] : renderStudy(study, own);
    }),
    ...renderJoint(joint),
    `Each file in \`training/results/\` names its command, seed and hardware; scored at commits ${commits.join(", ")}.`,
  ].join("\n");
}

/** README.md with the tables of now between its markers. */
export function renderReadme(readme, collected) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README.md: expected the markers ${BEGIN} and ${END}.`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${renderResults(collected)}\n\n${readme.slice(end)}`;
}
