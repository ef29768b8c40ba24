/** @file What two models say about one sentence: bars, draws, variance, difference. */
import { comparePair } from "../../../state/comparePair";
import { topLabel } from "../../../state/predictionRows";
import type { Answer } from "../../../state/answer";
import { PredictionBars } from "../../charts/PredictionBars";
import { PREDICTION_DEFINITIONS } from "../../definitions";
import { formatLabel, formatProbability, formatVariance } from "../../numbers";
import { findPair } from "../../pairFindings";
import { describeAnswers } from "../../provenance";
import { COMPARISON_DEFINITIONS } from "../../swapDefinitions";
import { rampStep } from "../../charts/ramp";
import { Figure } from "../../widgets/Figure";
import { ModelMark } from "../../widgets/ModelMark";

interface Fact {
  readonly head: string;
  readonly cells: readonly [a: string, b: string];
  readonly change: string;
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
  const change = p === q ? "0.00" : `${q < p ? "−" : "+"}${Math.abs(q - p).toFixed(2)}`;
  return [
    {
      head: "Says",
      cells: map(sayLabel),
      change: isSameAnswer === null ? "other relations" : isSameAnswer ? "the same" : "another",
    },
    {
      head: "Its probability",
      cells: [formatProbability(p), formatProbability(q)],
      change: isSameAnswer ? change : "not the same relation",
    },
    {
      head: "Distance of the two answers",
      cells: ["", ""],
      change: divergence === null ? "not defined" : `${divergence.toFixed(3)} bit`,
    },
    ...(["subject", "object"] as const).map((role): Fact => {
      const values = both.map(({ reading }) => reading.variance[role]) as [number | null, number | null];
      const known = variance[role];
      return {
        head: `${role === "subject" ? "Subject" : "Object"} σ²`,
        cells: values.map((value) => (value === null ? "no bottleneck" : formatVariance(value))) as [string, string],
        change: known === null ? "–" : Math.abs(known) < 5e-4 ? "no change" : signed(known),
        values,
      };
    }),
    {
      head: "Draws that keep the answer",
      cells: both.map(({ reading }, i) => (kept[i] === null ? "no draws" : `${kept[i]} of ${reading.numDraws}`)) as [
        string,
        string,
      ],
      change: "",
    },
    { head: "Blend β", cells: map(({ reading }) => reading.beta?.toFixed(2) ?? "–"), change: "" },
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
    ? ` Ticks: draws of z, K = ${drawn.reading.numDraws}, seed ${drawn.reading.seed}, the same for both. Line: their 5th to 95th percentile.`
    : "";
  const none = both.flatMap(({ reading, model }) => (drawn && reading.numDraws === 0 ? [model.title] : []));
  const leadText =
    `One sentence, two models. Bar: mean mode, no noise.${draws}` +
    (none.length > 0 ? ` ${none.join(" and ")}: no bottleneck, so no draws.` : "") +
    (found.hasSameLabels
      ? ""
      : " Each bar stands among the model’s own relations. SVG and PNG hold the bars of A; CSV and JSON both.");
  const foot = `n = 1 sentence. ${drawn ? `K = ${drawn.reading.numDraws}, seed ${drawn.reading.seed}.` : "No draws: neither model has a bottleneck."}`;
  return (
    <Figure
      title={title}
      lead={leadText}
      leadText={`${leadText} Sentence: ${text}`}
      foot={foot}
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
        header: ["Quantity", models[0]!.name, models[1]!.name, "B against A"],
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
              <th scope="col">B against A</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(({ head, cells, change, values }) => (
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
                <td className={change === "another" ? "flip" : ""}>{change}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
