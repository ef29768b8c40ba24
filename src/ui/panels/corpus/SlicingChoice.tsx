/** @file What the figures by slice are cut by: one choice for all of them. */
import { t, msg, type MessageId } from "../../../messages/translate";
import type { Slicing } from "../../../analysis/corpusAnalysis";
import { useBench } from "../../../state/useBench";
import { Choice } from "../../widgets/Choice";

const OPTIONS: readonly { id: Slicing; label: MessageId }[] = [
  { id: "pair", label: msg("Type pair") },
  { id: "relation", label: msg("Relation") },
  { id: "band", label: msg("Name frequency") },
];

export function SlicingChoice() {
  const slicing = useBench((state) => state.slicing);
  const setSlicing = useBench((state) => state.setSlicing);
  const seen = useBench((state) => state.seen);
  const countSeen = useBench((state) => state.countSeen);
  return (
    <>
      <div className="choices">
        <Choice<Slicing>
          label={t("Cut by")}
          options={OPTIONS.map(({ id, label }) => ({ id, label: t(label) }))}
          value={slicing}
          onChoose={setSlicing}
        />
      </div>
      {slicing === "band" && seen.status === "failed" ? (
        <p className="alert" role="alert">
          {t("How often training has seen these names could not be looked up: {problem}", {
            problem: seen.message ?? "",
          })}{" "}
          <button className="lnk" type="button" onClick={() => void countSeen()}>
            {t("Try again")}
          </button>
        </p>
      ) : null}
    </>
  );
}
