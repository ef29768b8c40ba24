/** @file How many of the file's labels and types are known here, and the way to say what the others are. */
import { lazy, Suspense } from "react";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";
import { sumMatched, useLabelMatches, type LabelMatches } from "./useLabelMatches";

const Dialog = lazy(() => import("./MappingDialog"));

/** Opens the dialog, which outlives it: a figure stands in its place once its labels are matched. */
export function MatchButton() {
  const setMatching = useBench((state) => state.setMatching);
  return (
    <button className="lnk" type="button" aria-haspopup="dialog" onClick={() => setMatching(true)}>
      Match labels
    </button>
  );
}

/** The dialog while it is open. */
export function MatchDialog() {
  const isMatching = useBench((state) => state.isMatching);
  const setMatching = useBench((state) => state.setMatching);
  return isMatching ? (
    <Suspense>
      <Dialog onClose={() => setMatching(false)} />
    </Suspense>
  ) : null;
}

function sayRelations({ relations, labels }: LabelMatches): string {
  const { matched, all, numUnmapped } = sumMatched(relations);
  if (relations.length === 0) return "";
  const numKnown = relations.filter(({ put }) => put !== null).length;
  const left = all - matched;
  const unmapped = numUnmapped === 0 ? "" : ` ${countOf(numUnmapped, "relation")} could not be told by name.`;
  if (numKnown === 0) {
    return `None of the ${countOf(relations.length, "relation")} of the file is among the model’s ${labels.length}: no row can be right or wrong, and there is no F1. Choose a model of these labels, or match them by hand.`;
  }
  return left === 0
    ? `All ${countOf(relations.length, "relation")} of the file are among the model’s ${labels.length}.`
    : `${numKnown.toLocaleString("en")} of ${countOf(relations.length, "relation")} of the file are among the model’s ${labels.length}; the rows of the others, ${left.toLocaleString("en")} of ${all.toLocaleString("en")}, are left out of F1.${unmapped}`;
}

function sayTypes({ types }: LabelMatches): string {
  const { matched, all, numUnmapped } = sumMatched(types);
  if (numUnmapped === 0) return "";
  return ` ${countOf(numUnmapped, "entity type")} (${(all - matched).toLocaleString("en")} of ${countOf(all, "argument")}) ${numUnmapped === 1 ? "is" : "are"} unknown here: those names are not swapped.`;
}

/** Nothing to see when every name is the model's own. */
export function LabelMatch() {
  const matches = useLabelMatches();
  if (matches === null) return null;
  const isPlain = [...matches.relations, ...matches.types].every(({ manner }) => manner === "same");
  if (isPlain && matches.numChosen === 0) return null;
  return (
    <p className="notice">
      {sayRelations(matches)}
      {sayTypes(matches)} <MatchButton />
    </p>
  );
}
