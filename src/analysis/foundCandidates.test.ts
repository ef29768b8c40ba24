import { describe, expect, it } from "vitest";
import type { ExtractedSentence } from "../inference/types";
import { isCorrected, listCandidates, selectShown, toExample, toWorked } from "./foundCandidates";

const FIRST: ExtractedSentence = {
  start: 0,
  end: 31,
  text: "Ada Falk grew up in Port Velde.",
  entities: [
    { start: 0, end: 8, type: "PERSON", score: 0.9 },
    { start: 4, end: 8, type: "PERSON", score: 0.6 },
    { start: 20, end: 30, type: "LOCATION", score: 0.7 },
  ],
  relations: [
    { subject: 0, object: 2, relation: "residence", score: 0.8 },
    { subject: 1, object: 2, relation: "residence", score: 0.7 },
  ],
  numEntitiesCut: 0,
};
const SECOND: ExtractedSentence = {
  start: 32,
  end: 51,
  text: "Ines married Tomas.",
  entities: [
    { start: 32, end: 36, type: "PERSON", score: 0.8 },
    { start: 45, end: 50, type: "PERSON", score: 0.8 },
  ],
  relations: [{ subject: 0, object: 1, relation: "spouse", score: 0.95 }],
  numEntitiesCut: 0,
};
const WORKED = toWorked([FIRST, SECOND]);

describe("candidates of a text", () => {
  it("come best first, over all sentences, without entities that lie in a better one", () => {
    const candidates = listCandidates(selectShown(WORKED, { entity: 0.5, relation: 0.5 }));
    expect(candidates.map(({ relation, score }) => [relation, score])).toEqual([
      ["spouse", 0.95],
      ["residence", 0.8],
    ]);
    expect(candidates.map(({ key }) => key)).toEqual(["1.0 1.1 spouse", "0.0 0.2 residence"]);
  });

  it("keep their entities' names when a threshold takes others away", () => {
    const [first] = selectShown(WORKED, { entity: 0.65, relation: 0 });
    expect(first!.entities.map(({ id }) => id)).toEqual(["0.0", "0.2"]);
  });

  it("stand in the Bench with their own sentence and spans counted in it", () => {
    const [spouse] = listCandidates(selectShown(WORKED, { entity: 0, relation: 0 }));
    const example = toExample(spouse!);
    expect(example.text.slice(example.subject.start, example.subject.end)).toBe("Ines");
    expect(example.text.slice(example.object.start, example.object.end)).toBe("Tomas");
    expect(example.relation).toBeNull();
    expect(toExample(spouse!, { isLabelled: true }).relation).toBe("spouse");
  });

  it("can be read with the span that was found and with the one that was set", () => {
    const [first] = WORKED;
    const falk = { ...first!.entities[1]!, start: 0, score: 1, isByHand: true };
    const worked = [{ ...first!, entities: [first!.entities[0]!, falk, first!.entities[2]!] }];
    // The span set by hand takes the place of the better one that was found over the same words.
    const [pair] = listCandidates(selectShown(worked, { entity: 0.5, relation: 0.5 }));
    expect(pair!.subject.id).toBe("0.1");
    expect(isCorrected(pair!)).toBe(true);
    expect(toExample(pair!).subject).toEqual({ start: 0, end: 8, type: "PERSON" });
    expect(toExample(pair!, { isAsFound: true }).subject).toEqual({ start: 4, end: 8, type: "PERSON" });
  });

  it("are none in nothing", () => {
    expect(listCandidates([])).toEqual([]);
    expect(toWorked([])).toEqual([]);
  });
});
