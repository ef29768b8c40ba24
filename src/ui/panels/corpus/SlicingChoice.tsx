/** @file What the figures by slice are cut by: one choice for all of them. */
import type { Slicing } from "../../../analysis/corpusAnalysis";
import { useBench } from "../../../state/useBench";
import { Choice } from "../../widgets/Choice";

const OPTIONS: readonly { id: Slicing; label: string }[] = [
  { id: "pair", label: "Type pair" },
  { id: "relation", label: "Relation" },
  { id: "band", label: "Name frequency" },
];

export function SlicingChoice() {
  const slicing = useBench((state) => state.slicing);
  const setSlicing = useBench((state) => state.setSlicing);
  const seen = useBench((state) => state.seen);
  const countSeen = useBench((state) => state.countSeen);
  return (
    <>
      <div className="choices">
        <Choice<Slicing> label="Cut by" options={OPTIONS} value={slicing} onChoose={setSlicing} />
      </div>
      {slicing === "band" && seen.status === "failed" ? (
        <p className="alert" role="alert">
          How often training has seen these names could not be looked up: {seen.message}{" "}
          <button className="lnk" type="button" onClick={() => void countSeen()}>
            Try again
          </button>
        </p>
      ) : null}
    </>
  );
}
