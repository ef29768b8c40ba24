/** @file Variance of the rows as written against their swapped versions; brushing it selects rows everywhere. */
import { useState } from "react";
import type { VarianceOf } from "../../../analysis/entityVariance";
import { sayRange } from "../../../state/stepNames";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { HistogramFigure, type VarianceScale } from "../../figures/HistogramFigure";
import { countOf } from "../../numbers";
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
        label="Whose variance"
        options={[
          { id: "pooled", label: "Both" },
          { id: "subject", label: "Subject" },
          { id: "object", label: "Object" },
        ]}
        value={of}
        onChoose={setOf}
      />
      <Choice<VarianceScale>
        label="Scale"
        options={[
          { id: "paper", label: "Bins of 0.1" },
          { id: "zoom", label: "Zoomed" },
        ]}
        value={scale}
        onChoose={setScale}
      />
    </div>
  );
  return (
    <HistogramFigure
      {...{ view, of, scale, seed, basis, controls, range }}
      rangeNotes={range ? [sayRange(range), countOf(view.selected.length, "row") + " selected"] : []}
      onBrush={(next, isMoving) => select({ range: next && { of, ...next } }, isMoving)}
    />
  );
}
