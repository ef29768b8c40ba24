import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, NODE_RUNGS } from "../../test/backends";
import oracle from "../../test/fixtures/posteriorOracle.json";
import { expectNoLeak } from "../../test/leak";
import { DISK_SOURCE } from "../../test/modelFolder";
import { loadModel } from "./loadModel";
import type { Predictor } from "./predictor";
import type { PosteriorReading } from "./types";

const examples = oracle.cases.map(({ text, subject, object }, i) => ({ id: String(i), text, subject, object }));
const asked = { draws: oracle.numDraws, seed: oracle.seed };

beforeAll(() => tf.setBackend("wasm"));

const loaded: Predictor[] = [];
async function load(modelId = "tiny", backend: "wasm" | "cpu" = "wasm") {
  const predictor = await loadModel({ source: DISK_SOURCE, modelId, rungs: NODE_RUNGS, backend });
  loaded.push(predictor);
  return predictor;
}
afterEach(() => loaded.splice(0).forEach((predictor) => predictor.dispose()));

function expectReadings(results: readonly (PosteriorReading | Error)[]): PosteriorReading[] {
  return results.map((result) => {
    if (result instanceof Error) throw result;
    return result;
  });
}

describe.each(NODE_BACKENDS)("posteriors of mentions on %s", (backend) => {
  it("are those of PyTorch: mu, standard deviation and the draws of the seed, in a batch of unlike lengths", async () => {
    const predictor = await load("tiny", backend);
    const readings = expectReadings(await predictor.readPosteriors(examples, asked));
    expect(readings.length).toBeGreaterThanOrEqual(5);
    readings.forEach(({ subject, object }, i) => {
      for (const [got, want] of [
        [subject, oracle.cases[i]!.subjectPosterior],
        [object, oracle.cases[i]!.objectPosterior],
      ] as const) {
        expect(got.numTokens).toBe(want.numTokens);
        expect(got.mu).toBeAllclose(want.mu, 1e-5);
        expect(got.deviation).toBeAllclose(want.deviation, 1e-5);
        expect(got.draws).toBeAllclose(want.draws, 1e-5);
      }
    });
    // The fixture is about more than the easy case.
    expect(readings.some(({ object }) => object.numTokens === 1)).toBe(true);
    expect(readings.some(({ subject }) => subject.numTokens > 2)).toBe(true);
  });

  it("leave no tensor behind, done or aborted", async () => {
    const predictor = await load("tiny", backend);
    await expectNoLeak(() => predictor.readPosteriors(examples, asked));
    await expectNoLeak(() => expect(predictor.readPosteriors(examples, asked, AbortSignal.abort())).rejects.toThrow());
  });
});

it("the first draws stay when more are asked for, and mu and deviation do not depend on the seed", async () => {
  const predictor = await load();
  const [few] = expectReadings(await predictor.readPosteriors([examples[1]!], { draws: 2, seed: 3 }));
  const [many] = expectReadings(await predictor.readPosteriors([examples[1]!], { draws: 9, seed: 3 }));
  const [other] = expectReadings(await predictor.readPosteriors([examples[1]!], { draws: 2, seed: 4 }));
  expect([...many!.subject.draws.subarray(0, few!.subject.draws.length)]).toEqual([...few!.subject.draws]);
  expect([...other!.object.mu, ...other!.object.deviation]).toEqual([...few!.object.mu, ...few!.object.deviation]);
  expect([...other!.object.draws]).not.toEqual([...few!.object.draws]);
  // The spread of the draws is the deviation: the sum of
  // 64 * D = 2048 squared standard normals lies within five standard deviations, 5 sqrt(2 * 2048) = 320, of 2048.
  const [{ subject }] = expectReadings(await predictor.readPosteriors([examples[1]!], { draws: 64, seed: 5 })) as [
    PosteriorReading,
  ];
  const width = subject.mu.length;
  const square = subject.draws.reduce(
    (sum, z, i) => sum + ((z - subject.mu[i % width]!) / subject.deviation[i % width]!) ** 2,
    0,
  );
  expect(Math.abs(square - 64 * width)).toBeLessThan(5 * Math.sqrt(2 * 64 * width));
});

it("an unreadable example gives its Error in its place; a model without a bottleneck is refused", async () => {
  const predictor = await load();
  const results = await predictor.readPosteriors([{ ...examples[0]!, text: " " }, examples[0]!], { draws: 0, seed: 1 });
  expect(results[0]).toEqual(
    expect.objectContaining({ message: expect.stringContaining("The text is empty") as string }),
  );
  expect(expectReadings([results[1]!])[0]!.subject.draws).toHaveLength(0);
  await expect(predictor.readPosteriors(examples, { draws: 65, seed: 1 })).rejects.toThrow("from 0 to 64, got 65");
  const base = await load("tiny-base");
  await expect(base.readPosteriors(examples, asked)).rejects.toThrow('bottleneck, got "tiny-base"');
});
