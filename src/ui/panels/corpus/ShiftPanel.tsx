/** @file How far the variance moves with unseen names, in the slices chosen. */
import { memo } from "react";
import { useLanguage } from "../../useLanguage";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { ShiftFigure } from "../../figures/ShiftFigure";
import { SlicingChoice } from "./SlicingChoice";
import { useBasis } from "./useProvenance";

export const ShiftPanel = memo(function ShiftPanel({ view }: { view: CorpusView }) {
  useLanguage();
  const slicing = useBench((state) => state.slicing);
  const isBrushed = useBench((state) => state.filter.present.range !== null);
  const basis = useBasis();
  return <ShiftFigure {...{ view, slicing, isBrushed, basis }} controls={<SlicingChoice />} />;
});
