/** @file Which cells of the grid (rows x tokens) are run by which engine, and how much arithmetic a cell is. */

/** Every pair of a batch size and a length, the least work first, so that each cell tells what the next will cost. */
export function listCells(batches, tokens) {
  const cells = batches.flatMap((numRows) => tokens.map((numTokens) => ({ rows: numRows, tokens: numTokens })));
  return cells.sort((a, b) => a.rows * a.tokens - b.rows * b.tokens || a.rows - b.rows);
}

/**
 * Why an engine skips a cell, from its time for one token in the largest cell so far (in ms; NaN: not known yet); null
 * when it should run. Time is taken to grow with the number of tokens, which overestimates it on a GPU that a small
 * batch leaves idle.
 */
export function explainSkip({ rows, tokens }, msPerToken, limitS) {
  const seconds = (msPerToken * rows * tokens) / 1000;
  if (Number.isNaN(seconds) || seconds <= limitS) return null;
  return `one pass would take about ${Math.round(seconds)} s, over the limit of ${limitS} s`;
}

/**
 * Floating-point operations of one forward pass, a multiplication and an addition counting as two: the linear maps of the
 * encoder and the two products of attention. N L layers (8 D^2 + 4 D F + 4 L D) for N rows of L tokens, width D and
 * inner width F. Bottleneck, head, normalisation and softmax are left out, so that a share of a device's rate is a
 * lower bound.
 */
export function countFlops({ hiddenSize, intermediateSize, numLayers }, { rows, tokens }) {
  const perToken = 8 * hiddenSize ** 2 + 4 * hiddenSize * intermediateSize + 4 * tokens * hiddenSize;
  return rows * tokens * numLayers * perToken;
}
