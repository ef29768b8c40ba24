/** @file How many of the file's labels and types are known here, and the way to say what the others are. */
import { lazy, Suspense } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useBench } from "../../../state/useBench";
import { sumMatched, useLabelMatches, type LabelMatches } from "./useLabelMatches";

const Dialog = lazy(() => import("./MappingDialog"));

/** Opens the dialog, which outlives it: a figure stands in its place once its labels are matched. */
export function MatchButton() {
  const setMatching = useBench((state) => state.setMatching);
  return (
    <button className="lnk" type="button" aria-haspopup="dialog" onClick={() => setMatching(true)}>
      {t("Match labels")}
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
  if (numKnown === 0) {
    return t(
      "None of the {n, plural, one {# relation} other {# relations}} of the file is among the model’s {known}: no row can be right or wrong, and there is no F1. Choose a model of these labels, or match them by hand.",
      { n: relations.length, known: labels.length },
    );
  }
  if (left === 0) {
    return t("All {n, plural, one {# relation} other {# relations}} of the file are among the model’s {known}.", {
      n: relations.length,
      known: labels.length,
    });
  }
  const said = t(
    "{matched} of {n, plural, one {# relation} other {# relations}} of the file are among the model’s {known}; the rows of the others, {left} of {all}, are left out of F1.",
    {
      matched: formatCount(numKnown),
      n: relations.length,
      known: labels.length,
      left: formatCount(left),
      all: formatCount(all),
    },
  );
  if (numUnmapped === 0) return said;
  const unmapped = t("{n, plural, one {# relation} other {# relations}} could not be told by name.", {
    n: numUnmapped,
  });
  return `${said} ${unmapped}`;
}

function sayTypes({ types }: LabelMatches): string {
  const { matched, all, numUnmapped } = sumMatched(types);
  if (numUnmapped === 0) return "";
  const share = t("{part} of {n, plural, one {# argument} other {# arguments}}", {
    part: formatCount(all - matched),
    n: all,
  });
  const said = t(
    "{n, plural, one {# entity type ({share}) is} other {# entity types ({share}) are}} unknown here: those names are not swapped.",
    { n: numUnmapped, share },
  );
  return ` ${said}`;
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
