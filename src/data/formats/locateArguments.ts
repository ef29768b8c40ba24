/** @file Finding two names in a text that says nothing of their places. */
import { t } from "../../messages/translate";
import type { CharSpan, Role } from "../example";

/** What to do with a name that stands more than once: take its first place, or refuse the row. */
export type Occurrence = "first" | "only";

/**
 * Places of two names in a text, as whole words where there are such, and not overlapping. Throws a plain message when a
 * name is not in the text, or, for "only", stands in it more than once.
 */
export function locateArguments(
  text: string,
  subject: string,
  object: string,
  occurrence: Occurrence,
): { subject: CharSpan; object: CharSpan; isAmbiguous: boolean } {
  const subjects = findAll(text, subject, "subject");
  const objects = findAll(text, object, "object");
  const isAmbiguous = subjects.length > 1 || objects.length > 1;
  if (isAmbiguous && occurrence === "only") {
    const [name, places] = subjects.length > 1 ? [subject, subjects] : [object, objects];
    throw new Error(
      t("“{name}” stands {n} times in the text: offsets are needed to tell which is meant.", {
        name: name.slice(0, 60),
        n: places.length,
      }),
    );
  }
  for (const first of subjects) {
    for (const second of objects) {
      if (first.end <= second.start || second.end <= first.start)
        return { subject: first, object: second, isAmbiguous };
    }
  }
  return { subject: subjects[0]!, object: objects[0]!, isAmbiguous };
}

/** The error of an argument without a name. */
export function emptyArgument(role: Role): Error {
  return new Error(t("{role, select, subject {the subject is empty.} other {the object is empty.}}", { role }));
}

const MAX_PLACES = 50;

function findAll(text: string, name: string, role: Role): CharSpan[] {
  const wanted = name.trim();
  if (wanted === "") throw emptyArgument(role);
  const places: CharSpan[] = [];
  for (let at = text.indexOf(wanted); at !== -1 && places.length < MAX_PLACES; at = text.indexOf(wanted, at + 1)) {
    places.push({ start: at, end: at + wanted.length });
  }
  if (places.length === 0) {
    throw new Error(
      t(
        "{role, select, subject {the subject “{name}” does not stand in the text.} other {the object “{name}” does not stand in the text.}}",
        { role, name: wanted.slice(0, 60) },
      ),
    );
  }
  const words = places.filter(
    ({ start, end }) =>
      !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
      !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2)),
  );
  return words.length > 0 ? words : places;
}
