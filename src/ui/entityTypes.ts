/** @file The entity types of the wikipedia-relations label set, in its own order, each with plain words. */
import { msg, type MessageId } from "../messages/translate";

export interface EntityType {
  readonly id: string;
  readonly gloss: MessageId;
}

export const ENTITY_TYPES: readonly EntityType[] = [
  { id: "PERSON", gloss: msg("a person, real or fictional") },
  { id: "ORGANIZATION", gloss: msg("a company, school, party, team") },
  { id: "LOCATION", gloss: msg("a country, town, river, building") },
  { id: "DATE", gloss: msg("a day, a month, a year") },
  { id: "WORK", gloss: msg("a book, film, song, game") },
  { id: "EVENT", gloss: msg("a war, a festival, an election") },
  { id: "PRODUCT", gloss: msg("something made to be used") },
  { id: "LANGUAGE", gloss: msg("a language") },
  { id: "GENRE", gloss: msg("a kind of work") },
  { id: "TITLE", gloss: msg("an occupation, office or rank") },
  { id: "INSTRUMENT", gloss: msg("a musical instrument") },
  { id: "RELIGION", gloss: msg("a faith or church") },
  { id: "MISC", gloss: msg("a name of another kind") },
  { id: "NUMBER", gloss: msg("an amount") },
];
