/** @file Variance of the rows as written against their swapped versions; brushing it selects rows everywhere. */
import { useState } from "react";
import { t } from "../../../messages/translate";
import type { VarianceOf } from "../../../analysis/entityVariance";
import { sayRange } from "../../../state/stepNames";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { HistogramFigure, type VarianceScale } from "../../figures/HistogramFigure";
import { Choice } from "../../widgets/Choice";
import { useBasis } from "./useProvenance";

export function HistogramPanel({ view }: { view: CorpusView }) {
  const of = useBench((state) => state.varianceOf);
  const setOf = useBench((state) => state.setVarianceOf);
  const range = useBench((state) => state.filter.present.range);
  const select = useBench((state) => state.select);
  const seed = useBench((state) => state.knobs.seed);
  const basis = useBasis();
  const [scale, setScale] = useState<VarianceScale>("paper");
  const controls = (
    <div className="choices">
      <Choice<VarianceOf>
        label={t("Whose variance")}
        options={[
          { id: "pooled", label: t("Both") },
          { id: "subject", label: t("Subject") },
          { id: "object", label: t("Object") },
        ]}
        value={of}
        onChoose={setOf}
      />
      <Choice<VarianceScale>
        label={t("Scale")}
        options={[
          { id: "paper", label: t("Bins of 0.1") },
          { id: "zoom", label: t("Zoomed") },
        ]}
        value={scale}
        onChoose={setScale}
      />
    </div>
  );
  return (
    <HistogramFigure
      {...{ view, of, scale, seed, basis, controls, range }}
      rangeNotes={
        range
          ? [sayRange(range), t("{n, plural, one {# row} other {# rows}} selected", { n: view.selected.length })]
          : []
      }
      onBrush={(next, isMoving) => select({ range: next && { of, ...next } }, isMoving)}
    />
  );
}
