/** @file What unseen names cost in the slices chosen. */
import { memo } from "react";
import { useLanguage } from "../../useLanguage";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { ScoresFigure, showsBothModels } from "../../figures/ScoresFigure";
import { MatchButton } from "./LabelMatch";
import { useBasis } from "./useProvenance";

export const ScoresPanel = memo(function ScoresPanel({ view }: { view: CorpusView }) {
  useLanguage();
  const slicing = useBench((state) => state.slicing);
  const basis = useBasis(showsBothModels(view.found));
  return <ScoresFigure {...{ view, slicing, basis }} canChoose matching={<MatchButton />} />;
});
