/**
 * @file What zod says of a value that does not fit, in the page's language. A schema's own words are marked with `msg`;
 * zod's are known by their form. Names of JSON kinds ("string", "array") stay: they are what the file says.
 */
import { t, type MessageId } from "./translate";

const FORMS: readonly (readonly [form: RegExp, say: (a: string, b: string) => string])[] = [
  [
    /^Invalid input: expected (.+), received (.+)$/,
    (expected, received) => t("Invalid input: expected {expected}, received {received}", { expected, received }),
  ],
  [/^Invalid input: expected (.+)$/, (expected) => t("Invalid input: expected {expected}", { expected })],
  [/^Invalid option: expected one of (.+)$/, (options) => t("Invalid option: expected one of {options}", { options })],
  [/^Too small: expected \w+ to (?:be|have) (\S+)/, (bound) => t("Too small: expected {bound}", { bound })],
  [/^Too big: expected \w+ to (?:be|have) (\S+)/, (bound) => t("Too big: expected {bound}", { bound })],
  [
    /^Invalid string: must match pattern (.+)$/,
    (pattern) => t("Invalid string: must match pattern {pattern}", { pattern }),
  ],
  [/^Unrecognized key: (.+)$/, (key) => t("Unrecognized key: {key}", { key })],
  [/^Unrecognized keys: (.+)$/, (keys) => t("Unrecognized keys: {keys}", { keys })],
  [/^Invalid input$/, () => t("Invalid input")],
];

/** The message of a zod issue; one of another form stays as it is. */
export function sayIssue(message: string): string {
  for (const [form, say] of FORMS) {
    const found = form.exec(message);
    if (found) return say(found[1] ?? "", found[2] ?? "");
  }
  return t(message as MessageId);
}
