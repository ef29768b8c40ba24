/**
 * @file The tag embedding (paper D, section D.1 of the notes): each token carries a BIO tag of the argument it is part
 * of, with the argument's type where it is known, and the tag's vector is added to word, position and type before the
 * layer normalisation. Which token has which tag is said in `tokenizer/tags.ts`.
 */
import * as tf from "@tensorflow/tfjs-core";

/**
 * sum + table[tag].
 * @param table [T, D]; @param sum [N * L, D] embeddings before the layer normalisation; @param tagIds [N * L]
 * @returns [N * L, D]
 */
export function runTags(table: tf.Tensor2D, sum: tf.Tensor2D, tagIds: Int32Array): tf.Tensor2D {
  return tf.add(sum, tf.gather(table, tf.tensor1d(tagIds, "int32")));
}
