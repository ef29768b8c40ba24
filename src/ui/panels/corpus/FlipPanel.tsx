/** @file Does variance predict what other names do to the answer? The test of the paper's reading, on rows or names. */
import { memo, useMemo, useState } from "react";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { useBench } from "../../../state/useBench";
import { FlipScatter } from "../../charts/FlipScatter";
import { sayEstimate } from "../../corpusFindings";
import { countOf } from "../../numbers";
import { Choice } from "../../widgets/Choice";
import { Figure } from "../../widgets/Figure";
import { Waiting } from "../Waiting";
import { drawRows } from "./flipDrawing";
import type { CorpusView } from "./useCorpus";
import { useNameFlips } from "./useNameFlips";
import { useProvenance } from "./useProvenance";

type Points = "rows" | "names";

const POINTS: readonly { id: Points; label: string }[] = [
  { id: "rows", label: "Rows" },
  { id: "names", label: "Names" },
];

export const FlipPanel = memo(function FlipPanel({ view }: { view: CorpusView }) {
  const { columns, found, corpus, info } = view;
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);
  const problem = useBench((state) => state.nameFlipsError);
  const [points, setPoints] = useState<Points>("rows");
  const ofRows = useMemo(() => drawRows(view, numSwaps), [view, numSwaps]);
  // A file of figures has no names.
  const ofNames = useNameFlips(view, points === "names" && !corpus.figures && info.hasBottleneck);
  const drawing = ofNames ?? ofRows;
  const provenance = useProvenance(drawing.numPoints);
  if (!info.hasBottleneck) {
    return (
      <Waiting title="Does variance predict behaviour? This model has no variance" className="c5">
        {found
          ? `Its mean flip rate is ${sayEstimate(found.flips.all)} (n = ${countOf(found.flips.all.numRows, "row")}).`
          : ""}
      </Waiting>
    );
  }
  if (!columns.flipRate.some(Number.isFinite)) {
    return (
      <Waiting title="No scored row could be swapped: whether variance predicts flips cannot be told" className="c5">
        A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known.
      </Waiting>
    );
  }
  const { title, verdict, groups } = drawing;
  return (
    <Figure
      className="c5"
      title={title}
      lead={drawing.lead}
      leadText={drawing.lead}
      foot={drawing.foot}
      provenance={provenance}
      fileName={drawing.fileName}
      isStale={drawing.isStale}
      definitions={drawing.definitions}
      data={drawing.data}
      table={{
        caption: `${title}. Groups of equal size by variance; ${drawing.rest}.`,
        header: ["Mean σ²", "Mean flip rate", "95% CI", "n"],
        rows: groups.map(({ variance, flipRate }) => [
          variance.toFixed(3),
          flipRate.value?.toFixed(3) ?? "–",
          flipRate.interval ? `${flipRate.interval.low.toFixed(3)} to ${flipRate.interval.high.toFixed(3)}` : "–",
          String(flipRate.numRows),
        ]),
      }}
    >
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
      <FlipScatter
        variance={drawing.variance}
        flipRate={drawing.flipRate}
        isSelected={drawing.isSelected}
        groups={groups}
        axis={drawing.axis}
        label={`${title}. ${verdict}`}
      />
      {verdict === "" ? null : <p className="say verdict">{verdict}</p>}
    </Figure>
  );
});
