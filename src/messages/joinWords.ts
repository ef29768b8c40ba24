/** @file Words one after another, as the page's language strings them. */
import { t } from "./translate";

/** "a, b, c": no word before the last. "" of none. */
export function joinWords(words: readonly string[]): string {
  return words.length === 0 ? "" : words.reduce((left, right) => t("{left}, {right}", { left, right }));
}

/** "“a”, “b”" of names that stand in a file. */
export function quoteNames(names: readonly string[]): string {
  return joinWords(names.map((name) => t("“{name}”", { name })));
}
