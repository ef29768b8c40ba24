/** @file The sentences above the swap bench's drawings: each is computed from what is drawn. */
import { msg, t, type MessageId } from "../messages/translate";
import type { Fingerprint } from "../analysis/fingerprint";
import type { Flips } from "../analysis/flips";
import type { NameSource } from "../data/nameSources";
import { argMax } from "../math/statistics";
import type { Comparison } from "../state/pinSlice";
import type { ModelMarks } from "../state/swapSlice";
import { nameOf } from "./findings";
import { formatLabel, formatProbability } from "./numbers";

/** What a source is called, and what its names are. */
export const SOURCE_NAMES: Readonly<Record<NameSource, { readonly name: MessageId; readonly hint: MessageId }>> = {
  frequent: { name: msg("Frequent"), hint: msg("4 or more times in training") },
  rare: { name: msg("Rare"), hint: msg("1 to 3 times in training") },
  unseen: { name: msg("Unseen"), hint: msg("well formed, never in training") },
  community: { name: msg("Other languages"), hint: msg("names of other traditions") },
  otherRows: { name: msg("Other examples"), hint: msg("names of this page’s sentences") },
  nonsense: { name: msg("Nonsense"), hint: msg("made-up words") },
  mask: { name: msg("Masked"), hint: msg("no name at all") },
  userList: { name: msg("Your names"), hint: msg("from your list") },
};

/** The label whose probability the marks show: the sentence's own answer, the surer one where models differ; -1 without. */
export function findMarkedLabel(models: readonly Pick<ModelMarks, "original">[]): number {
  let best = { label: -1, probability: -1 };
  for (const { original } of models) {
    if (!original) continue;
    const label = argMax(original.probabilities);
    const probability = original.probabilities[label] ?? 0;
    if (probability > best.probability) best = { label, probability };
  }
  return best.label;
}

/** How many of the names on offer change each model's answer. Empty until every model has read some. */
export function findMarks(models: readonly ModelMarks[]): string {
  const parts = models.map(({ model, original, byName }) => {
    const readings = Object.values(byName);
    const own = original ? argMax(original.probabilities) : -1;
    const numFlips = readings.filter(({ probabilities }) => argMax(probabilities) !== own).length;
    return { name: nameOf({ model }), numFlips, count: original ? readings.length : 0 };
  });
  const [first, second] = parts;
  if (!first || parts.some(({ count }) => count === 0)) return "";
  const say = ({ name, numFlips, count }: typeof first) =>
    numFlips === 0
      ? t("{name} gives the same answer with all {count, plural, one {# name} other {# names}}", { name, count })
      : t("{name} changes its answer with {numFlips} of {count, plural, one {# name} other {# names}}", {
          name,
          numFlips,
          count,
        });
  if (!second) return say(first);
  if (first.numFlips === 0 && second.numFlips === 0) {
    return t("Neither model changes its answer with any of the {count, plural, one {# name} other {# names}}", {
      count: first.count,
    });
  }
  if (first.numFlips > 0 && second.numFlips > 0) {
    return t("{first}, {name} with {numFlips} of {count}", {
      first: say(first),
      name: second.name,
      numFlips: second.numFlips,
      count: second.count,
    });
  }
  return `${say(first)}; ${say(second)}`;
}

/** The flip rate of each model with its interval. Empty without a swap. */
export function findFlips(runs: readonly { readonly name: string; readonly flips: Flips }[]): string {
  const percent = (value: number) => `${Math.round(100 * value)}%`;
  return runs
    .flatMap(({ name, flips }) => {
      const { rate, interval, numFlips, numSwaps } = flips;
      if (rate === null || interval === null) return [];
      const range = t("{rate}, 95% interval {low} to {high}", {
        rate: percent(rate),
        low: percent(interval.low),
        high: percent(interval.high),
      });
      return numFlips === 0
        ? [
            t("{name} keeps its answer with all {numSwaps} (0%, up to {high})", {
              name,
              numSwaps,
              high: percent(interval.high),
            }),
          ]
        : [
            t(
              "{name} changes its answer with {numFlips} of {numSwaps, plural, one {# name} other {# names}} ({range})",
              { name, numFlips, numSwaps, range },
            ),
          ];
    })
    .join("; ");
}

