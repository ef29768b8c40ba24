/** @file Numbers and lists as the page's language writes them. Files that the page writes stay language-free. */
import { LANGUAGE_FACTS, SOURCE_LANGUAGE } from "./languages";
import { getLanguage } from "./translate";

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(digits: number, isGrouped: boolean): Intl.NumberFormat {
  const { locale } = LANGUAGE_FACTS[getLanguage()];
  const key = `${locale} ${digits} ${isGrouped}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: isGrouped ? 0 : digits,
      maximumFractionDigits: digits,
      useGrouping: isGrouped,
    });
    formats.set(key, format);
  }
  return format;
}

/** A number as it is, without marked thousands: "0.2", "1". */
export function formatNumber(value: number): string {
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? formatFixed(value, text.split(".")[1]?.length ?? 0) : text;
}

/** A count with its thousands marked: "1,234". */
export function formatCount(count: number): string {
  return formatOf(3, true).format(count);
}

/** A number with so many decimals, rounded as `toFixed` does, thousands not marked: "0.57". */
export function formatFixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (getLanguage() === SOURCE_LANGUAGE || !Number.isFinite(value)) return text;
  // As text, so that every language rounds as English does; where Intl takes no text, the number is the same.
  return formatOf(digits, false).format(text as Intl.StringNumericLiteral);
}

/** A number with one digit before the point, so many behind it, and a power of ten: "4.5e-5". */
export function formatPower(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits).split("e");
  return `${formatFixed(Number(mantissa), digits)}e${exponent}`;
}

/** "a, b and c". */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGE_FACTS[getLanguage()].locale).format(words);
}

/** "a, b or c". */
export function formatChoice(words: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGE_FACTS[getLanguage()].locale, { type: "disjunction" }).format(words);
}

/** A day: "21 November 2026". */
export function formatDate(date: Date): string {
  return new Intl.DateTimeFormat(LANGUAGE_FACTS[getLanguage()].locale, { dateStyle: "long" }).format(date);
}
