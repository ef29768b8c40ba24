import { describe, expect, it } from "vitest";
import { HOST, packReading, readHostMessage, VERSION } from "./hostMessages";

const ask = (part: object) => readHostMessage({ source: HOST, version: VERSION, id: 7, ...part });

describe("readHostMessage", () => {
  it("leaves messages of others alone", () => {
    for (const data of [null, 3, "text", {}, { source: "react-devtools" }]) expect(readHostMessage(data)).toBeNull();
  });
  it("reads what is asked", () => {
    const text = { type: "setText", text: "Ida met Bo.", subject: { start: 0, end: 3 }, object: { start: 8, end: 10 } };
    expect(ask(text)).toMatchObject({ message: { ...text, id: 7 } });
    expect(ask({ type: "getReading" })).toMatchObject({ message: { type: "getReading" } });
    expect(ask({ type: "setKnobs", beta: 0.25 })).toMatchObject({ message: { beta: 0.25 } });
  });
  it.each([
    [{ type: "setText", text: 5, subject: { start: 0, end: 1 }, object: { start: 2, end: 3 } }, "text"],
    [{ type: "setText", text: "a b", subject: { start: 0.5, end: 1 }, object: { start: 2, end: 3 } }, "subject.start"],
    [{ type: "setKnobs", beta: 2 }, "beta"],
    [{ type: "explode" }, "type"],
    [{ type: "getReading", version: 2 }, "version"],
    [{ type: "getReading", __proto__: { polluted: true }, extra: 1 }, "extra"],
  ])("names what is wrong with %j", (part, where) => {
    expect(ask(part)).toMatchObject({ id: 7, problem: expect.stringContaining(where) as string });
  });
});

it("packReading gives each label its probability and each draw its row", () => {
  const model = {
    id: "m",
    title: "M",
    hash: "0a",
    labels: ["none", "r"],
    negative: "none",
    hasBottleneck: true,
    beta: 0.5,
  };
  const reading = {
    modelId: "m",
    exampleId: "e",
    probabilities: new Float32Array([0.25, 0.75]),
    logits: new Float32Array([0, 1]),
    drawProbabilities: new Float32Array([0.5, 0.5, 0, 1]),
    numDraws: 2,
    seed: 7,
    beta: 0.5,
    tokens: [{ piece: "ida", role: "subject" as const, span: { start: 0, end: 3 }, variance: 0.5 }],
    variance: { subject: 0.5, object: null, row: 0.5 },
    numTokensCut: { before: 0, after: 0 },
    elapsedMs: 1,
  };
  const draft = {
    text: "Ida met Bo.",
    subject: { start: 0, end: 3 },
    object: { start: 8, end: 10 },
    relation: null,
    exampleId: null,
  };
  const packed = packReading({ key: "k", model, reading, text: draft.text, gold: null, isBuilt: false }, draft);
  expect(packed.probabilities).toEqual([
    { label: "none", probability: 0.25 },
    { label: "r", probability: 0.75 },
  ]);
  expect(packed.draws.probabilities).toEqual([
    [0.5, 0.5],
    [0, 1],
  ]);
  expect(structuredClone(packed)).toEqual(packed);
});
