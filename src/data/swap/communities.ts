/** @file Names by language community, made by faker's lists of names; each list is fetched when first asked for. */
import type { Faker } from "@faker-js/faker";

/** A language community whose names can be drawn. */
export interface Community {
  readonly id: string;
  /** In plain words. */
  readonly title: string;
  /** Writing system of the names (ISO 15924): a model for Latin text reads other scripts letter by letter. */
  readonly script: "Latn" | "Arab" | "Hans";
  /** What turns a last name into a firm's name; without it the community has no names of organizations. */
  readonly firms?: readonly string[];
  /** False where faker has no towns of the community and would give English ones. Default true. */
  readonly hasTowns?: boolean;
}

/** In menu order. */
export const COMMUNITIES: readonly Community[] = [
  { id: "en", title: "English", script: "Latn", firms: [" Inc", " Ltd", " & Sons"] },
  { id: "de", title: "German", script: "Latn", firms: [" GmbH", " AG", " KG"] },
  { id: "es", title: "Spanish", script: "Latn", firms: [" S.A.", " S.L.", " e Hijos"] },
  { id: "tr", title: "Turkish", script: "Latn", firms: [" A.Ş.", " Holding"] },
  { id: "yo", title: "Yoruba", script: "Latn", hasTowns: false },
  { id: "vi", title: "Vietnamese", script: "Latn" },
  { id: "ar", title: "Arabic (Arabic script)", script: "Arab" },
  { id: "zh", title: "Chinese (Han script)", script: "Hans", firms: ["氏集团", "记公司"] },
];

/** Written out so that the bundler makes one file for each. */
const loaders: Readonly<Record<string, () => Promise<{ faker: Faker }>>> = {
  en: () => import("@faker-js/faker/locale/en"),
  de: () => import("@faker-js/faker/locale/de"),
  es: () => import("@faker-js/faker/locale/es"),
  tr: () => import("@faker-js/faker/locale/tr"),
  yo: () => import("@faker-js/faker/locale/yo_NG"),
  vi: () => import("@faker-js/faker/locale/vi"),
  ar: () => import("@faker-js/faker/locale/ar"),
  zh: () => import("@faker-js/faker/locale/zh_CN"),
};

/** The coarse types that a community has names of. */
export function listCommunityTypes(community: Community): string[] {
  return [
    "PERSON",
    ...(community.hasTowns === false ? [] : ["LOCATION"]),
    ...(community.firms ? ["ORGANIZATION"] : []),
  ];
}

/**
 * Up to `count` different names of a coarse type from one community that `accept` takes; the same for the same seed.
 * People are invented from first and last names (`isShort`: last name alone), towns are real, firms are a last name
 * with a legal form. Empty for a type the community has no names of. Throws for an unknown community.
 */
export async function makeCommunityNames(
  communityId: string,
  type: string,
  options: { seed: number; count: number; isShort?: boolean; accept?: (name: string) => boolean },
): Promise<string[]> {
  const community = COMMUNITIES.find(({ id }) => id === communityId);
  if (!community) {
    const known = COMMUNITIES.map(({ id }) => id).join(", ");
    throw new Error(`makeCommunityNames: expected one of ${known}, got "${communityId}". Choose a listed one.`);
  }
  if (!listCommunityTypes(community).includes(type)) return [];
  const { faker } = await loaders[communityId]!();
  // One shared generator: seeded and used without a pause in between, so that no other caller comes in.
  faker.seed(options.seed);
  const names = new Set<string>();
  for (let i = 0; i < options.count * 20 && names.size < options.count; i++) {
    const name = makeName(faker, community, type, options.isShort ?? false);
    if (options.accept?.(name) ?? true) names.add(name);
  }
  return [...names];
}

function makeName(faker: Faker, community: Community, type: string, isShort: boolean): string {
  if (type === "LOCATION") return faker.helpers.arrayElement(faker.rawDefinitions.location!.city_name!);
  const [first, last] = [faker.person.firstName(), faker.person.lastName()];
  if (type === "ORGANIZATION") return last + faker.helpers.arrayElement([...community.firms!]);
  if (community.id === "zh") return last + first;
  if (isShort) return last;
  return community.id === "vi" ? `${last} ${first}` : `${first} ${last}`;
}
