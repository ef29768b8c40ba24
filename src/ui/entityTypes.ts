/** @file The entity types of the wikipedia-relations label set, in its own order, each with plain words. */

export interface EntityType {
  readonly id: string;
  readonly gloss: string;
}

export const ENTITY_TYPES: readonly EntityType[] = [
  { id: "PERSON", gloss: "a person, real or fictional" },
  { id: "ORGANIZATION", gloss: "a company, school, party, team" },
  { id: "LOCATION", gloss: "a country, town, river, building" },
  { id: "DATE", gloss: "a day, a month, a year" },
  { id: "WORK", gloss: "a book, film, song, game" },
  { id: "EVENT", gloss: "a war, a festival, an election" },
  { id: "PRODUCT", gloss: "something made to be used" },
  { id: "LANGUAGE", gloss: "a language" },
  { id: "GENRE", gloss: "a kind of work" },
  { id: "TITLE", gloss: "an occupation, office or rank" },
  { id: "INSTRUMENT", gloss: "a musical instrument" },
  { id: "RELIGION", gloss: "a faith or church" },
  { id: "MISC", gloss: "a name of another kind" },
  { id: "NUMBER", gloss: "an amount" },
];
