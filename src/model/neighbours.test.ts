import * as tf from "@tensorflow/tfjs-core";
import { NODE_BACKENDS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { describe, expect, it } from "vitest";
import { createRandom, createStandardNormals } from "../math/random";
import { runCentre, runNeighbours } from "./neighbours";

/** N as it is written, in double precision: every distance, one soft-max, one sum. */
function average(word: readonly (readonly number[])[], id: number): number[] {
  const weights = word.map((row) => Math.exp(-Math.hypot(...row.map((value, d) => value - word[id]![d]!))));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return word[0]!.map((_, d) => word.reduce((sum, row, j) => sum + (weights[j]! * row[d]!) / total, 0));
}

describe.each(NODE_BACKENDS)("runNeighbours on %s", (backend) => {
  it("weighs every word by the exponential of its distance, the word itself by 1", async () => {
    await tf.setBackend(backend);
    const word = [
      [0, 0],
      [3, 4],
      [0, 1],
    ];
    // distances of word 0: 0, 5, 1; of word 2: 1, sqrt(18), 0
    const [near, far] = [Math.exp(-1), Math.exp(-5)];
    const total = 1 + far + near;
    await expectNoLeak(() => {
      const table = tf.tensor2d(word);
      const found = runNeighbours(table, Int32Array.of(0, 2, 0));
      const [first, , third] = found.arraySync();
      expect(first).toBeAllclose([(3 * far) / total, (4 * far + near) / total], 1e-6);
      expect(third).toEqual(first);
      expect(found.arraySync()[1]).toBeAllclose(average(word, 2), 1e-6);
      tf.dispose([table, found]);
    });
  });

  it("gives the same for a table longer than one slice", async () => {
    await tf.setBackend(backend);
    const values = createStandardNormals(createRandom(5), 9000 * 3).map((value) => value * 0.5);
    const word = Array.from({ length: 9000 }, (_, row) => [...values.subarray(row * 3, row * 3 + 3)]);
    const table = tf.tensor2d(values, [9000, 3]);
    const found = runNeighbours(table, Int32Array.of(8999, 4096));
    expect(found.arraySync()).toBeAllclose([average(word, 8999), average(word, 4096)], 1e-5);
    tf.dispose([table, found]);
  });
});

describe("runCentre", () => {
  it("is the mean of the token and k times its neighbours", async () => {
    await tf.setBackend("cpu");
    const result = tf.tidy(() => runCentre(tf.tensor2d([[3, 6]]), tf.tensor2d([[0, 3]]), 2).arraySync());
    expect(result).toBeAllclose([[1, 4]], 1e-6);
  });
});
