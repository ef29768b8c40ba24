/** @file Dates made in the style of another date. */
import type { Random } from "../../math/random";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const LAST_YEAR = 2024;
/** How far a year may lie from the old one, tried in this order. */
const YEAR_WINDOWS = [15, 40, 100, 300];
const NUM_TRIES = 40;

type Kind = "Y" | "Ys" | "D" | "O" | "M" | "m" | "";

/** Words, numbers and what stands between them; joined they give the text back. */
function splitDate(text: string): string[] {
  return text.match(/\p{L}+\.?|\d+(?:st|nd|rd|th|s)?|[^\p{L}\d]+/gu) ?? [];
}

/** Year, decade, day, ordinal, month in full, month in short, or none of them. */
function readKind(part: string): Kind {
  const lower = part.toLowerCase().replace(/\.$/, "");
  if (MONTHS.some((month) => month.toLowerCase() === lower)) return "M";
  if (lower === "sept" || MONTHS.some((month) => month.slice(0, 3).toLowerCase() === lower)) return "m";
  if (/^\d{4}$/.test(part)) return "Y";
  if (/^\d{1,2}$/.test(part)) return Number(part) >= 1 && Number(part) <= 31 ? "D" : "";
  if (/^\d{4}s$/.test(lower)) return "Ys";
  return /^\d+(st|nd|rd|th)$/.test(lower) ? "O" : "";
}

/** The pattern of a date: "D M, Y" for a day, a month and a year; all other text as it is, in lower case. */
export function readDateStyle(text: string): string {
  return splitDate(text)
    .map((part) => readKind(part) || part.toLowerCase())
    .join("");
}

/** True when some part of `text` is a day, month, year, decade or ordinal. */
export function isDateLike(text: string): boolean {
  return splitDate(text).some((part) => readKind(part) !== "");
}

/**
 * A date in the style of `surface` that `accept` takes, its years as near to the old one as accepted ones lie.
 * Undefined when `surface` has nothing to change or nothing is accepted.
 */
export function makeDate(surface: string, accept: (date: string) => boolean, random: Random): string | undefined {
  const parts = splitDate(surface);
  const kinds = parts.map(readKind);
  if (kinds.every((kind) => kind === "")) return undefined;
  for (const window of YEAR_WINDOWS) {
    for (let i = 0; i < NUM_TRIES; i++) {
      const made = parts.map((part, j) => renew(part, kinds[j]!, window, random)).join("");
      if (made !== surface && accept(made)) return made;
    }
  }
  return undefined;
}

function renew(part: string, kind: Kind, window: number, random: Random): string {
  const between = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));
  switch (kind) {
    case "Y": {
      const year = Number(part);
      const made = between(Math.max(1, year - window), Math.min(Math.max(LAST_YEAR, year), year + window));
      return String(made).padStart(4, "0");
    }
    case "Ys": {
      const decade =
        Math.floor(Number(part.slice(0, 4)) / 10) + between(-Math.ceil(window / 10), Math.ceil(window / 10));
      return `${Math.min(Math.max(decade, 100), Math.floor(LAST_YEAR / 10))}0${part.at(-1)}`;
    }
    case "O": {
      const number = between(1, 21);
      const ending = (number > 10 && number < 14 ? undefined : ["", "st", "nd", "rd"][number % 10]) || "th";
      return `${number}${ending}`;
    }
    case "D":
      return String(between(1, 28)).padStart(part.startsWith("0") ? 2 : 1, "0");
    case "M":
      return followLetters(part, MONTHS[between(0, 11)]!);
    case "m": {
      const short = MONTHS[between(0, 11)]!.slice(0, 3);
      return followLetters(part, part.endsWith(".") ? `${short}.` : short);
    }
    default:
      return part;
  }
}

function followLetters(old: string, word: string): string {
  if (old === old.toUpperCase()) return word.toUpperCase();
  return old === old.toLowerCase() ? word.toLowerCase() : word;
}
