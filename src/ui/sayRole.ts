/** @file What the two arguments of a relation are called. */
import { t } from "../messages/translate";

/** "subject", "object". */
export function sayRole(role: "subject" | "object"): string {
  return role === "subject" ? t("subject") : t("object");
}
