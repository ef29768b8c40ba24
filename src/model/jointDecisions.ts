/**
 * @file Scores -> entities and relations of a text. The twin of this file in Python is `training/entitybias/joint/decode.py`.
 *
 *     soft-max    entity where the best class is a type; score = its probability
 *     multitask   the best type; score = sigmoid(identification)
 *     ranking     the best type; score = sigmoid(gamma (s - threshold))
 *     sigmoid     every relation; score = its sigmoid
 *     multitask, ranking: the best relation of a pair, scored as entities are
 */
import type { JointParts } from "./jointConfig";
import type { Stretch } from "./spans";

/** A span that may be an entity. */
export interface ScoredEntity {
  /** In words. */
  readonly span: Stretch;
  /** Place among the entity types. */
  readonly type: number;
  /** In [0, 1]. */
  readonly score: number;
  /** Place among the spans that were scored. */
  readonly place: number;
}

/** A relation between two entities of a text. */
export interface ScoredRelation {
  /** Places among the text's entities. */
  readonly first: number;
  readonly second: number;
  /** Place among the relations. */
  readonly relation: number;
  /** In [0, 1]. */
  readonly score: number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Place of the largest of `size` numbers from `offset` on; the first of equal ones. */
function findBest(values: Float32Array, offset: number, size: number): number {
  let best = 0;
  for (let i = 1; i < size; i++) if (values[offset + i]! > values[offset + best]!) best = i;
  return best;
}

/** Type and score of a span; type -1 where it is none, which only a soft-max says. */
function decideEntity(scores: Float32Array, offset: number, numOut: number, parts: JointParts) {
  const { entityHead, types, gamma, rankingThreshold } = parts;
  if (entityHead === "softmax") {
    const best = findBest(scores, offset, numOut);
    let sum = 0;
    for (let i = 0; i < numOut; i++) sum += Math.exp(scores[offset + i]! - scores[offset + best]!);
    return { type: best - 1, score: 1 / sum };
  }
  const type = findBest(scores, offset, types.entities.length);
  const logit =
    entityHead === "multitask" ? scores[offset + numOut - 1]! : gamma * (scores[offset + type]! - rankingThreshold);
  return { type, score: sigmoid(logit) };
}

/** The threshold of a model's entity scores; a soft-max has none. */
export function entityThresholdOf({ entityHead, entityThreshold }: JointParts): number {
  return entityHead === "softmax" ? 0 : entityHead === "ranking" ? 0.5 : entityThreshold;
}

/**
 * The entities of a text in text order, and how many were left out beyond `maxEntities`, the weakest first.
 * @param scores [S * K]; @param spans the S spans; @param floor entities score more than this
 */
export function chooseEntities(
  scores: Float32Array,
  spans: readonly Stretch[],
  parts: JointParts,
  floor: number,
): { readonly entities: ScoredEntity[]; readonly numCut: number } {
  const numOut = spans.length === 0 ? 0 : scores.length / spans.length;
  const found: ScoredEntity[] = [];
  spans.forEach((span, place) => {
    const { type, score } = decideEntity(scores, place * numOut, numOut, parts);
    if (type >= 0 && score > floor) found.push({ span, type, score, place });
  });
  const kept = found.sort((a, b) => b.score - a.score).slice(0, parts.maxEntities);
  const numCut = found.length - kept.length;
  return { entities: kept.sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]), numCut };
}

/**
 * The relations of a text, best first. One without a direction is found from both sides: it runs from left to right with the
 * better score.
 * @param scores of both directions of every pair of the text's entities as `planPairs` lists them, [M * R]
 * @param floor relations score at least this
 */
export function chooseRelations(
  scores: Float32Array,
  numEntities: number,
  parts: JointParts,
  floor: number,
): ScoredRelation[] {
  const { relationHead, types, gamma, rankingThreshold } = parts;
  const numRelations = types.relations.length;
  const numOut = numRelations + (relationHead === "multitask" ? 1 : 0);
  const best = new Map<number, ScoredRelation>();
  const add = (a: number, b: number, relation: number, score: number) => {
    if (!(score >= floor)) return;
    const isTurned = types.relations[relation]!.symmetric && b < a;
    const [first, second] = isTurned ? [b, a] : [a, b];
    const key = (first * numEntities + second) * numRelations + relation;
    const other = best.get(key);
    if (other === undefined || other.score < score) best.set(key, { first, second, relation, score });
  };
  let offset = 0;
  for (let a = 0; a < numEntities; a++) {
    for (let b = 0; b < numEntities; b++) {
      if (a === b) continue;
      if (relationHead === "sigmoid") {
        for (let i = 0; i < numRelations; i++) add(a, b, i, sigmoid(scores[offset + i]!));
      } else {
        const relation = findBest(scores, offset, numRelations);
        const logit =
          relationHead === "multitask"
            ? scores[offset + numRelations]!
            : gamma * (scores[offset + relation]! - rankingThreshold);
        add(a, b, relation, sigmoid(logit));
      }
      offset += numOut;
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
