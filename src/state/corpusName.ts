/** @file What a corpus is called on the page. */
import { t } from "../messages/translate";

/** The name the demo corpus is opened under, and kept under in files. */
export const DEMO_NAME = "Demo corpus";

/** The demo corpus in the page's language; a file by its name. */
export function sayCorpusName({ name }: { readonly name: string }): string {
  return name === DEMO_NAME ? t("Demo corpus") : name;
}
