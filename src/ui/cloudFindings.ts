/** @file What the clouds show, in words made from their numbers. */
import { sayCorpusName } from "../state/corpusName";
import { t } from "../messages/translate";
import { formatCount, formatFixed } from "../messages/formatNumber";
import type { Cloud } from "../state/cloud";
import { shorten } from "./charts/placeLabels";

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
    return t("The bottleneck blurs {subject} and {object} about equally: σ {width} and {width2} in this plane", {
      subject: quote(names.subject),
      object: quote(names.object),
      width: formatFixed(subject.width, 2),
      width2: formatFixed(object.width, 2),
    });
  }
  const times = ratio < 9.95 ? formatFixed(ratio, 1) : formatCount(Math.round(ratio));
  return t(
    "The bottleneck blurs {wideName} {times} times as wide as {narrowName}: σ {wide} against {narrow} in this plane",
    {
      wideName: quote(wideName),
      times,
      narrowName: quote(narrowName),
      wide: formatFixed(wide, 2),
      narrow: formatFixed(narrow, 2),
    },
  );
}

/** How often the draws still point to their own name; parts at odd places are to be stressed. */
export function sayCloud({ names, subject, object, numDraws }: Cloud): string[] {
  if (subject.numNearest === null || object.numNearest === null) return [];
  const [first, second] = [subject.numNearest, object.numNearest];
  return [
    t("Of {numDraws, plural, one {# draw} other {# draws}} of {subject}, ", {
      numDraws,
      subject: quote(names.subject),
    }),
    String(first),
    first === 1
      ? t(" is nearer to its own mean than to any other name here; of {object}, ", { object: quote(names.object) })
      : t(" are nearer to its own mean than to any other name here; of {object}, ", { object: quote(names.object) }),
    String(second),
    ".",
  ];
}

/** What the plane was fitted on, what it keeps, and how many draws its ellipses hold. */
export function noteCloud({ ground, subject, object, numDraws, seed }: Cloud): string {
  const { projection } = ground.plane;
  const share = (component: number) => `${Math.round(100 * projection.explainedShare[component]!)}%`;
  const unread =
    projection.numNotFinite > 0
      ? t(", {numNotFinite} could not be read", { numNotFinite: projection.numNotFinite })
      : "";
  const sample =
    ground.numAll > ground.mentions.length
      ? t(" of {numAll, plural, one {# mention} other {# mentions}} (sample, seed {seed})", {
          numAll: ground.numAll,
          seed: ground.seed,
        })
      : t(" mentions");
  const standIn = ground.isStandIn ? t("; no corpus is open") : "";
  return (
    t(
      "n = 1 sentence, K = {numDraws}, seed {seed}. Plane fitted on μ of {numRows}{sample}{unread}: {corpusName}{standIn}. ",
      {
        numDraws,
        seed,
        numRows: formatCount(projection.numRows),
        sample,
        unread,
        corpusName: sayCorpusName({ name: ground.corpusName }),
        standIn,
      },
    ) +
    t("PC1 keeps {value} and PC2 {value2} of their variance. ", { value: share(0), value2: share(1) }) +
    t("Draws inside the ellipse: subject {numInside}, object {numInside2} of {numDraws} (39% expected).", {
      numInside: subject.numInside,
      numInside2: object.numInside,
      numDraws,
    })
  );
}
