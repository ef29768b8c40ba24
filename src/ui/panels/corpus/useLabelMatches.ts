/** @file What the labels and types of the open file stand for with the model in use. */
import { useMemo } from "react";
import { findFacts } from "../../../data/corpusFacts";
import { matchLabels, matchTypes, type Choice, type NameMatch } from "../../../data/labelMapping";
import { keyOfLabels } from "../../../state/mappingActions";
import { useBench } from "../../../state/useBench";
import { ENTITY_TYPES } from "../../entityTypes";

/** Types that swaps have names of, or make: all but amounts. */
export const SWAPPED_TYPES = ENTITY_TYPES.map(({ id }) => id).filter((id) => id !== "NUMBER");
const NO_CHOICES: readonly Choice[] = [];

export interface LabelMatches {
  readonly labels: readonly string[];
  readonly relations: readonly NameMatch[];
  readonly types: readonly NameMatch[];
  /** What they would be by their names alone. */
  readonly byName: { readonly relations: readonly NameMatch[]; readonly types: readonly NameMatch[] };
  readonly numChosen: number;
}

/** Null without a corpus of sentences, and until the model's labels are known. */
export function useLabelMatches(): LabelMatches | null {
  const corpus = useBench((state) => state.corpus);
  const info = useBench((state) => (state.modelId === null ? undefined : state.slots[state.modelId]?.info));
  const labels = info?.labels;
  const negative = info?.negative;
  const labelsKey = useMemo(() => (labels ? keyOfLabels(labels) : ""), [labels]);
  const choices = useBench(({ mapping }) => mapping.relations[labelsKey]) ?? NO_CHOICES;
  const typeChoices = useBench(({ mapping }) => mapping.types);
  const examples = corpus === null || corpus.figures ? null : corpus.examples;
  const counts = useMemo(() => examples && findFacts(examples), [examples]);
  return useMemo(() => {
    if (counts === null || labels === undefined || negative === undefined) return null;
    const { relations, types } = counts;
    return {
      labels,
      relations: matchLabels(relations, labels, negative, choices),
      types: matchTypes(types, SWAPPED_TYPES, typeChoices),
      byName: { relations: matchLabels(relations, labels, negative), types: matchTypes(types, SWAPPED_TYPES) },
      numChosen: choices.length + typeChoices.length,
    };
  }, [counts, labels, negative, choices, typeChoices]);
}

/** Rows, or arguments, of names that stand for something. */
export function sumMatched(matches: readonly NameMatch[]): { matched: number; all: number; numUnmapped: number } {
  let [matched, all, numUnmapped] = [0, 0, 0];
  for (const { count, put, manner } of matches) {
    all += count;
    if (put !== null) matched += count;
    if (manner === "unmapped") numUnmapped++;
  }
  return { matched, all, numUnmapped };
}
