/**
 * @file Stochastic embeddings in a plane: the plane is fitted on mu of a corpus' mentions, and the two mentions of one
 * sentence are put into it, each with its one-sigma ellipse, its draws and its nearest names.
 */
import type { MentionMeans, MentionPosterior } from "../inference/types";
import {
  applyProjection,
  findNeighbours,
  fitProjection,
  projectGaussian,
  type Ellipse,
  type Projection,
} from "./projection";
import { innerProduct } from "./symmetricEigen";

/** A fitted plane with the mentions it was fitted on. M = mentions. */
export interface CloudPlane {
  /** Exactly two components. */
  readonly projection: Projection;
  /** The mentions in the plane; NaN where one could not be read. [M * 2] */
  readonly points: Float64Array;
}

/** One mention to be put into a plane. */
export interface PlaceQuestion {
  readonly plane: CloudPlane;
  readonly means: MentionMeans;
  /** Name of every mention of the corpus, folded, so that equal names are equal strings. [M] */
  readonly names: readonly string[];
  readonly posterior: MentionPosterior;
  /** The mention's own name, folded alike: never its own neighbour. */
  readonly ownName: string;
  readonly numNeighbours: number;
}

/** A name of the corpus near a mention. */
export interface NameNeighbour {
  /** The name's most similar mention. */
  readonly mention: number;
  /** Cosine of both mu, in [-1, 1]. */
  readonly similarity: number;
}

/** A mention in the plane. K = draws. */
export interface PlacedMention {
  readonly numTokens: number;
  readonly center: readonly [number, number];
  readonly ellipse: Ellipse;
  /** Geometric mean of both radii of the ellipse: the radius of the circle of its area. */
  readonly width: number;
  /** Root mean square of the standard deviation over all D dimensions. */
  readonly deviation: number;
  /** [K * 2] */
  readonly draws: Float64Array;
  /** Draws inside the ellipse, where 39% of the mass is. */
  readonly numInside: number;
  /**
   * Draws that have a larger cosine with this mention's own mu than with mu of any other name's mention, in all D
   * dimensions; null without another name or without draws.
   */
  readonly numNearest: number | null;
  /** Other names, the most similar first. */
  readonly neighbours: readonly NameNeighbour[];
}

/**
 * The plane of the first two principal components of mu. Null when the mentions lie in no plane: fewer than three
 * that can be read, or all of them on a line.
 */
export function fitPlane({ dimension, mu }: MentionMeans, seed: number): CloudPlane | null {
  if (dimension < 2 || mu.length === 0) return null;
  const projection = fitProjection(mu, dimension, { numComponents: 2, seed });
  if (projection === null || projection.numComponents < 2 || !(projection.explainedShare[1]! > 1e-12)) return null;
  return { projection, points: applyProjection(projection, mu) };
}

/** Puts a mention into the plane. Throws when it is from another model: its mu must have D dimensions. */
export function placeMention(question: PlaceQuestion): PlacedMention {
  const { plane, means, names, posterior, ownName, numNeighbours } = question;
  const { projection } = plane;
  const { dimension } = projection;
  const ellipse = projectGaussian(projection, posterior.deviation);
  if (ellipse === null || posterior.mu.length !== dimension) {
    throw new Error(`placeMention: expected ${dimension} dimensions, got ${posterior.mu.length}. Fit the plane again.`);
  }
  const [x, y] = applyProjection(projection, posterior.mu) as unknown as [number, number];
  const draws = applyProjection(projection, posterior.draws);
  return {
    numTokens: posterior.numTokens,
    center: [x, y],
    ellipse,
    width: Math.sqrt(ellipse.majorRadius * ellipse.minorRadius),
    deviation: Math.sqrt(innerProduct(posterior.deviation, posterior.deviation) / dimension),
    draws,
    numInside: countInside(draws, [x, y], ellipse),
    numNearest: countNearest(posterior, means, names, ownName),
    neighbours: listNeighbours(posterior.mu, means, names, ownName, numNeighbours),
  };
}

/** Draws whose distance from the center, in standard deviations along both axes of the ellipse, is at most 1. */
function countInside(draws: Float64Array, [x, y]: readonly [number, number], ellipse: Ellipse): number {
  const [cos, sin] = [Math.cos(ellipse.angle), Math.sin(ellipse.angle)];
  let count = 0;
  for (let i = 0; i < draws.length; i += 2) {
    const [dx, dy] = [draws[i]! - x, draws[i + 1]! - y];
    const along = (dx * cos + dy * sin) / ellipse.majorRadius;
    const across = (dy * cos - dx * sin) / ellipse.minorRadius;
    if (along ** 2 + across ** 2 <= 1) count++;
  }
  return count;
}

function listNeighbours(
  mu: Float32Array,
  means: MentionMeans,
  names: readonly string[],
  ownName: string,
  count: number,
): NameNeighbour[] {
  const seen = new Set([ownName]);
  const found: NameNeighbour[] = [];
  for (const { row, similarity } of findNeighbours(mu, means.mu, names.length)) {
    const name = names[row]!;
    if (seen.has(name)) continue;
    seen.add(name);
    found.push({ mention: row, similarity });
    if (found.length === count) break;
  }
  return found;
}

function countNearest(
  { mu, draws }: MentionPosterior,
  means: MentionMeans,
  names: readonly string[],
  ownName: string,
): number | null {
  const { dimension } = means;
  const unit = (row: Float32Array) => {
    const length = Math.sqrt(innerProduct(row, row));
    return length > 0 && Number.isFinite(length) ? row.map((entry) => entry / length) : null;
  };
  const others = names.flatMap((name, i) => {
    const row = name === ownName ? null : unit(means.mu.subarray(i * dimension, (i + 1) * dimension));
    return row === null ? [] : [row];
  });
  const own = unit(mu);
  if (own === null || others.length === 0 || draws.length === 0) return null;
  let count = 0;
  for (let at = 0; at < draws.length; at += dimension) {
    const draw = draws.subarray(at, at + dimension);
    const similarity = innerProduct(own, draw); // times the draw's length, as for all others
    if (others.every((other) => innerProduct(other, draw) < similarity)) count++;
  }
  return count;
}
