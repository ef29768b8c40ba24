/** @file The text that a Label Studio task shows, and where its regions stand in it. */
import { t } from "../../messages/translate";
import { describe, getField, notWhole } from "./parsedFile";

/** A text with the reader of its regions' places. */
export interface TaskText {
  readonly text: string;
  /** Start and end of a region's value, in UTF-16 units of the text. Throws a plain message. */
  placeOf(value: unknown): { readonly start: number; readonly end: number };
}

/** Names of the data fields that hold a text or a dialogue. */
export function listTextFields(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    (typeof value === "string" && value.trim() !== "") || isDialogue(value) ? [key] : [],
  );
}

function isDialogue(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every((turn) => dialogueText(turn) !== undefined);
}

function dialogueText(turn: unknown): string | undefined {
  return ["text", "phrase", "content"]
    .map((key) => getField(turn, key))
    .find((part): part is string => typeof part === "string");
}

/** Reads a field: plain text, HTML (its tags are taken out) or a dialogue (its turns are put on lines). */
export function readTaskText(field: unknown, isHtml: boolean): TaskText {
  if (isDialogue(field)) {
    const turns = field.map((turn) => dialogueText(turn)!);
    const starts: number[] = [];
    let length = 0;
    for (const turn of turns) {
      starts.push(length);
      length += turn.length + 1;
    }
    const place = (value: unknown, turn: string, offset: string) => {
      const base = starts[Number(getField(value, turn))];
      if (base === undefined) {
        throw new Error(t("there is no turn {turn} in the dialogue.", { turn: describe(getField(value, turn)) }));
      }
      return base + readOffset(value, offset);
    };
    return {
      text: turns.join("\n"),
      placeOf: (value) => ({ start: place(value, "start", "startOffset"), end: place(value, "end", "endOffset") }),
    };
  }
  if (typeof field !== "string") throw new Error(t("expected a text, got {got}.", { got: describe(field) }));
  return {
    text: isHtml ? stripTags(field) : field,
    placeOf(value) {
      if (typeof getField(value, "start") !== "string" || /^\d+$/.test(String(getField(value, "start")))) {
        return { start: readOffset(value, "start"), end: readOffset(value, "end") };
      }
      const global = getField(value, "globalOffsets");
      if (global !== undefined) return { start: readOffset(global, "start"), end: readOffset(global, "end") };
      throw new Error(t("its place is an XPath without globalOffsets: export from a newer Label Studio."));
    },
  };
}

function readOffset(value: unknown, key: string): number {
  const offset = Number(getField(value, key) ?? NaN);
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw notWhole(key, getField(value, key));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: "\u00a0",
};

/** What a browser shows of HTML, as far as plain tags and the usual entities go; nothing of it is ever rendered. */
function stripTags(html: string): string {
  const shown = html.replace(/<(script|style)\b[^>]*>.*?<\/\1\s*>/gis, "").replace(/<[^<>]*>/g, "");
  return shown.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name]!);
}
