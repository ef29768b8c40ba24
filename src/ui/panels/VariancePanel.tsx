/** @file How far the bottleneck blurs each sub-token of the two names. */
import { useMemo } from "react";
import { computeVarianceItems } from "../../state/varianceItems";
import { useBench } from "../../state/useBench";
import { RampLegend } from "../charts/RampLegend";
import { stripCeiling, VarianceStrip } from "../charts/VarianceStrip";
import { VARIANCE_DEFINITIONS } from "../definitions";
import { findVariance } from "../findings";
import { countOf, formatVariance } from "../numbers";
import { describeAnswers } from "../provenance";
import { Figure } from "../widgets/Figure";
import { builtNote, cutNote } from "./notes";
import { useShown } from "./useShown";
import { Waiting } from "../widgets/Waiting";

export function VariancePanel() {
  const { answers, isStale } = useShown();
  const isBaseOnly = useBench(({ index, modelId, isComparing }) => {
    const model = index?.models.find(({ id }) => id === modelId);
    return model !== undefined && !model.bottleneck && !isComparing;
  });
  const pin = useBench((state) => state.pin);
  const pinned = pin?.answers.find(({ model }) => model.hasBottleneck)?.reading.variance ?? null;
  const answer = answers.find(({ model }) => model.hasBottleneck);
  const items = useMemo(() => (answer ? computeVarianceItems(answer) : []), [answer]);
  if (!answer) {
    return isBaseOnly ? (
      <Waiting title="This model has no bottleneck: it blurs no name, and has no variance">
        Only a VIB model gives each sub-token of a name a variance. Choose one above, or compare base and VIB.
      </Waiting>
    ) : (
      <Waiting title="How far does the bottleneck blur the two names?">
        The answer stands here as soon as the model has read the sentence.
      </Waiting>
    );
  }
  const { reading } = answer;
  const title = findVariance(answer);
  const columns = items.filter(({ role, variance }) => role !== "context" && variance !== null);
  const leadText =
    `Variance σ² that the bottleneck gives each sub-token of subject and object; a full column is ` +
    `${stripCeiling(items, pinned)}. ${pinned ? "Dotted A: mean of the pinned reading. " : ""}Context words pass through untouched, so they carry no column.`;
  const foot = [
    `n = 1 sentence, ${countOf(columns.length, "entity sub-token")}. One sentence has no interval.`,
    cutNote(answer),
    builtNote([answer]),
  ].join("");
  return (
    <Figure
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={describeAnswers([answer])}
      fileName="variance"
      isStale={isStale}
      definitions={VARIANCE_DEFINITIONS}
      data={() => ({
        header: ["model", "sub_token", "role", "variance"],
        rows: [
          ...columns.map(({ text, role, variance }) => [answer.model.id, text, role, variance]),
          [answer.model.id, "mean", "subject", reading.variance.subject],
          [answer.model.id, "mean", "object", reading.variance.object],
        ],
      })}
      table={{
        caption: title,
        header: ["Sub-token", "Argument", "Variance σ²"],
        rows: [
          ...columns.map(({ text, role, variance }) => [text, role, formatVariance(variance ?? 0)]),
          ["mean", "subject", formatVariance(reading.variance.subject ?? 0)],
          ["mean", "object", formatVariance(reading.variance.object ?? 0)],
        ],
      }}
    >
      <div className="vwrap">
        <VarianceStrip
          items={items}
          means={reading.variance}
          pinned={pinned}
          label={`${title}. ${columns.map(({ text, variance }) => `${text} ${formatVariance(variance ?? 0)}`).join(", ")}.`}
        />
        <div>
          <p className="micro">
            The VIB paper reads low variance as “leans on the name” and high variance as “leans on the context”. One
            sentence can neither show nor refute that.
          </p>
          <p className="micro legend-title">σ², one ramp everywhere</p>
          <RampLegend />
        </div>
      </div>
    </Figure>
  );
}
