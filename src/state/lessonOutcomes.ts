/** @file What came true of a prediction: outcomes of a lesson against what the page showed before and after. */
import type { Outcome } from "../lessons/schema";
import type { LessonFacts } from "./lessonFacts";

/** Probabilities nearer than this count as "as sure". */
export const AS_SURE = 0.05;
/** Variances whose ratio is nearer to 1 than this count as alike. */
export const ALIKE = 0.02;

/** Mean of an argument's variances of the model that has any; null without. */
function varianceOf({ models }: LessonFacts): { subject: number; object: number; mean: number } | null {
  for (const { variance } of models) {
    const { subject, object } = variance;
    if (subject !== null && object !== null) return { subject, object, mean: (subject + object) / 2 };
  }
  return null;
}

/** -1, 0 or 1: whether b is below a, alike or above it. */
function compare(a: number, b: number): -1 | 0 | 1 {
  if (Math.abs(b - a) <= ALIKE * Math.max(a, b)) return 0;
  return b > a ? 1 : -1;
}

/** Whether an outcome came true; null where what it is about was not read. `before` null: nothing was read then. */
export function judgeOutcome(outcome: Outcome, before: LessonFacts | null, after: LessonFacts): boolean | null {
  const now = after.models[0];
  const then = before?.models[0];
  const change = now && then ? now.probability - then.probability : null;
  const isSame = now && then ? now.label === then.label : null;
  const sameAnd = (test: (change: number) => boolean) =>
    isSame === null || change === null ? null : isSame && test(change);
  const blur = varianceOf(after);
  const blurBefore = before && varianceOf(before);
  const blurred = (sign: number) => (blur && blurBefore ? compare(blurBefore.mean, blur.mean) === sign : null);
  const { shift, namesOnly, models } = after;
  switch (outcome) {
    case "sameLabel":
      return isSame;
    case "otherLabel":
      return isSame === null ? null : !isSame;
    case "sameLabelAsSure":
      return sameAnd((by) => Math.abs(by) <= AS_SURE);
    case "sameLabelLessSure":
      return sameAnd((by) => by < -AS_SURE);
    case "sameLabelSurer":
      return sameAnd((by) => by > AS_SURE);
    case "noRelation":
      return now ? now.isNegative : null;
    case "someRelation":
      return now ? !now.isNegative : null;
    case "varianceUp":
      return blurred(1);
    case "varianceDown":
      return blurred(-1);
    case "varianceAlike":
      return blurred(0);
    case "subjectBlurredMore":
      return blur && blur.subject > blur.object;
    case "objectBlurredMore":
      return blur && blur.object > blur.subject;
    case "allDrawsAgree":
      return now && now.numDraws > 0 ? now.numAgreeing === now.numDraws : null;
    case "someDrawsDiffer":
      return now && now.numDraws > 0 ? now.numAgreeing < now.numDraws : null;
    case "namesAloneKeep":
      return now && namesOnly ? namesOnly.label === now.label : null;
    case "namesAloneLose":
      return now && namesOnly ? namesOnly.label !== now.label : null;
    case "modelsAgree":
      return models.length < 2 ? null : models.every(({ label }) => label === models[0]!.label);
    case "modelsDiffer":
      return models.length < 2 ? null : models.some(({ label }) => label !== models[0]!.label);
    case "swappedHigher":
      return shift && shift.low > 0;
    case "swappedLower":
      return shift && shift.high < 0;
    case "swappedAlike":
      return shift && shift.low <= 0 && shift.high >= 0;
    case "selectedFlipMore":
    case "selectedFlipNotMore": {
      const { flipRate, flipRateSelected } = after;
      if (flipRate === null || flipRateSelected === null) return null;
      return flipRateSelected > flipRate === (outcome === "selectedFlipMore");
    }
    case "manyFlip":
    case "fewFlip":
      if (after.numScored === 0) return null;
      return after.numFlipping * 2 >= after.numScored === (outcome === "manyFlip");
    case "goldKept":
      return now && now.gold !== null ? now.label === now.gold : null;
    case "goldMissed":
      return now && now.gold !== null ? now.label !== now.gold : null;
  }
}
