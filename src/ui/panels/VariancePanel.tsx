/** @file How far the bottleneck blurs each sub-token of the two names. */
import { formatNumber } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { useMemo } from "react";
import { computeVarianceItems } from "../../state/varianceItems";
import { useBench } from "../../state/useBench";
import { RampLegend } from "../charts/RampLegend";
import { stripCeiling, VarianceStrip } from "../charts/VarianceStrip";
import { VARIANCE_DEFINITIONS } from "../definitions";
import { findVariance } from "../findings";
import { formatVariance } from "../numbers";
import { describeAnswers } from "../provenance";
import { Figure } from "../widgets/Figure";
import { builtNote, cutNote } from "./notes";
import { useShown } from "./useShown";
import { Waiting } from "../widgets/Waiting";
import { spellMarks } from "../hiddenMarks";

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
      <Waiting title={t("This model has no bottleneck: it blurs no name, and has no variance")}>
        {t("Only a VIB model gives each sub-token of a name a variance. Choose one above, or compare base and VIB.")}
      </Waiting>
    ) : (
      <Waiting title={t("How far does the bottleneck blur the two names?")}>
        {t("The answer stands here as soon as the model has read the sentence.")}
      </Waiting>
    );
  }
  const { reading } = answer;
  const title = findVariance(answer);
  const columns = items.filter(({ role, variance }) => role !== "context" && variance !== null);
  const leadText = t(
    "Variance σ² that the bottleneck gives each sub-token of subject and object; a full column is {ceiling}. {pinned}Context words pass through untouched, so they carry no column.",
    {
      ceiling: formatNumber(stripCeiling(items, pinned)),
      pinned: pinned ? t("Dotted A: mean of the pinned reading. ") : "",
    },
  );
  const foot = [
    t(
      "n = 1 sentence, {n, plural, one {# entity sub-token} other {# entity sub-tokens}}. One sentence has no interval.",
      { n: columns.length },
    ),
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
        header: [t("Sub-token"), t("Argument"), t("Variance σ²")],
        rows: [
          ...columns.map(({ text, role, variance }) => [
            text,
            role === "context" ? role : sayRole(role),
            formatVariance(variance ?? 0),
          ]),
          [t("mean"), t("subject"), formatVariance(reading.variance.subject ?? 0)],
          [t("mean"), t("object"), formatVariance(reading.variance.object ?? 0)],
        ],
      }}
    >
      <div className="vwrap">
        <VarianceStrip
          items={items}
          means={reading.variance}
          pinned={pinned}
          label={`${title}. ${columns.map(({ text, variance }) => `${spellMarks(text)} ${formatVariance(variance ?? 0)}`).join(", ")}.`}
        />
        <div>
          <p className="micro">
            {t(
              "The VIB paper reads low variance as “leans on the name” and high variance as “leans on the context”. One sentence can neither show nor refute that.",
            )}
          </p>
          <p className="micro legend-title">{t("σ², one ramp everywhere")}</p>
          <RampLegend />
        </div>
      </div>
    </Figure>
  );
}
