/** @file The list that `review` writes, as CSV or as one JSON object a line. */
import type { ReviewReasonKind } from "../analysis/reviewReasons";

export interface ReviewLine {
  readonly rank: number;
  /** 1-based place in the file. */
  readonly row: number;
  readonly id: string;
  /** Null where the row has none. */
  readonly label: string | null;
  /** The model's answer and its probability; null where it could not read the row. */
  readonly answer: string | null;
  readonly probability: number | null;
  /** In [0, 1). */
  readonly score: number;
  readonly reasons: readonly ReviewReasonKind[];
  /** A sentence for each reason, the one that counts most first. */
  readonly why: string;
}

const HEADER = ["rank", "row", "id", "label", "answer", "probability", "score", "reasons", "why"] as const;

/** Four decimals: what scores are kept with. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** RFC 4180 with a header, several reasons parted by spaces; or JSON lines. No rows: the header, or nothing. */
export async function formatReviewList(lines: readonly ReviewLine[], kind: "csv" | "jsonl"): Promise<string> {
  const rounded = lines.map((line) => ({
    ...line,
    probability: line.probability === null ? null : round(line.probability),
    score: round(line.score),
  }));
  if (kind === "jsonl") return rounded.map((line) => `${JSON.stringify(line)}\n`).join("");
  const { default: Papa } = await import("papaparse");
  const records = rounded.map((line) =>
    HEADER.map((name) => (name === "reasons" ? line.reasons.join(" ") : line[name])),
  );
  return `${Papa.unparse([[...HEADER], ...records], { newline: "\r\n" })}\r\n`;
}
