/** @file The rows themselves: what the model answers, how often names change it; a row opens in the Bench. */
import { memo, useDeferredValue, useMemo } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import { hasGold, isEmptyFilter, isKeptByWords } from "../../../analysis/corpusColumns";
import { computeFlipRate, type RowResult } from "../../../analysis/rowScore";
import { pairOf } from "../../../data/corpusFacts";
import type { Example } from "../../../data/example";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { useBench } from "../../../state/useBench";
import { rampStep } from "../../charts/ramp";
import { formatLabel, formatVariance } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { SortTable, type Column } from "../../widgets/SortTable";
import type { CorpusView } from "../../figures/corpusView";
import { useProvenance } from "./useProvenance";
import { spellMarks } from "../../hiddenMarks";

interface Line {
  readonly row: number;
  readonly example: Example;
  readonly result: RowResult | null;
  readonly answer: string | null;
  readonly flipRate: number | null;
  /** Whether the answer differs from a gold label that the model knows. */
  readonly isWrong: boolean;
}

const LONGEST = 220;

const keyOfLine = ({ row }: Line) => row;

/** Rows without text: their place in the corpus, types and gold relation. */
const figureColumn = (): Column<Line> => ({
  id: "row",
  label: t("Row"),
  value: ({ example }) => Number(/\d+/.exec(example.id)?.[0] ?? NaN),
  show: ({ example }) => (
    <>
      {spellMarks(example.id)}: {example.relation == null ? t("no gold relation") : formatLabel(example.relation)}
      <small>{pairOf(example) ?? t("no types")}</small>
    </>
  ),
});

/** Most characters of a name, and of what stands before or between names. */
const LONGEST_PART = 100;

/** The sentence with its two names underlined; a long one is cut after them, a long name in its middle. */
function Said({ example: { text, subject, object } }: { example: Example }) {
  const spans = [
    { ...subject, role: "s" },
    { ...object, role: "o" },
  ].sort((a, b) => a.start - b.start);
  const end = Math.max(LONGEST, spans[1]!.end);
  const [first, second] = [spans[0]!, spans[1]!];
  return (
    <>
      {shortenMiddle(text.slice(0, first.start), 2 * LONGEST_PART)}
      <span className={`u-${first.role}`}>{shortenMiddle(text.slice(first.start, first.end), LONGEST_PART)}</span>
      {shortenMiddle(text.slice(first.end, second.start), 2 * LONGEST_PART)}
      <span className={`u-${second.role}`}>{shortenMiddle(text.slice(second.start, second.end), LONGEST_PART)}</span>
      {spellMarks(text.slice(second.end, end))}
      {text.length > end ? "…" : ""}
    </>
  );
}

/** A variance with its step of the ramp. */
export function VarianceCell({ value }: { value: number | null }) {
  if (value === null) return "–";
  return (
    <span className="vcell">
      <svg className="chart" width="22" height="10" aria-hidden="true">
        <rect className={`v${rampStep(value)}`} width="22" height="10" />
        <rect className="outline" x="0.5" y="0.5" width="21" height="9" />
      </svg>
      {formatVariance(value)}
    </span>
  );
}

