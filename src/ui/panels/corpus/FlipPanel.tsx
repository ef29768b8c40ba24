/** @file Does variance predict what other names do to the answer? Its points are rows or names, as chosen. */
import { memo, useMemo } from "react";
import { selectScoreOptions } from "../../../state/corpusSlice";
import type { FlipPoints } from "../../../state/statisticsSlice";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { drawRows } from "../../figures/flipDrawing";
import { FlipFigure } from "../../figures/FlipFigure";
import { Choice } from "../../widgets/Choice";
import { useNameFlips } from "./useNameFlips";
import { useBasis } from "./useProvenance";

const POINTS: readonly { id: FlipPoints; label: string }[] = [
  { id: "rows", label: "Rows" },
  { id: "names", label: "Names" },
];

export const FlipPanel = memo(function FlipPanel({ view }: { view: CorpusView }) {
  const { corpus, info } = view;
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);
  const problem = useBench((state) => state.nameFlipsError);
  const basis = useBasis();
  const points = useBench((state) => state.flipPoints);
  const setPoints = useBench((state) => state.setFlipPoints);
  const ofRows = useMemo(() => drawRows(view, numSwaps), [view, numSwaps]);
  // A file of figures has no names.
  const ofNames = useNameFlips(view, points === "names" && !corpus.figures && info.hasBottleneck);
  const controls = (
    <>
      {corpus.figures ? null : (
        <div className="choices">
          <Choice<FlipPoints> label="Each point is one of the" options={POINTS} value={points} onChoose={setPoints} />
        </div>
      )}
      {ofNames && problem !== null ? (
        <p className="alert" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
  return <FlipFigure {...{ view, basis, controls }} drawing={ofNames ?? ofRows} />;
});
