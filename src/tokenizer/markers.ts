/**
 * @file Text with two marked arguments -> the model's input sequence (format `entity_marker_punct`).
 *
 * The segments before / subject / between / object / after are tokenised one by one, so no piece crosses an argument's
 * edge, and joined as `[CLS] .. @ subject @ .. # object # .. [SEP]`. The object may come first. A model with a prompt
 * reads it as a second segment, `[CLS] .. [SEP] The relation is [MASK] . [SEP]`; it is never cut. The twin of this file
 * in Python is `training/entitybias/tokens.py`.
 */
import { t } from "../messages/translate";
import { checkExample, type Argument, type CharSpan, type Example, type Role } from "../data/example";
import { computeTagIds } from "./tags";
import type { Tokenizer } from "./wordPiece";

/** How text becomes model input; part of a model's config. */
export interface InputConfig {
  /** Token put on both sides of the subject. */
  readonly subjectMarker: string;
  /** Token put on both sides of the object. */
  readonly objectMarker: string;
  /** Longest sequence in tokens, [CLS], [SEP] and markers included. */
  readonly maxTokens: number;
  /** Every name is the one token [MASK], whatever it says; false when absent. */
  readonly maskNames?: boolean | undefined;
  /** Second segment, with exactly one [MASK]; none when absent. */
  readonly prompt?: string | undefined;
  /** Tags of the model's tag embedding, index = row; absent in a model without. */
  readonly tags?: readonly string[] | undefined;
}

/** One token of the sequence. */
export interface EncodedToken {
  readonly piece: string;
  readonly role: "special" | "marker" | "subject" | "object" | "context";
  /** UTF-16 range in the text; null for specials and markers. */
  readonly span: CharSpan | null;
}

/** A model's input for one example. L = number of tokens, at most `maxTokens`. */
export interface EncodedExample {
  /** [L] */
  readonly inputIds: Int32Array;
  /** 1 on sub-tokens of subject and object, 0 elsewhere (markers and specials too). [L] */
  readonly entityMask: Float32Array;
  /** Index of the subject's opening marker. */
  readonly subjectPosition: number;
  /** Index of the object's opening marker. */
  readonly objectPosition: number;
  /** Index of the prompt's [MASK]; absent without a prompt. */
  readonly maskPosition?: number;
  /** Tag of each token; absent in a model without tags. [L] */
  readonly tagIds?: Int32Array;
  /** [L]; those of the prompt are specials */
  readonly tokens: readonly EncodedToken[];
  /** Sub-tokens of the text left out on each side; 0 when everything fits. */
  readonly numTokensCut: { readonly before: number; readonly after: number };
}

type ContentToken = EncodedToken & { readonly id: number };

/**
 * Encodes one example. When it is longer than the window, context is cut on both sides so that the arguments and
 * what lies between them stay. Throws a plain message when the spans are unreadable (see `checkExample`), when an
 * argument has no token at all (only invisible characters) or more than the window holds, or when the arguments are too
 * far apart for the window.
 */
