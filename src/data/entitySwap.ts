/** @file Put another name in the place of an argument, and keep every span right. */
import { t } from "../messages/translate";
import { checkExample, type CharSpan, type Example, type Role } from "./example";
import { editArticle, isSentenceStart } from "./swap/article";
import { applyEdits, isOverlapping, moveSpan, type Edit } from "./swap/edits";
import { findIdentical } from "./swap/identicalMentions";
import {
  endingAfter,
  followCase,
  formPossessive,
  readTextCase,
  splitPossessive,
  type TextCase,
} from "./swap/mentionForms";

/** BERT's mask token; put in as it is, whatever the text's case. */
export const MASK_TOKEN = "[MASK]";

/**
 * What was changed beyond the name itself: "article" a/an before it, "the" dropped from the replacement after another
 * determiner, "possessive" ending, "casing" of the replacement, "fullStop" at the end of an abbreviation.
 */
export type SwapRule = "article" | "the" | "possessive" | "casing" | "fullStop";

export interface SwapOptions {
  /** Also replace every other whole-word, case-sensitive occurrence of the same name. Default false. */
  readonly allIdentical?: boolean;
  /** Other known mentions; the result has them in the same order at their new places. */
  readonly mentions?: readonly (CharSpan | null)[];
  /** Stretches that no rule and no identical mention may touch; the other argument always is one. */
  readonly keep?: readonly CharSpan[];
}

export interface SwapResult {
  /** The new example: same id, types and gold relation. */
  readonly example: Example;
  /** The known mentions, moved; null for one that the swap cut or swallowed. */
  readonly mentions: (CharSpan | null)[];
  /** Every place that holds the replacement, left to right, the argument among them. */
  readonly swapped: CharSpan[];
  /** What else was changed, each once. Empty: the replacement stands exactly as given and all else is untouched. */
  readonly rules: SwapRule[];
}

/** One place to change and how. */
interface Site {
  readonly span: CharSpan;
  readonly edits: Edit[];
  readonly rules: SwapRule[];
}

/**
 * The example with `replacement` (blanks around it cut off) in the place of one argument.
 *
 * The new argument's surface is the replacement, but: it follows a text written all in capitals or all in lower case,
 * takes a capital at the start of a sentence where the old name had one, loses a leading "the" after another
 * determiner, and keeps a possessive ending that was inside the old mention. Around it a/an agrees, a bare possessive
 * apostrophe becomes 's after a name without s, and one full stop stands where two would meet. The other argument's
 * surface never changes.
 *
 * Throws an Error with the reason when the arguments are empty, nested, overlapping or outside the text, and when the
 * replacement is blank or holds half a character.
 */
export function swapArgument(example: Example, role: Role, replacement: string, options: SwapOptions = {}): SwapResult {
  const problem = checkExample(example)[0];
  if (problem) throw new Error(t("swapArgument: the example cannot be swapped. {problem}", { problem }));
  const name = replacement.trim();
  if (name === "") {
    throw new Error(t("swapArgument: expected a name, got nothing. Type or choose a replacement."));
  }
  if (/\p{Surrogate}/u.test(name)) {
    throw new Error(t("swapArgument: the replacement holds half a character. Retype it."));
  }

  const { text } = example;
  const other = example[role === "subject" ? "object" : "subject"];
  const argument: CharSpan = { start: example[role].start, end: example[role].end };
  const mentions = options.mentions ?? [];
  const kept = [other, ...(options.keep ?? [])];
  const spans = options.allIdentical ? [argument, ...findOthers(text, argument, kept, mentions)] : [argument];
  spans.sort((a, b) => a.start - b.start);
  const textCase = readTextCase(text, spans);
  const sites = spans.map((span) => {
    const protectedSpans = [...kept, ...spans.filter((another) => another !== span)];
    return editSite(text, span, name, textCase, protectedSpans);
  });

  const edits = sites.flatMap((site) => site.edits);
  const move = (span: CharSpan) => moveSpan(span, edits);
  const moved = { [role]: move(argument), [role === "subject" ? "object" : "subject"]: move(other) };
  return {
    example: {
      ...example,
      text: applyEdits(text, edits),
      subject: { ...example.subject, ...moved.subject },
      object: { ...example.object, ...moved.object },
    },
    mentions: mentions.map((mention) => mention && move(mention)),
    swapped: sites.map((site) => move(site.span)!),
    rules: [...new Set(sites.flatMap((site) => site.rules))],
  };
}

