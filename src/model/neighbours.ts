/**
 * @file The centre of a name's neighbours (structured causal model of entity bias, Wang et al. 2023, white-box variant;
 * the equations are those of the authors' code). The twin of this file in Python is `training/entitybias/neighbours.py`.
 *
 *     N(id) = softmax_j(-||W_id - W_j||) W            a soft average over the word table W, the token itself included
 *     x     = (e + k N(id)) / (k + 1)                 on argument sub-tokens, e = word + position + type (+ tag)
 *
 * x goes into the layer normalisation. In training the k points of the hull get random weights; in use the centre is
 * taken. Nothing is stored: N is computed from the word table of the model as it is shipped.
 */
import * as tf from "@tensorflow/tfjs-core";

/** Rows of the word table that are looked at together: bounds the scratch memory, [ROWS, U] and a copy of the rows. */
const ROWS = 4096;

/**
 * N of the given tokens. The sum over the table is taken in slices; the exponents are shifted by 0, the distance of the
 * token to itself, which is the smallest: nothing overflows, and no second pass is needed.
 * @param word [V, D]; @param ids [U], at least one
 * @returns [U, D]
 */
export function runNeighbours(word: tf.Tensor2D, ids: Int32Array): tf.Tensor2D {
  const [numWords, width] = word.shape;
  return tf.tidy(() => {
    const own = tf.gather(word, tf.tensor1d(ids, "int32")) as tf.Tensor2D; // [U, D]
    const ownTransposed = tf.transpose(own); // [D, U]
    const ownSquares = tf.sum(tf.square(own), 1); // [U]
    let weighted: tf.Tensor2D = tf.zerosLike(own); // [U, D]
    let total: tf.Tensor2D = tf.zeros([ids.length, 1]); // [U, 1]
    for (let first = 0; first < numWords; first += ROWS) {
      const [nextWeighted, nextTotal] = tf.tidy(() => {
        const rows = tf.slice(word, [first, 0], [Math.min(ROWS, numWords - first), width]); // [S, D]
        const squares = tf.sum(tf.square(rows), 1, true); // [S, 1]
        const products = tf.matMul(rows, ownTransposed); // [S, U]
        const squared = tf.add(tf.sub(squares, tf.mul(products, 2)), ownSquares); // [S, U]
        const distances = tf.sqrt(tf.maximum(squared, 0)); // [S, U]; rounding may take a square below 0
        const weights = tf.transpose(tf.exp(tf.neg(distances))); // [U, S]
        return [
          tf.add(weighted, tf.matMul(weights as tf.Tensor2D, rows)) as tf.Tensor2D,
          tf.add(total, tf.sum(weights, 1, true)) as tf.Tensor2D,
        ];
      });
      weighted.dispose();
      total.dispose();
      [weighted, total] = [nextWeighted!, nextTotal!];
    }
    return tf.div(weighted, total);
  });
}

/**
 * (e + k N) / (k + 1).
 * @param embedding [E, D] argument sub-tokens before the layer normalisation; @param neighbours N of each, [E, D]
 * @param count k
 * @returns [E, D]
 */
export function runCentre(embedding: tf.Tensor2D, neighbours: tf.Tensor2D, count: number): tf.Tensor2D {
  return tf.div(tf.add(embedding, tf.mul(neighbours, count)), count + 1);
}