export function encodeExample(
  tokenizer: Tokenizer,
  example: Pick<Example, "text" | "subject" | "object">,
  input: InputConfig,
): EncodedExample {
  const problems = checkExample(example);
  if (problems.length > 0) throw new Error(problems.join(" "));
  const { text, subject, object } = example;
  const content: ContentToken[] = [];
  const openings: Record<Role, number> = { subject: 0, object: 0 };

  /** Where a segment is cut: before the space in front of it, where that belongs to its first word. */
  const cut = (at: number) => (tokenizer.hasLeadingSpaces && at < text.length && text[at - 1] === " " ? at - 1 : at);
  const addSegment = (start: number, end: number, role: ContentToken["role"]) => {
    const { ids, pieces, spans } = tokenizer.encodeSegment(text.slice(cut(start), cut(end)), cut(start));
    ids.forEach((id, i) => content.push({ id, piece: pieces[i]!, role, span: spans[i]! }));
    return ids.length;
  };
  const addArgument = (argument: Argument, role: Role) => {
    const piece = role === "subject" ? input.subjectMarker : input.objectMarker;
    const marker: ContentToken = { id: tokenizer.tokenId(piece), piece, role: "marker", span: null };
    openings[role] = content.length;
    content.push(marker);
    if (input.maskNames === true) {
      const span = { start: argument.start, end: argument.end };
      const { mask } = tokenizer.specials;
      content.push({ id: tokenizer.tokenId(mask), piece: mask, role, span });
    } else if (addSegment(argument.start, argument.end, role) === 0) {
      throw new Error(
        role === "subject"
          ? t("The subject has only characters the model cannot read. Mark at least one letter, digit or sign.")
          : t("The object has only characters the model cannot read. Mark at least one letter, digit or sign."),
      );
    }
    content.push(marker);
  };

  const order: readonly Role[] = subject.start < object.start ? ["subject", "object"] : ["object", "subject"];
  let at = 0;
  let lastMarkerEnd = 0;
  for (const role of order) {
    const argument = role === "subject" ? subject : object;
    addSegment(at, argument.start, "context");
    addArgument(argument, role);
    lastMarkerEnd = content.length;
    at = argument.end;
  }
  addSegment(at, text.length, "context");

  const prompt = encodePrompt(tokenizer, input.prompt);
  const budget = input.maxTokens - 2 - prompt.length;
  for (const role of order) {
    const size = content.filter((token) => token.role === role).length + 2;
    if (size <= budget) continue;
    throw new Error(
      role === "subject"
        ? t(
            "The subject is too long: with its markers it takes {size} tokens, and the model reads {budget}. Mark a shorter mention.",
            { size, budget },
          )
        : t(
            "The object is too long: with its markers it takes {size} tokens, and the model reads {budget}. Mark a shorter mention.",
            { size, budget },
          ),
    );
  }
  const kept = computeWindow(content.length, openings[order[0]!], lastMarkerEnd, budget);
  const special = (piece: string): ContentToken => createSpecial(tokenizer.tokenId(piece), piece);
  const { start, end } = tokenizer.specials;
  const sequence = [special(start), ...content.slice(kept.start, kept.end), special(end), ...prompt];
  const { tags } = input;
  return {
    inputIds: Int32Array.from(sequence, (token) => token.id),
    entityMask: Float32Array.from(sequence, (token) => (token.role === "subject" || token.role === "object" ? 1 : 0)),
    subjectPosition: openings.subject - kept.start + 1,
    objectPosition: openings.object - kept.start + 1,
    ...(prompt.length === 0 ? {} : { maskPosition: sequence.findLastIndex(({ piece }) => piece === "[MASK]") }),
    ...(tags === undefined
      ? {}
      : { tagIds: computeTagIds(tags, sequence, { subject: subject.type, object: object.type }) }),
    tokens: sequence.map(({ piece, role, span }) => ({ piece, role, span })),
    numTokensCut: { before: kept.start, after: content.length - kept.end },
  };
}

function createSpecial(id: number, piece: string): ContentToken {
  return { id, piece, role: "special", span: null };
}

/** What stands behind the text's [SEP]: the prompt's pieces with one [MASK] among them, and its own [SEP]. */
function encodePrompt(tokenizer: Tokenizer, prompt: string | undefined): ContentToken[] {
  if (prompt === undefined) return [];
  const [before = "", after = ""] = prompt.split("[MASK]");
  const add = (part: string) => {
    const { ids, pieces } = tokenizer.encodeSegment(part, 0);
    return ids.map((id, i) => createSpecial(id, pieces[i]!));
  };
  const special = (piece: string) => createSpecial(tokenizer.tokenId(piece), piece);
  return [...add(before), special("[MASK]"), ...add(after), special("[SEP]")];
}

/**
 * Which of `length` content tokens to keep when only `budget` fit, as `[start, end)`. `first` is the index of the first
 * marker, `last` is 1 + the index of the last. What is left of the budget is shared evenly (the odd token goes to the
 * right); what one side cannot use goes to the other. Throws when `last - first > budget`.
 */
export function computeWindow(length: number, first: number, last: number, budget: number): CharSpan {
  if (length <= budget) return { start: 0, end: length };
  const slack = budget - (last - first);
  if (slack < 0) {
    throw new Error(
      t(
        "The arguments are too far apart: with the text between them they take {n} tokens, and the model reads {budget}. Mark mentions that are shorter or nearer to each other.",
        { n: last - first, budget },
      ),
    );
  }
  const right = Math.min(length - last, slack - Math.min(first, Math.floor(slack / 2)));
  const left = Math.min(first, slack - right);
  return { start: first - left, end: last + right };
}
