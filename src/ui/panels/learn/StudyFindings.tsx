/** @file What this page's own studies measured about variance: numbers from the committed results, none written here. */
import type { Diagnostics, StudyRun } from "../../../data/studyResults";
import { formatDifference } from "../../corpusFindings";
import { formatVariance } from "../../numbers";
import { useStudies } from "../models/useStudies";

type Correlation = Diagnostics["perExample"]["correlations"][string]["spearman"];

/** "0.12 [0.08, 0.16]". */
const sayNumber = ({ value, ci }: Correlation) =>
  `${formatDifference(value, 2)}${ci ? ` [${formatDifference(ci[0], 2)}, ${formatDifference(ci[1], 2)}]` : ""}`;

/** Correlations nearer to 0 than this are called weak. */
const WEAK = 0.3;

/** What a correlation says about the claim that low variance goes with much use of names. */
export function judgeClaim({ value, ci }: Correlation): string {
  if (ci === null) return "There is no interval, so this says little.";
  if (ci[0] <= 0 && ci[1] >= 0) return "The interval holds 0: no clear link either way.";
  const direction =
    value < 0
      ? "Rows with less variance change more often: this goes the way the paper says."
      : "Rows with more variance change more often: this goes against what the paper says.";
  return Math.abs(value) < WEAK
    ? `${direction} The link is weak: of a single row its variance tells next to nothing.`
    : direction;
}

/** Whether other names get more or less variance in a run. */
export function sayRunShift({ title, seeds, variance }: StudyRun): string | null {
  if (!variance?.typeSwap) return null;
  const [id, ood] = [variance.id, variance.typeSwap];
  const signs = id.perSeed.map((value, i) => Math.sign((ood.perSeed[i] ?? value) - value));
  const direction = signs.every((sign) => sign > 0)
    ? "higher in every one of them, where the paper reports a move towards low variance"
    : signs.every((sign) => sign < 0)
      ? "lower in every one of them"
      : "not on one side in all of them";
  return `${title}, ${seeds.length} training runs: mean variance ${formatVariance(id.mean)} as written, ${formatVariance(ood.mean)} with other names; ${direction}.`;
}

export function StudyFindings() {
  const studies = useStudies();
  if (studies.status === "loading") return <p className="micro">The results of the studies are on their way.</p>;
  if (studies.status === "failed") {
    return (
      <p role="alert">
        {studies.message}{" "}
        <button className="lnk" type="button" onClick={studies.retry}>
          Try again
        </button>
      </p>
    );
  }
  const { runs, diagnostics } = studies.results;
  const shipped = runs.find(({ modelId, variance }) => modelId !== null && variance?.typeSwap);
  const shift = shipped ? sayRunShift(shipped) : null;
  const [one] = diagnostics;
  const flips = one?.perExample.correlations.flipRate?.spearman;
  return (
    <ul className="findings">
      {shift === null ? null : <li>{shift}</li>}
      {one && flips ? (
        <li>
          Variance of a row against how often other names change its answer, over{" "}
          {one.perExample.n.toLocaleString("en")} rows of the test set: Spearman’s ρ {sayNumber(flips)}.{" "}
          {judgeClaim(flips)}
        </li>
      ) : null}
      <li className="micro">
        From studies/results.json, which the training runs of this page wrote; the Models view shows all of it.
      </li>
    </ul>
  );
}
