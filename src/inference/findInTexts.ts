/** @file A batch of texts in word pieces -> what a joint model finds in each. */
import { countOutputs, type JointParts } from "../model/jointConfig";
import { chooseEntities, chooseRelations, type ScoredEntity, type ScoredRelation } from "../model/jointDecisions";
import { planPairs, planSpans, type TextInput } from "../model/jointPlan";
import { listSpans } from "../model/spans";
import { disposeTexts, readPairScores, readSpanScores, startTexts, type RunningJoint } from "./jointForward";

/** Least scores that are kept. */
export interface Floors {
  /** Entities score more than this. */
  readonly entity: number;
  /** Relations score at least this. */
  readonly relation: number;
}

/** What was found in one text. */
export interface FoundInText {
  /** In text order; spans in words. */
  readonly entities: readonly ScoredEntity[];
  /** Best first. */
  readonly relations: readonly ScoredRelation[];
  /** Entities left out beyond the most that are paired. */
  readonly numCut: number;
}

/**
 * Scores every span of every text in one pass, then every pair of those that may be entities in another.
 * @throws DeviceLostError when the device is lost
 */
export async function findInTexts(
  running: RunningJoint,
  inputs: readonly TextInput[],
  floors: Floors,
): Promise<FoundInText[]> {
  const parts = running.config.joint;
  const batch = await startTexts(running, inputs);
  try {
    const spans = inputs.map(({ edges }) => listSpans(edges.length - 1, parts.maxWidth));
    const flat = spans.flatMap((list, row) => list.map((span) => ({ row, span })));
    const scores = await readSpanScores(running, batch, planSpans(batch.texts, flat, parts));
    const numOut = countOutputs(parts).entity;
    let offset = 0;
    const texts = spans.map((list) => {
      const own = scores.subarray(offset, (offset += list.length * numOut));
      return { own, ...chooseEntities(own, list, parts, floors.entity) };
    });
    // A single entity has no partner.
    const chosen = texts.flatMap(({ entities }, row) => entities.map(({ span }) => ({ row, span })));
    const joined = texts.flatMap(({ own, entities }) => entities.map(({ place }) => readJoined(own, place, parts)));
    const plan = planPairs(batch.texts, chosen, joinArrays(joined), parts);
    const strengths = await readPairScores(running, batch, plan);
    const perPair = countOutputs(parts).relation;
    let first = 0;
    return texts.map(({ entities, numCut }) => {
      const size = entities.length * Math.max(0, entities.length - 1) * perPair;
      const own = strengths.subarray(first, (first += size));
      return { entities, numCut, relations: chooseRelations(own, entities.length, parts, floors.relation) };
    });
  } finally {
    disposeTexts(batch);
  }
}

/** The scores of a span that join its pairs. */
export function readJoined(scores: Float32Array, place: number, parts: JointParts): Float32Array {
  const { entity, joined } = countOutputs(parts);
  return scores.subarray(place * entity, place * entity + joined);
}

export function joinArrays(arrays: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    result.set(array, offset);
    offset += array.length;
  }
  return result;
}
