/** @file The page of a report: what was read, what was found, the corpus figures, names, unread rows, definitions. */
import type { ReactNode } from "react";
import { SLICINGS, type Slicing } from "../analysis/corpusAnalysis";
import { MINIMUM_ROWS } from "../analysis/estimate";
import { createGoldOf } from "../data/labelMapping";
import { sayEstimate, SLICE_NOUNS } from "../ui/corpusFindings";
import type { CorpusView } from "../ui/figures/corpusView";
import { drawRows } from "../ui/figures/flipDrawing";
import { FlipFigure } from "../ui/figures/FlipFigure";
import { FlipSlicesFigure } from "../ui/figures/FlipSlicesFigure";
import { HistogramFigure } from "../ui/figures/HistogramFigure";
import { ScoresFigure } from "../ui/figures/ScoresFigure";
import { ShiftFigure } from "../ui/figures/ShiftFigure";
import { countOf, formatLabel, formatVariance } from "../ui/numbers";
import type { Basis } from "../ui/provenance";
import { shortenMiddle } from "../ui/shortenText";
import { typesetFormula } from "../ui/typesetFormula";
import { DataTable } from "../ui/widgets/DataTable";
import { splitFormula } from "../ui/widgets/Definitions";
import { FigureFrame } from "../ui/widgets/figureFrame";
import { anchorOf } from "./reportDefinitions";
import { isTold, type Report, type ReportFile } from "./reportFile";
import { StillFigure } from "./StillFigure";

/** Rows of the tables at the end; the JSON has more. */
const [MOST_NAMES, MOST_UNREAD] = [40, 100];

const number = (value: number) => value.toLocaleString("en");

export function ReportPage({ report }: { report: Report }) {
  const { file, columns, analyses, input } = report;
  const { model, settings, corpus } = file;
  const { seed } = settings;
  const info = { ...model, hash: model.sha256 };
  const basis: Basis = {
    models: [info],
    settings: { ...settings },
    data: { name: corpus.name, hash: corpus.sha256 },
  };
  const viewOf = (slicing: Slicing): CorpusView => {
    const all = Int32Array.from(columns.rows.keys());
    const rows = { around: all, selected: all, found: analyses[slicing], whole: null, isStale: false };
    const goldOf = createGoldOf(model.labels, model.negative);
    const { examples, results, seen } = input;
    return { corpus: { examples }, info, results, seen, goldOf, columns, ...rows };
  };
  const view = viewOf("relation");
  return (
    <FigureFrame value={StillFigure}>
      <main className="report">
        <header>
          <p className="micro">Entity Bias Explorer, report of {file.madeBy.date}</p>
          <h1>
            {corpus.name}: does {model.title} read the sentence, or the names?
          </h1>
          <Findings findings={file.findings} />
          <Facts file={file} />
        </header>
        <section>
          <h2>All rows</h2>
          <HistogramFigure
            {...{ view, seed, basis, of: "pooled", scale: "paper", range: null, rangeNotes: [], controls: null }}
          />
          <FlipFigure view={view} drawing={drawRows(view, settings.swaps)} basis={basis} controls={null} />
        </section>
        {SLICINGS.map((slicing) => (
          <SlicingSection key={slicing} {...{ slicing, view: viewOf(slicing), seed, basis }} />
        ))}
        <Names file={file} />
        <Unread file={file} />
        <Glossary file={file} />
      </main>
    </FigureFrame>
  );
}

