/** @file What this page's own studies measured about variance: numbers from the committed results, none written here. */
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
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
  if (ci === null) return t("There is no interval, so this says little.");
  if (ci[0] <= 0 && ci[1] >= 0) return t("The interval holds 0: no clear link either way.");
  const direction =
    value < 0
      ? t("Rows with less variance change more often: this goes the way the paper says.")
      : t("Rows with more variance change more often: this goes against what the paper says.");
  return Math.abs(value) < WEAK
    ? `${direction} ${t("The link is weak: of a single row its variance tells next to nothing.")}`
    : direction;
}

/** Whether other names get more or less variance in a run. */
export function sayRunShift({ title, seeds, variance }: StudyRun): string | null {
  if (!variance?.typeSwap) return null;
  const [id, ood] = [variance.id, variance.typeSwap];
  const signs = id.perSeed.map((value, i) => Math.sign((ood.perSeed[i] ?? value) - value));
  const direction = signs.every((sign) => sign > 0)
    ? t("higher in every one of them, where the paper reports a move towards low variance")
    : signs.every((sign) => sign < 0)
      ? t("lower in every one of them")
      : t("not on one side in all of them");
  return t(
    "{title}, {n, plural, one {# training run} other {# training runs}}: mean variance {written} as written, {swapped} with other names; {direction}.",
    { title, n: seeds.length, written: formatVariance(id.mean), swapped: formatVariance(ood.mean), direction },
  );
}

export function StudyFindings() {
  const studies = useStudies();
  if (studies.status === "loading") return <p className="micro">{t("The results of the studies are on their way.")}</p>;
  if (studies.status === "failed") {
    return (
      <p role="alert">
        {studies.message}{" "}
        <button className="lnk" type="button" onClick={studies.retry}>
          {t("Try again")}
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
          {t(
            "Variance of a row against how often other names change its answer, over {n} rows of the test set: Spearman’s ρ {rho}.",
            { n: formatCount(one.perExample.n), rho: sayNumber(flips) },
          )}{" "}
          {judgeClaim(flips)}
        </li>
      ) : null}
      <li className="micro">
        {t("From {file}, which the training runs of this page wrote; the Models view shows all of it.", {
          file: "studies/results.json",
        })}
      </li>
    </ul>
  );
}
