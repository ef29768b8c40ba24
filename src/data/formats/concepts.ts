/** @file Relations between concepts (database identifiers) joined to the mentions that carry them, as in BioRED. */
import { t } from "../../messages/translate";
import type { Decision, ReadOptions } from "./format";

/** Relation types of BioRED, which have no direction. */
const UNDIRECTED = new Set([
  "Association",
  "Positive_Correlation",
  "Negative_Correlation",
  "Bind",
  "Cotreatment",
  "Comparison",
  "Drug_Interaction",
  "Conversion",
]);

/** Identifiers that mean "linked to nothing". */
const UNLINKED = new Set(["", "-", "-1", "none", "null"]);

/** The mentions of each concept, by place. */
export interface ConceptIndex {
  add(identifiers: string, mention: number): void;
  /** Mentions of a concept; none for an unknown one. */
  find(identifier: string): readonly number[];
}

/** A mention may carry several identifiers, after "," or ";" or "|" ("|" may also be part of one). */
export function createConceptIndex(): ConceptIndex {
  const mentionsOf = new Map<string, number[]>();
  const addOne = (identifier: string, mention: number) => {
    const known = mentionsOf.get(identifier);
    if (!known) mentionsOf.set(identifier, [mention]);
    else if (known.at(-1) !== mention) known.push(mention);
  };
  return {
    add(identifiers, mention) {
      const parts = [identifiers, ...identifiers.split(/[,;]/), ...identifiers.split(/[,;|]/)].map((id) => id.trim());
      for (const identifier of new Set(parts)) if (!UNLINKED.has(identifier)) addOne(identifier, mention);
    },
    find: (identifier) => mentionsOf.get(identifier.trim()) ?? [],
  };
}

/** Decides whether concept relations have a direction: by default not, when all their labels are BioRED's. */
export function chooseDirections(
  labels: ReadonlySet<string>,
  { decisions }: Pick<ReadOptions, "decisions">,
): { readonly isDirected: boolean; readonly decision: Decision } {
  const isBioRed = labels.size > 0 && [...labels].every((label) => UNDIRECTED.has(label));
  const found = isBioRed ? "undirected" : "directed";
  const forced = ["directed", "undirected"].find((value) => value === decisions.directions);
  const value = forced ?? found;
  return {
    isDirected: value === "directed",
    decision: {
      id: "directions",
      question: t("Do the relations have a direction?"),
      value,
      choices: [
        { value: "directed", label: t("yes: the first argument of the file is the subject") },
        { value: "undirected", label: t("no: the mention that stands first is the subject") },
      ],
      because: isBioRed
        ? t("All labels are those of BioRED, which are undirected.")
        : t("Not all labels are those of BioRED."),
      isForced: forced !== undefined,
    },
  };
}