function SlicingSection(props: { slicing: Slicing; view: CorpusView; seed: number; basis: Basis }) {
  const { slicing, view } = props;
  const [one, many] = SLICE_NOUNS[slicing];
  const sizes = view.found!.flips.slices.map(({ mean }) => mean.numRows);
  if (!isTold(view.found!)) {
    return (
      <section>
        <h2>By {one}</h2>
        <p>
          {sizes.length === 0
            ? `No row tells its ${one}.`
            : `Not drawn: fewer than two ${many} have ${MINIMUM_ROWS} rows with swapped names; of ${countOf(sizes.length, one, many)} the largest has ${number(Math.max(...sizes))}. The JSON has what can be told.`}
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>By {one}</h2>
      <FlipSlicesFigure {...props} controls={null} />
      <ScoresFigure {...props} canChoose={false} isOfSlices />
      <ShiftFigure {...props} isBrushed={false} controls={null} />
    </section>
  );
}

function Findings({ findings }: Pick<ReportFile, "findings">) {
  if (findings.length === 0) return null;
  return (
    <dl className="findings">
      {findings.map(({ about, finding }) => (
        <div key={about}>
          <dt>{about}</dt>
          <dd>{finding}.</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the numbers rest on. */
function Facts({ file }: { file: ReportFile }) {
  const { corpus, model, settings, madeBy, statistics, whole, unreadable } = file;
  const unknown = Object.entries(corpus.unknownRelations);
  const numUnknown = unknown.reduce((sum, [, count]) => sum + count, 0);
  const unread = unreadable.length === 0 ? "" : `; ${number(unreadable.length)} could not be read: see below`;
  const facts: [string, ReactNode][] = [
    [
      "Rows",
      `${number(corpus.numScored)} of ${number(corpus.numRows)} scored, ${number(corpus.numLabelled)} with a relation that the model knows, ${number(corpus.numSwapped)} with swapped names${unread}.`,
    ],
    ...(corpus.note === "" ? [] : [["Corpus", corpus.note] satisfies [string, ReactNode]]),
    ...corpus.sources.map(({ name, rows, licence }): [string, ReactNode] => [
      "Source",
      `${name}: ${countOf(rows, "row")}, ${licence}`,
    ]),
    ["File", `${corpus.reading.join(" ")} SHA-256 ${corpus.sha256}.`],
    ...(numUnknown === 0
      ? []
      : [
          [
            "Left out of F1",
            `${countOf(numUnknown, "row")} with ${countOf(unknown.length, "relation")} that the model does not know: ${unknown
              .slice(0, 5)
              .map(([relation, count]) => `${relation} (${number(count)})`)
              .join(", ")}${unknown.length > 5 ? ", …" : ""}.`,
          ] satisfies [string, ReactNode],
        ]),
    ["Model", `${model.title} (${model.id}), SHA-256 of its config ${model.sha256}.`],
    [
      "Settings",
      `S = ${settings.swaps} swaps to unseen names of the same types; ${
        settings.beta === null
          ? "no bottleneck, so no draws"
          : `K = ${settings.draws} draws, β ${settings.beta.toFixed(2)}; mean share of draws with another answer ${sayEstimate(whole.drawFlips)}`
      }; seed ${settings.seed}.`,
    ],
    [
      "Intervals",
      `${Math.round(100 * statistics.level)}%, bootstrap that draws whole documents; slices with fewer than ${statistics.minimumRows} rows are not estimated.`,
    ],
    [
      "Made by",
      `${madeBy.command}; ${/^[0-9a-f]/.test(madeBy.commit) ? "commit " : ""}${madeBy.commit}, ${madeBy.backend}, ${madeBy.date}.`,
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(([term, said], i) => (
        <div key={i}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

function Names({ file: { names, model } }: { file: ReportFile }) {
  const repeated = names.listed.filter(({ count }) => count > 1);
  const shown = repeated.slice(0, MOST_NAMES);
  const percent = (share: number | null) => (share === null ? "–" : `${Math.round(100 * share)}%`);
  return (
    <section>
      <h2>Names</h2>
      <p>
        {shown.length === 0
          ? `Each of the ${countOf(names.numNames, "name")} stands in one row; the JSON lists them.`
          : `${number(names.numNames)} names, ${shown.length < repeated.length ? `the ${number(shown.length)} in most rows` : `${number(shown.length)} of them in more than one row`}. Seen: arguments of training rows with this name. A name in few rows says little.`}
      </p>
      {shown.length === 0 ? null : (
        <DataTable
          caption="Names by the rows in which they are an argument"
          header={["Name", "Type", "Rows", "Seen", "Mean σ²", "Mean flip rate", "Wrong answers", "Most frequent one"]}
          rows={shown.map((name) => [
            shortenMiddle(name.name, 60),
            name.type ?? "–",
            number(name.count),
            name.numSeen === null ? "–" : number(name.numSeen),
            name.variance === null ? "–" : formatVariance(name.variance),
            percent(name.flipRate),
            name.numLabelled === 0 ? "–" : `${name.numWrong} of ${name.numLabelled}`,
            name.wrongLabel === null ? "–" : formatLabel(model.labels[name.wrongLabel] ?? ""),
          ])}
        />
      )}
    </section>
  );
}

function Unread({ file: { unreadable } }: { file: ReportFile }) {
  if (unreadable.length === 0) return null;
  const rest = unreadable.length - MOST_UNREAD;
  return (
    <section>
      <h2>Rows that could not be read</h2>
      <DataTable
        caption={`${countOf(unreadable.length, "row")} of the file${rest > 0 ? `; the first ${MOST_UNREAD}, all in the JSON` : ""}`}
        header={["Row", "Id", "Why"]}
        rows={unreadable
          .slice(0, MOST_UNREAD)
          .map(({ row, id, reason }) => [number(row), shortenMiddle(id, 60), shortenMiddle(reason, 300)])}
      />
    </section>
  );
}

function Glossary({ file: { definitions } }: { file: ReportFile }) {
  return (
    <section>
      <h2>Definitions</h2>
      <dl className="defs">
        {definitions.map(({ term, tex, meaning, computedBy }) => (
          <div key={term} id={anchorOf(term)}>
            <dt>{term}</dt>
            <dd>
              <div className="formula">
                {splitFormula(tex).map((part) => (
                  // Our own TeX through KaTeX, which escapes what it prints.
                  <span key={part} dangerouslySetInnerHTML={{ __html: typesetFormula(part) }} />
                ))}
              </div>
              <p>{meaning}</p>
              <p className="by">Computed by {computedBy}</p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
