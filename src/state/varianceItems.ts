/** @file From a reading to the tokens of the variance strip. */
import type { Answer } from "./answer";

/** One sub-token of the text, as the strip draws it. */
export interface VarianceItem {
  /** The token's own characters in the text; the word piece where they are unknown. */
  readonly text: string;
  readonly role: "subject" | "object" | "context";
  /** Mean over dimensions of sigma^2; null where there is no bottleneck. */
  readonly variance: number | null;
  /** Whether it continues the token before it, without a space. */
  readonly isContinuation: boolean;
}

/** The sub-tokens that stand in the text, in order; markers and specials are left out. */
export function computeVarianceItems(answer: Answer): VarianceItem[] {
  let end = -1;
  return answer.reading.tokens.flatMap((token) => {
    if (token.role === "special" || token.role === "marker") return [];
    const text = token.span ? answer.text.slice(token.span.start, token.span.end) : token.piece.replace(/^##/, "");
    const isContinuation = token.span !== null && token.span.start === end;
    end = token.span?.end ?? -1;
    return [{ text, role: token.role, variance: token.variance, isContinuation }];
  });
}
