import { describe, expect, it } from "vitest";
import type { ExtractedSentence } from "../inference/types";
import { selectFound, withoutOverlaps } from "./foundAbove";

const SENTENCE: ExtractedSentence = {
  start: 10,
  end: 40,
  text: "Ada Falk grew up in Port Velde",
  entities: [
    { start: 10, end: 18, type: "PERSON", score: 0.9 },
    { start: 14, end: 18, type: "PERSON", score: 0.4 },
    { start: 30, end: 40, type: "LOCATION", score: 0.7 },
  ],
  relations: [
    { subject: 0, object: 2, relation: "residence", score: 0.8 },
    { subject: 1, object: 2, relation: "residence", score: 0.6 },
    { subject: 2, object: 0, relation: "resident", score: 0.2 },
  ],
  numEntitiesCut: 0,
};

describe("found entities and relations above thresholds", () => {
  it("keeps all of them at 0", () => {
    expect(selectFound(SENTENCE, { entity: 0, relation: 0 })).toEqual(SENTENCE);
  });

  it("drops weak entities with their relations, and renumbers the rest", () => {
    const { entities, relations } = selectFound(SENTENCE, { entity: 0.5, relation: 0.3 });
    expect(entities.map(({ score }) => score)).toEqual([0.9, 0.7]);
    expect(relations).toEqual([{ subject: 0, object: 1, relation: "residence", score: 0.8 }]);
  });

  it("takes a relation at its threshold, an entity only above it", () => {
    expect(selectFound(SENTENCE, { entity: 0.4, relation: 0.8 }).relations).toHaveLength(1);
    expect(selectFound(SENTENCE, { entity: 0.4, relation: 0.8 }).entities).toHaveLength(2);
  });

  it("keeps the best of overlapping entities", () => {
    const { entities, relations } = withoutOverlaps(SENTENCE);
    expect(entities.map(({ start }) => start)).toEqual([10, 30]);
    expect(relations.map(({ subject, object }) => [subject, object])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it("finds nothing in nothing", () => {
    const empty = { ...SENTENCE, entities: [], relations: [] };
    expect(withoutOverlaps(selectFound(empty, { entity: 0.5, relation: 0.5 }))).toEqual(empty);
  });
});