/** Drawn after the charts: a brush must not wait for a table. */
export const RowPanel = memo(function RowPanel({ view }: { view: CorpusView | null }) {
  useLanguage();
  const corpus = useDeferredValue(
    useBench((state) => state.corpus),
    null,
  );
  const results = useDeferredValue(useBench((state) => state.results));
  const filter = useDeferredValue(useBench((state) => state.filter.present));
  const openExample = useBench((state) => state.openExample);
  const setView = useBench((state) => state.setView);
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);

  const labels = view?.info.labels ?? null;
  const goldOf = view?.goldOf ?? null;
  const all = useMemo((): Line[] => {
    if (!corpus) return [];
    const make = (row: number): Line => {
      const result = results[row] ?? null;
      const isScored = result?.kind === "score";
      const example = corpus.examples[row]!;
      const gold = example.relation == null ? -1 : (goldOf?.(example.relation) ?? -1);
      return {
        row,
        example,
        result,
        answer: isScored ? (labels?.[result.label] ?? null) : null,
        flipRate: isScored ? computeFlipRate(result) : null,
        isWrong: isScored && gold >= 0 && result.label !== gold,
      };
    };
    return corpus.examples.map((_, row) => make(row));
  }, [corpus, results, labels, goldOf]);
  const lines = useMemo((): Line[] => {
    if (!corpus) return [];
    // A brush selects scored rows only; words select unscored ones too.
    if (view?.results === results && filter.range !== null)
      return Array.from(view.selected, (i) => all[view.columns.rows[i]!]!);
    const isLabelled = hasGold(corpus.examples);
    if (isEmptyFilter(filter)) return all;
    return all.filter(({ example, answer }) =>
      isKeptByWords(example, isLabelled ? (example.relation ?? "unlabelled") : answer, filter),
    );
  }, [corpus, results, all, view, filter]);
  const provenance = useProvenance(lines.length);

  if (!corpus) return null;
  const open = (example: Example) => {
    openExample(example);
    setView("bench");
  };
  const columns: Column<Line>[] = [
    corpus.figures
      ? figureColumn()
      : {
          id: "sentence",
          label: t("Sentence"),
          value: ({ example }) => example.text,
          show: ({ example, result }) => (
            <>
              <button
                className="said"
                type="button"
                dir="auto"
                aria-label={t("Open in the Bench: {text}", { text: shortenMiddle(example.text, 4 * LONGEST_PART) })}
                onClick={() => open(example)}
              >
                <Said example={example} />
              </button>
              {example.relation == null ? null : (
                <small>{t("gold: {relation}", { relation: formatLabel(example.relation) })}</small>
              )}
              {result?.kind === "unreadable" ? (
                <small>{t("not read: {problem}", { problem: spellMarks(result.error) })}</small>
              ) : null}
            </>
          ),
        },
    {
      id: "answer",
      label: t("Answer"),
      width: 8,
      value: ({ answer }) => answer,
      show: ({ answer, isWrong, result }) =>
        answer === null ? (
          <span className="faint">{result?.kind === "unreadable" ? t("not read") : t("not scored")}</span>
        ) : isWrong ? (
          <b>{formatLabel(answer)}</b>
        ) : (
          formatLabel(answer)
        ),
    },
    {
      id: "variance",
      label: "σ²",
      width: 5,
      isNumber: true,
      value: ({ result }) => (result?.kind === "score" ? result.variance.row : null),
      show: ({ result }) => <VarianceCell value={result?.kind === "score" ? result.variance.row : null} />,
    },
    {
      id: "flip_rate",
      label: t("Flips"),
      width: 4,
      isNumber: true,
      value: ({ flipRate }) => flipRate,
      show: ({ result, flipRate }) =>
        result?.kind === "score" && flipRate !== null
          ? t("{part} of {whole}", {
              part: Math.round(flipRate * result.swapLabels.length),
              whole: result.swapLabels.length,
            })
          : "–",
    },
    {
      id: "draw_flips",
      label: t("Draws"),
      width: 3.6,
      isNumber: true,
      value: ({ result }) => (result?.kind === "score" && result.numDraws > 0 ? result.numDrawFlips : null),
      show: ({ result }) =>
        result?.kind === "score" && result.numDraws > 0
          ? t("{part} of {whole}", { part: result.numDrawFlips, whole: result.numDraws })
          : "–",
    },
  ];
  const scored = lines.filter(({ flipRate }) => flipRate !== null);
  const numFlipping = scored.filter(({ flipRate }) => flipRate! > 0).length;
  const title =
    scored.length === 0
      ? lines.some(({ answer }) => answer !== null)
        ? t("No row here could be swapped: where the name decides cannot be told")
        : t("The rows; score them to see where the name decides")
      : t("First to check: in {part} of {n, plural, one {# row} other {# rows}} another name changes the answer", {
          part: formatCount(numFlipping),
          n: scored.length,
        });
  return (
    <SortTable
      className="c7"
      title={title}
      lead={
        corpus.figures
          ? t(
              "Ranked by flips out of up to {swaps} swaps. A bold answer differs from the gold label. Figures only: there is no sentence to open in the Bench.",
              { swaps: numSwaps },
            )
          : t(
              "Ranked by flips out of up to {swaps} swaps. A bold answer differs from the gold label. Press a sentence to open it in the Bench.",
              { swaps: numSwaps },
            )
      }
      foot={t("{part} of {n, plural, one {# row} other {# rows}} selected.", {
        part: formatCount(lines.length),
        n: corpus.examples.length,
      })}
      provenance={provenance}
      fileName="rows"
      columns={columns}
      rows={lines}
      allRows={all}
      keyOf={keyOfLine}
      initialSort={{ id: "flip_rate", isRising: false }}
      rowHeight={90}
      filterKey={JSON.stringify(filter)}
      empty={t("No row passes this selection. Clear it, or undo the last step.")}
    />
  );
});
