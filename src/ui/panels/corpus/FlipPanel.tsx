/** @file Does variance predict what other names do to the answer? Its points are rows or names, as chosen. */
import { memo, useMemo } from "react";
import { t } from "../../../messages/translate";
import { useLanguage } from "../../useLanguage";
import { selectScoreOptions } from "../../../state/corpusSlice";
import type { FlipPoints } from "../../../state/statisticsSlice";
import { useBench } from "../../../state/useBench";
import type { CorpusView } from "../../figures/corpusView";
import { drawRows } from "../../figures/flipDrawing";
import { FlipFigure } from "../../figures/FlipFigure";
import { Choice } from "../../widgets/Choice";
import { useNameFlips } from "./useNameFlips";
import { useBasis } from "./useProvenance";

export const FlipPanel = memo(function FlipPanel({ view }: { view: CorpusView }) {
  const language = useLanguage();
  const { corpus, info } = view;
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);
  const problem = useBench((state) => state.nameFlipsError);
  const basis = useBasis();
  const points = useBench((state) => state.flipPoints);
  const setPoints = useBench((state) => state.setFlipPoints);
  const ofRows = useMemo(() => drawRows(view, numSwaps), [view, numSwaps, language]);
  // A file of figures has no names.
  const ofNames = useNameFlips(view, points === "names" && !corpus.figures && info.hasBottleneck);
  const controls = (
    <>
      {corpus.figures ? null : (
        <div className="choices">
          <Choice<FlipPoints>
            label={t("Each point is one of the")}
            options={[
              { id: "rows", label: t("Rows") },
              { id: "names", label: t("Names") },
            ]}
            value={points}
            onChoose={setPoints}
          />
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
