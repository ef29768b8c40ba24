/** @file Two sliders: how sure the model must be of an entity and of a pair. Nothing is read anew. */
import { useId } from "react";
import { formatFixed } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import type { Candidate, WorkedSentence } from "../../../analysis/foundCandidates";
import { selectThresholds } from "../../../state/finder";
import { useBench } from "../../../state/useBench";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  /** What stands above it now. */
  readonly count: string;
  onChange(value: number): void;
}

/** Scores below are not kept: see ExtractOptions. */
const FLOOR = 0.05;

function Slider({ label, value, count, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="knob">
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      <div className="row">
        <input
          id={id}
          className="slider"
          type="range"
          min={FLOOR}
          max={1}
          step={0.01}
          value={value}
          aria-valuetext={`${formatFixed(value, 2)}, ${count}`}
          onChange={({ target }) => onChange(Number(target.value))}
        />
        <output className="val" htmlFor={id}>
          {formatFixed(value, 2)}
        </output>
        <span className="num">{count}</span>
      </div>
    </div>
  );
}

export function ThresholdPanel({
  shown,
  candidates,
}: {
  shown: readonly WorkedSentence[];
  candidates: readonly Candidate[];
}) {
  const entity = useBench((state) => selectThresholds(state).entity);
  const relation = useBench((state) => selectThresholds(state).relation);
  const setThresholds = useBench((state) => state.finder!.setThresholds);
  const numEntities = shown.reduce((sum, { entities }) => sum + entities.length, 0);
  return (
    <div className="thresholds" role="group" aria-label={t("Thresholds")}>
      <Slider
        label={t("Least score of an entity")}
        value={entity}
        count={t("{n, plural, one {# entity} other {# entities}}", { n: numEntities })}
        onChange={(value) => setThresholds({ entity: value })}
      />
      <Slider
        label={t("Least score of a pair")}
        value={relation}
        count={t("{n, plural, one {# related pair} other {# related pairs}}", { n: candidates.length })}
        onChange={(value) => setThresholds({ relation: value })}
      />
    </div>
  );
}
