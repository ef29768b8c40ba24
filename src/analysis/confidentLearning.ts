/**
 * @file Confident learning (Northcutt, Jiang and Chuang, JAIR 2021): which labels a model's probabilities speak against.
 * The baseline that the review queue is measured against; the product itself ranks by src/analysis/reviewQueue.ts.
 *
 * With p_j(x) the probability of class j, and X_i the rows labelled i:
 * - threshold t_j = mean of p_j over X_j: how sure the model usually is of class j where it is the label (eq. 2);
 * - row x of X_i counts for j when p_j(x) >= t_j and j has the largest p among the classes whose threshold is met (eq. 1);
 *   a row that meets none counts for nothing;
 * - label issues: the rows that count for j != i ("confident joint off-diagonals", §3.2);
 * - order: normalised margin p_i(x) − max over j != i of p_j(x), the lowest first (§4.1).
 */

/** Slack of a comparison with a threshold: a class with one row meets its own. */
const TOLERANCE = 1e-6;

export interface ConfidentLearning {
  /** t_j; NaN for a class that labels no row. [R] */
  readonly thresholds: Float64Array;
  /** p of the label minus the largest other p, in [-1, 1]. [N] */
  readonly margins: Float64Array;
  /** Rows in the off-diagonals, by rising margin. */
  readonly issues: readonly number[];
  /** All rows: issues first, then the rest, each by rising margin. [N] */
  readonly ranking: readonly number[];
}

/**
 * `labels`: class id of each row, [N]; `probabilities`: of rows that the model was not trained on, row by row, [N, R]. Throws
 * for a label outside the classes. Empty in, empty out.
 */
export function findLabelIssues(
  labels: readonly number[],
  probabilities: readonly ArrayLike<number>[],
  numClasses: number,
): ConfidentLearning {
  if (labels.length !== probabilities.length) {
    throw new Error(
      `findLabelIssues: expected one row of probabilities a label, got ${probabilities.length} for ${labels.length}.`,
    );
  }
  const [sums, counts] = [new Float64Array(numClasses), new Float64Array(numClasses)];
  labels.forEach((label, row) => {
    if (!(Number.isInteger(label) && label >= 0 && label < numClasses)) {
      throw new Error(`findLabelIssues: expected class ids from 0 to ${numClasses - 1}, got ${label} in row ${row}.`);
    }
    sums[label]! += probabilities[row]![label]!;
    counts[label]! += 1;
  });
  const thresholds = sums.map((sum, label) => sum / counts[label]!);
  const margins = Float64Array.from(labels, (label, row) => {
    const own = probabilities[row]!;
    let other = -Infinity;
    for (let j = 0; j < numClasses; j++) if (j !== label && own[j]! > other) other = own[j]!;
    return own[label]! - other;
  });
  const isIssue = labels.map((label, row) => {
    const own = probabilities[row]!;
    let best = -1;
    for (let j = 0; j < numClasses; j++) {
      if (own[j]! >= thresholds[j]! - TOLERANCE && (best < 0 || own[j]! > own[best]!)) best = j;
    }
    return best >= 0 && best !== label;
  });
  const byMargin = [...labels.keys()].sort((a, b) => margins[a]! - margins[b]! || a - b);
  const issues = byMargin.filter((row) => isIssue[row]);
  return { thresholds, margins, issues, ranking: [...issues, ...byMargin.filter((row) => !isIssue[row])] };
}
