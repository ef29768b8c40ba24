/** @file The hue of an entity type: a second sign beside its name, from colours that mean no role and no variance. */
import { normaliseType } from "../data/swap/nameTables";

const HUES: Readonly<Record<string, number>> = {
  PERSON: 1,
  ORGANIZATION: 2,
  LOCATION: 3,
  DATE: 4,
  NUMBER: 4,
};

/** Class of the hue: 1 person, 2 organization, 3 location, 4 date or number, 5 any other; other corpora's names of these types count. */
export function entityHue(type: string): string {
  const short = { PEOP: "PERSON", LOC: "LOCATION", ORG: "ORGANIZATION" }[type.trim().toUpperCase()];
  return `hue-${HUES[normaliseType(short ?? type).type] ?? 5}`;
}
