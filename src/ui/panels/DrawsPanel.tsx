/** @file Which answer each draw gives. */
import { t } from "../../messages/translate";
import { useMemo } from "react";
import { computeDrawVotes } from "../../state/drawVotes";
import { DrawStrip } from "../charts/DrawStrip";
import { DRAW_DEFINITIONS } from "../definitions";
import { findDraws, sayDraws } from "../findings";
import { formatLabel } from "../numbers";
import { describeAnswers } from "../provenance";
import { Figure } from "../widgets/Figure";
import { builtNote, drawsNote } from "./notes";
import { useShown } from "./useShown";
import { Waiting } from "../widgets/Waiting";

export function DrawsPanel() {
  const { answers, isStale } = useShown();
  const answer = answers.find(({ reading }) => reading.numDraws > 0);
  const votes = useMemo(() => (answer ? computeDrawVotes(answer) : []), [answer]);
  if (!answer) {
    const isBase = answers.length > 0 && answers.every(({ model }) => !model.hasBottleneck);
    return isBase ? (
      <Waiting className="c12" title={t("This model has no bottleneck: it has no draws")}>
        {t("Its answer does not change from one pass to the next. Compare base and VIB to see draws.")}
      </Waiting>
    ) : (
      <Waiting className="c12" title={t("Do the draws keep the answer?")}>
        {t("One tick a draw, as soon as the model has read the sentence.")}
      </Waiting>
    );
  }
  const { numDraws } = answer.reading;
  const title = findDraws(votes, numDraws);
  const leadText = t(
    "The most probable relation of each draw of z, from the first draw to the last. Bold: the answer of mean mode.",
  );
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={t("n = 1 sentence. {answer}{value}", { answer: drawsNote(answer), value: builtNote([answer]) })}
      provenance={describeAnswers([answer])}
      fileName="draws"
      isStale={isStale}
      definitions={DRAW_DEFINITIONS}
      data={() => ({
        header: ["draw", "relation", "is_mean_mode_answer"],
        rows: votes
          .flatMap(({ label, draws, isMeanAnswer }) => draws.map((draw) => [draw, label, isMeanAnswer] as const))
          .sort((a, b) => a[0] - b[0]),
      })}
      table={{
        caption: title,
        header: [t("Relation"), t("Draws that give it"), t("Which draws")],
        rows: votes.map(({ label, draws }) => [formatLabel(label), String(draws.length), draws.join(" ") || "none"]),
      }}
    >
      <p className="say">
        {sayDraws(answer).map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part))}
      </p>
      <DrawStrip
        rows={votes}
        numDraws={numDraws}
        label={`${title}. ${votes.map(({ label, draws }) => t("{label}: {n} of {numDraws} draws", { label: formatLabel(label), n: draws.length, numDraws })).join(", ")}.`}
      />
    </Figure>
  );
}