/**
 * Both arguments, or the one that is given, swapped as by {@link swapArgument}. What was put in for the subject is not
 * replaced again as an identical mention of the object. No replacements: the example as it is.
 */
export function swapArguments(
  example: Example,
  replacements: Partial<Record<Role, string>>,
  options: SwapOptions = {},
): SwapResult {
  const { subject, object } = replacements;
  const mentions = options.mentions ?? [];
  if (subject === undefined && object === undefined)
    return { example, mentions: [...mentions], swapped: [], rules: [] };
  if (object === undefined) return swapArgument(example, "subject", subject!, options);
  if (subject === undefined) return swapArgument(example, "object", object, options);
  // What must stay is followed through both swaps behind the caller's own mentions.
  const first = swapArgument(example, "subject", subject, {
    ...options,
    mentions: [...mentions, ...(options.keep ?? [])],
  });
  const second = swapArgument(first.example, "object", object, {
    ...options,
    keep: [...first.mentions.slice(mentions.length), ...first.swapped].filter((span) => span !== null),
    mentions: [...first.mentions.slice(0, mentions.length), ...first.swapped],
  });
  const ofSubject = second.mentions.slice(mentions.length).filter((span) => span !== null);
  return {
    example: second.example,
    mentions: second.mentions.slice(0, mentions.length),
    swapped: [...ofSubject, ...second.swapped].sort((a, b) => a.start - b.start),
    rules: [...new Set([...first.rules, ...second.rules])],
  };
}

/** Identical mentions that may be replaced: not the argument, nothing kept, no part of a longer known mention. */
function findOthers(
  text: string,
  argument: CharSpan,
  kept: readonly CharSpan[],
  mentions: readonly (CharSpan | null)[],
): CharSpan[] {
  const { name } = splitPossessive(text.slice(argument.start, argument.end));
  return findIdentical(text, name).filter((found) => {
    if ([argument, ...kept].some((span) => isOverlapping(found, span))) return false;
    return mentions.every((mention) => {
      if (!mention || !isOverlapping(found, mention)) return true;
      return splitPossessive(text.slice(mention.start, mention.end)).name === name && mention.start === found.start;
    });
  });
}

const DETERMINER = /(?:(?<![\p{L}\p{N}])(?:the|an?|his|her|its|their|our|my|your|this|that)|['’]s)\s+["“'‘(]*$/iu;

/** The edits that put `name` in the place of one mention, rules of agreement applied. */
function editSite(
  text: string,
  span: CharSpan,
  name: string,
  textCase: TextCase,
  protectedSpans: readonly CharSpan[],
): Site {
  const old = splitPossessive(text.slice(span.start, span.end));
  const isShouted = textCase === "upper";
  const rules: SwapRule[] = [];
  const around: Edit[] = [];
  const add = (rule: SwapRule, edit: Edit) => {
    const touched = { start: edit.start, end: Math.max(edit.end, edit.start + 1) };
    if (protectedSpans.some((other) => isOverlapping(touched, other))) return;
    around.push(edit);
    rules.push(rule);
  };

  let value = name;
  if (/^the /i.test(value) && DETERMINER.test(text.slice(0, span.start))) {
    value = value.slice(4).trim();
    rules.push("the");
  }
  if (value !== MASK_TOKEN) {
    const cased = followCase(value, old.name, textCase, isSentenceStart(text, span.start));
    if (cased !== value) rules.push("casing");
    const article = editArticle(text, span.start, old.name, value, isShouted);
    if (article) add("article", article);
    value = cased;
  }

  const inside = formPossessive(value, old.ending, isShouted);
  if (inside !== old.ending) rules.push("possessive");
  const ending = old.ending === "" ? endingAfter(text, span) : "";
  const newEnding = formPossessive(value, ending, isShouted);
  const end = span.end + ending.length;
  if (newEnding !== ending) add("possessive", { start: span.end, end, text: newEnding });

  const after = text.slice(span.end);
  if (value.endsWith(".") && /^\.(?!\.)/.test(after)) {
    add("fullStop", { start: span.end, end: span.end + 1, text: "" });
  } else if (old.name.endsWith(".") && !/[.!?…]$/.test(value) && /^["'”’)\]\s]*$/.test(after)) {
    add("fullStop", { start: span.end, end: span.end, text: "." });
  }
  return { span, edits: [{ ...span, text: value + inside }, ...around], rules };
}
