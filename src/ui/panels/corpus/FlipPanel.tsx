/** @file Does variance predict what other names do to the answer? Its points are rows or names, as chosen. */
import { memo, useMemo, useState } from "react";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { drawRows } from "../../figures/flipDrawing";
import { FlipFigure } from "../../figures/FlipFigure";
import { Choice } from "../../widgets/Choice";
import { useNameFlips } from "./useNameFlips";
import { useBasis } from "./useProvenance";

type Points = "rows" | "names";

const POINTS: readonly { id: Points; label: string }[] = [
  { id: "rows", label: "Rows" },
  { id: "names", label: "Names" },
];

export const FlipPanel = memo(function FlipPanel({ view }: { view: CorpusView }) {
  const { corpus, info } = view;
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);
  const problem = useBench((state) => state.nameFlipsError);
  const basis = useBasis();
  const [points, setPoints] = useState<Points>("rows");
  const ofRows = useMemo(() => drawRows(view, numSwaps), [view, numSwaps]);
  // A file of figures has no names.
  const ofNames = useNameFlips(view, points === "names" && !corpus.figures && info.hasBottleneck);
  const controls = (
    <>
      {corpus.figures ? null : (
        <div className="choices">
          <Choice<Points> label="Each point is one of the" options={POINTS} value={points} onChoose={setPoints} />
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
