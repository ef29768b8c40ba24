/** @file How often other names change the answer in the slices chosen. */
import { memo } from "react";
import { useLanguage } from "../../useLanguage";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { FlipSlicesFigure } from "../../figures/FlipSlicesFigure";
import { SlicingChoice } from "./SlicingChoice";
import { useBasis } from "./useProvenance";

export const FlipSlicesPanel = memo(function FlipSlicesPanel({ view }: { view: CorpusView }) {
  useLanguage();
  const slicing = useBench((state) => state.slicing);
  const seed = useBench((state) => state.knobs.seed);
  const basis = useBasis(view.found?.models != null);
  return <FlipSlicesFigure {...{ view, slicing, seed, basis }} controls={<SlicingChoice />} />;
});