const VERDICTS = {
  text: msg("reads the text"),
  names: msg("reads the names"),
  mixed: msg("mixes names and text"),
  cannotTell: msg("cannot be told"),
};

/** One plain sentence about one model; the parts to stress stand at odd places. */
export function sayFingerprint(name: string, print: Fingerprint, labels: readonly string[]): string[] {
  const label = formatLabel(labels[print.label] ?? "");
  const quote = print.decisive ? formatProbability(print.decisive.probability) : "";
  /** "names masked (0.03)" for a probe that keeps the answer, or for one that does not. */
  const tell = (isKept: boolean) =>
    print.probes
      .filter((result) => (result.probe === "masked" || result.probe === "swapped") && result.isKept === isKept)
      .map(({ probe, probability }) => {
        const what = probe === "masked" ? t("names masked") : t("other names");
        return `${what} (${formatProbability(probability)})`;
      })
      .join();
  const verdict = t(VERDICTS[print.verdict]);
  switch (print.reason) {
    case "survivesNewNames":
      return [`${name} `, verdict, t(": without the names it still says “{label}”, {quote}.", { label, quote })];
    case "survivesWithoutText":
      return [`${name} `, verdict, t(": with the context removed it still says “{label}”, {quote}.", { label, quote })];
    case "eitherSuffices":
      return [`${name} `, verdict, t(": the text alone and the names alone both give “{label}”.", { label })];
    case "needsBoth":
      return [`${name} `, verdict, t(": “{label}” needs both; neither text nor names alone give it.", { label })];
    case "probesDisagree":
      return [
        `${name} `,
        verdict,
        t(": “{label}” holds with {value}, not with {value2}.", { label, value: tell(true), value2: tell(false) }),
      ];
    case "noRelation":
      return [
        t("What {name} reads ", { name }),
        verdict,
        t(" here: it says “{label}”, as it would without any evidence.", { label }),
      ];
    case "unsure":
      return [t("What {name} reads ", { name }), verdict, t(" here: “{label}” has only {quote}.", { label, quote })];
    case "missingProbe":
      return [t("What {name} reads ", { name }), verdict, t(": a probe could not be read.")];
  }
}

/** The verdicts side by side, as a title. */
export function findFingerprint(prints: readonly { readonly name: string; readonly print: Fingerprint }[]): string {
  if (prints.length > 1 && prints.every(({ print }) => print.verdict === prints[0]!.print.verdict)) {
    const verdicts = {
      text: t("read the text"),
      names: t("read the names"),
      mixed: t("mix names and text"),
      cannotTell: "",
    };
    const { verdict } = prints[0]!.print;
    return verdict === "cannotTell"
      ? t("What the models read here cannot be told")
      : t("Both models {verdicts}", { verdicts: verdicts[verdict] });
  }
  return prints
    .map(({ name, print }) =>
      print.verdict === "cannotTell"
        ? t("what {name} reads here cannot be told", { name })
        : `${name} ${t(VERDICTS[print.verdict])}`,
    )
    .join("; ")
    .replace(/^./, (first) => first.toUpperCase());
}

/** Which answers flip from A to B. */
export function findComparison(pairs: readonly Comparison[]): string {
  const numFlips = pairs.filter(({ isFlip }) => isFlip).length;
  if (pairs.length === 0) return t("A and B cannot be compared");
  if (pairs.length === 1) {
    const { a, b, isFlip } = pairs[0]!;
    const who =
      a.model.id === b.model.id
        ? t("{a}’s answer", { a: nameOf(a) })
        : t("From {a} to {b} the answer", { a: nameOf(a), b: nameOf(b) });
    return isFlip ? t("{who} flips from A to B", { who }) : t("{who} holds from A to B", { who });
  }
  if (numFlips === 0) return t("Both answers hold from A to B");
  if (numFlips === pairs.length) return t("Both answers flip from A to B");
  const flipped = pairs.find(({ isFlip }) => isFlip)!;
  const held = pairs.find(({ isFlip }) => !isFlip)!;
  return t("From A to B {b}’s answer flips, {b2}’s holds", { b: nameOf(flipped.b), b2: nameOf(held.b) });
}
