/** @file What the models say: probability of each relation. */
import { formatList } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { formatFixed } from "../../messages/formatNumber";
import { useMemo } from "react";
import { computePredictionRows } from "../../state/predictionRows";
import { useBench } from "../../state/useBench";
import { PredictionBars } from "../charts/PredictionBars";
import { PREDICTION_DEFINITIONS } from "../definitions";
import { findPrediction, nameOf } from "../findings";
import { formatLabel, formatProbability } from "../numbers";
import { describeAnswers } from "../provenance";
import { Figure } from "../widgets/Figure";
import { ModelMark } from "../widgets/ModelMark";
import { builtNote, cutNote, drawsNote, rankingNote } from "./notes";
import { useShown } from "./useShown";
import { Waiting } from "../widgets/Waiting";

export function PredictionPanel() {
  const { answers, isStale } = useShown();
  const pin = useBench((state) => state.pin);
  const rows = useMemo(() => computePredictionRows(answers, 5, pin?.answers ?? []), [answers, pin]);
  const drawn = answers.find(({ reading }) => reading.numDraws > 0);
  if (answers.length === 0) {
    return (
      <Waiting className="c7" title={t("What does the model say?")}>
        {t("The most probable relations stand here as soon as the model has read the sentence.")}
      </Waiting>
    );
  }
  const title = findPrediction(answers);
  const draws = drawn
    ? t(" Ticks: the draws of z, K = {numDraws}. Line: their 5th to 95th percentile.", {
        numDraws: drawn.reading.numDraws,
      })
    : "";
  const baseNote =
    drawn && answers.some(({ model }) => !model.hasBottleneck) ? t(" Base has no z, so it has no draws.") : "";
  const pinNote = pin ? t(" Dotted A: the same bar in the pinned reading.") : "";
  const leadText = t(
    "Probability of each relation for the sentence above. Bar: mean mode, no noise.{draws}{baseNote}{pinNote}",
    { draws, baseNote, pinNote },
  );
  const models = answers.map((answer) => ({ name: nameOf(answer), hasBottleneck: answer.model.hasBottleneck }));
  const foot = [
    `${t("n = 1 sentence.")} `,
    drawsNote(drawn),
    ...answers.slice(0, 1).map(cutNote),
    rankingNote(answers),
    builtNote(answers),
  ].join("");
  return (
    <Figure
      className="c7"
      title={title}
      lead={
        <>
          {leadText}
          {models.length > 1
            ? models.map(({ name, hasBottleneck }) => (
                <span key={name} className="key">
                  <ModelMark hasBottleneck={hasBottleneck} />
                  {name}
                </span>
              ))
            : null}
        </>
      }
      leadText={leadText}
      foot={foot}
      provenance={describeAnswers(answers)}
      fileName="prediction"
      isStale={isStale}
      definitions={PREDICTION_DEFINITIONS}
      data={() => ({
        header: ["model", "relation", "is_gold", "probability", "draws_p5", "draws_p95", "draws"],
        rows: rows.flatMap((row) =>
          row.cells.map((cell, index) => [
            answers[index]?.model.id ?? "",
            row.label,
            row.isGold,
            cell.probability,
            cell.range?.[0] ?? null,
            cell.range?.[1] ?? null,
            cell.draws.map((draw) => draw.toFixed(4)).join(" "),
          ]),
        ),
      })}
      table={{
        caption: title,
        header: [
          t("Relation"),
          ...models.flatMap(({ name }) => [name, t("{name}, 5th to 95th percentile", { name })]),
          t("Gold"),
        ],
        rows: rows.map((row) => [
          formatLabel(row.label),
          ...row.cells.flatMap(({ probability, range }) => [
            formatFixed(probability, 4),
            range
              ? t("{range} to {range2}", { range: formatFixed(range[0], 4), range2: formatFixed(range[1], 4) })
              : t("no draws"),
          ]),
          row.isGold ? t("gold label") : "",
        ]),
      }}
    >
      <PredictionBars
        rows={rows}
        models={models}
        label={`${title}. ${rows.map(({ label, cells }) => `${formatLabel(label)} ${formatList(cells.map(({ probability }) => formatProbability(probability)))}`).join(", ")}.`}
      />
    </Figure>
  );
}
