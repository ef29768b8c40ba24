/** @file Finding two names in a text that says nothing of their places. */
import type { CharSpan } from "../example";

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
      `“${name.slice(0, 60)}” stands ${places.length} times in the text: offsets are needed to tell which is meant.`,
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

const MAX_PLACES = 50;

function findAll(text: string, name: string, role: string): CharSpan[] {
  const wanted = name.trim();
  if (wanted === "") throw new Error(`the ${role} is empty.`);
  const places: CharSpan[] = [];
  for (let at = text.indexOf(wanted); at !== -1 && places.length < MAX_PLACES; at = text.indexOf(wanted, at + 1)) {
    places.push({ start: at, end: at + wanted.length });
  }
  if (places.length === 0) throw new Error(`the ${role} “${wanted.slice(0, 60)}” does not stand in the text.`);
  const words = places.filter(
    ({ start, end }) =>
      !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
      !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2)),
  );
  return words.length > 0 ? words : places;
}
