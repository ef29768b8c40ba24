/** @file What the clouds show, in words made from their numbers. */
import type { Cloud } from "../state/cloud";
import { shorten } from "./charts/placeLabels";
import { countOf } from "./numbers";

/** Ratios below this are called equal. */
const EQUAL = 1.05;

const quote = (name: string) => `“${shorten(name, 32)}”`;

/** Which of both ellipses is wider in the plane, and by how much. Both are exact, so there is no interval. */
export function findCloud({ names, subject, object }: Cloud): string {
  const isSubject = subject.width >= object.width;
  const [wide, narrow] = isSubject ? [subject.width, object.width] : [object.width, subject.width];
  const [wideName, narrowName] = isSubject ? [names.subject, names.object] : [names.object, names.subject];
  const ratio = wide / narrow;
  if (!(ratio >= EQUAL)) {
    return `The bottleneck blurs ${quote(names.subject)} and ${quote(names.object)} about equally: σ ${subject.width.toFixed(2)} and ${object.width.toFixed(2)} in this plane`;
  }
  const times = ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en");
  return `The bottleneck blurs ${quote(wideName)} ${times} times as wide as ${quote(narrowName)}: σ ${wide.toFixed(2)} against ${narrow.toFixed(2)} in this plane`;
}

/** How often the draws still point to their own name; parts at odd places are to be stressed. */
export function sayCloud({ names, subject, object, numDraws }: Cloud): string[] {
  if (subject.numNearest === null || object.numNearest === null) return [];
  const [first, second] = [subject.numNearest, object.numNearest];
  return [
    `Of ${countOf(numDraws, "draw")} of ${quote(names.subject)}, `,
    String(first),
    ` ${first === 1 ? "is" : "are"} nearer to its own mean than to any other name here; of ${quote(names.object)}, `,
    String(second),
    ".",
  ];
}

/** What the plane was fitted on, what it keeps, and how many draws its ellipses hold. */
export function noteCloud({ ground, subject, object, numDraws, seed }: Cloud): string {
  const { projection } = ground.plane;
  const share = (component: number) => `${Math.round(100 * projection.explainedShare[component]!)}%`;
  const unread = projection.numNotFinite > 0 ? `, ${projection.numNotFinite} could not be read` : "";
  const sample =
    ground.numAll > ground.mentions.length
      ? ` of ${countOf(ground.numAll, "mention")} (sample, seed ${ground.seed})`
      : " mentions";
  const standIn = ground.isStandIn ? "; no corpus is open" : "";
  return (
    `n = 1 sentence, K = ${numDraws}, seed ${seed}. Plane fitted on μ of ${projection.numRows.toLocaleString("en")}${sample}${unread}: ${ground.corpusName}${standIn}. ` +
    `PC1 keeps ${share(0)} and PC2 ${share(1)} of their variance. ` +
    `Draws inside the ellipse: subject ${subject.numInside}, object ${object.numInside} of ${numDraws} (39% expected).`
  );
}
