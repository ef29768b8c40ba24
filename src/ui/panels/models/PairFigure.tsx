/** @file What two models say about one sentence: bars, draws, variance, difference. */
import { t } from "../../../messages/translate";
import { formatFixed } from "../../../messages/formatNumber";
import { formatNumberOrDash } from "../../corpusFindings";
import { comparePair } from "../../../state/comparePair";
import { topLabel } from "../../../state/predictionRows";
import type { Answer } from "../../../state/answer";
import { PredictionBars } from "../../charts/PredictionBars";
import { PREDICTION_DEFINITIONS } from "../../definitions";
import { formatLabel, formatProbability, formatVariance } from "../../numbers";
import { findPair } from "../../pairFindings";
import { describeAnswers } from "../../provenance";
import { rankingNote } from "../notes";
import { COMPARISON_DEFINITIONS } from "../../swapDefinitions";
import { rampStep } from "../../charts/ramp";
import { Figure } from "../../widgets/Figure";
import { ModelMark } from "../../widgets/ModelMark";

interface Fact {
  readonly head: string;
  readonly cells: readonly [a: string, b: string];
  readonly change: string;
  /** Whether the answers differ. */
  readonly isFlip?: boolean;
  /** Values of a variance, for the swatches. */
  readonly values?: readonly [number | null, number | null];
}

const signed = (value: number) => `${value < 0 ? "−" : "+"}${formatVariance(Math.abs(value))}`;

function listFacts(a: Answer, b: Answer): Fact[] {
  const { isSameAnswer, divergence, variance, kept } = comparePair(a, b);
  const both = [a, b] as const;
  const map = (read: (answer: Answer) => string) => both.map(read) as [string, string];
  const sayLabel = (answer: Answer) => formatLabel(topLabel(answer).label);
  const [p, q] = both.map((answer) => topLabel(answer).probability) as [number, number];
  const change = p === q ? formatFixed(0, 2) : `${q < p ? "−" : "+"}${formatFixed(Math.abs(q - p), 2)}`;
  return [
    {
      head: t("Says"),
      cells: map(sayLabel),
      change: isSameAnswer === null ? t("other relations") : isSameAnswer ? t("the same") : t("another"),
      isFlip: isSameAnswer === false,
    },
    {
      head: t("Its probability"),
      cells: [formatProbability(p), formatProbability(q)],
      change: isSameAnswer ? change : t("not the same relation"),
    },
    {
      head: t("Distance of the two answers"),
      cells: ["", ""],
      change: divergence === null ? t("not defined") : t("{distance} bit", { distance: formatFixed(divergence, 3) }),
    },
    ...(["subject", "object"] as const).map((role): Fact => {
      const values = both.map(({ reading }) => reading.variance[role]) as [number | null, number | null];
      const known = variance[role];
      return {
        head: role === "subject" ? t("Subject σ²") : t("Object σ²"),
        cells: values.map((value) => (value === null ? t("no bottleneck") : formatVariance(value))) as [string, string],
        change: known === null ? "–" : Math.abs(known) < 5e-4 ? t("no change") : signed(known),
        values,
      };
    }),
    {
      head: t("Draws that keep the answer"),
      cells: both.map(({ reading }, i) =>
        kept[i] == null ? t("no draws") : t("{part} of {whole}", { part: kept[i], whole: reading.numDraws }),
      ) as [string, string],
      change: "",
    },
    { head: t("Blend β"), cells: map(({ reading }) => formatNumberOrDash(reading.beta, 2)), change: "" },
  ];
}

export function PairFigure({ a, b, text, isStale }: { a: Answer; b: Answer; text: string; isStale: boolean }) {
  const found = comparePair(a, b);
  const title = findPair(a, b, found);
  const facts = listFacts(a, b);
  const both = [a, b] as const;
  const models = both.map(({ model }, i) => ({
    name: `${"AB"[i]}: ${model.title}`,
    hasBottleneck: model.hasBottleneck,
  }));
  const drawn = both.find(({ reading }) => reading.numDraws > 0);
  const draws = drawn
    ? ` ${t("Ticks: draws of z, K = {draws}, seed {seed}, the same for both. Line: their 5th to 95th percentile.", { draws: drawn.reading.numDraws, seed: drawn.reading.seed ?? "" })}`
    : "";
  const none = both.flatMap(({ reading, model }) => (drawn && reading.numDraws === 0 ? [model.title] : []));
  const leadText =
    `${t("One sentence, two models. Bar: mean mode, no noise.")}${draws}` +
    (none.length > 0
      ? ` ${t("{titles}: no bottleneck, so no draws.", { titles: none.reduce((left, right) => t("{left} and {right}", { left, right })) })}`
      : "") +
    (found.hasSameLabels
      ? ""
      : ` ${t("Each bar stands among the model’s own relations. SVG and PNG hold the bars of A; CSV and JSON both.")}`);
  const foot = drawn
    ? t("n = 1 sentence. K = {draws}, seed {seed}.", {
        draws: drawn.reading.numDraws,
        seed: drawn.reading.seed ?? "",
      })
    : t("n = 1 sentence. No draws: neither model has a bottleneck.");
  return (
    <Figure
      title={title}
      lead={leadText}
      leadText={`${leadText} ${t("Sentence: {text}", { text })}`}
      foot={`${foot}${rankingNote(both)}`}
      provenance={describeAnswers(both)}
      fileName="two-models"
      isStale={isStale}
      definitions={[...PREDICTION_DEFINITIONS, ...COMPARISON_DEFINITIONS]}
      data={() => ({
        header: ["model", "relation", "is_gold", "probability", "draws_p5", "draws_p95", "draws"],
        rows: found.bars.flatMap((rows, list) =>
          rows.flatMap((row) =>
            row.cells.map((cell, i) => [
              ...[both[found.hasSameLabels ? i : list]!.model.id, row.label, row.isGold, cell.probability],
              ...[cell.range?.[0] ?? null, cell.range?.[1] ?? null],
              cell.draws.map((draw) => draw.toFixed(4)).join(" "),
            ]),
          ),
        ),
      })}
      table={{
        caption: title,
        header: [t("Quantity"), models[0]!.name, models[1]!.name, t("B against A")],
        rows: facts.map(({ head, cells, change }) => [head, ...cells, change]),
      }}
    >
      {found.hasSameLabels ? (
        <PredictionBars rows={found.bars[0]!} models={models} label={title} />
      ) : (
        <div className="pairbars">
          {found.bars.map((rows, i) => (
            <PredictionBars key={i} rows={rows} models={[models[i]!]} label={`${models[i]!.name}. ${title}`} />
          ))}
        </div>
      )}
      <div className="scroller">
        <table className="cmp">
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              <td />
              {models.map(({ name, hasBottleneck }) => (
                <th key={name} scope="col">
                  <ModelMark hasBottleneck={hasBottleneck} /> {name}
                </th>
              ))}
              <th scope="col">{t("B against A")}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(({ head, cells, change, isFlip, values }) => (
              <tr key={head}>
                <th scope="row">{head}</th>
                {cells.map((cell, i) => (
                  <td key={i}>
                    {values?.[i] == null ? null : (
                      <span
                        className="sw"
                        style={{ background: `var(--v${rampStep(values[i])})` }}
                        aria-hidden="true"
                      />
                    )}
                    {cell}
                  </td>
                ))}
                <td className={isFlip ? "flip" : ""}>{change}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
