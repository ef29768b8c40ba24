/** @file What the fields of a TACRED row are called in the copies that exist. */
import { getField } from "./parsedFile";

/** What the fields of a row are called. */
export interface TacredKeys {
  readonly tokens: string;
  readonly subject: string;
  readonly object: string;
  readonly relation: string;
}

/** The names that a row uses; TACRED's own where it does not tell. */
export function keysOf(row: unknown): TacredKeys {
  const has = (key: string) => getField(row, key) !== undefined;
  const isOlderCopy = has("head_start") && has("tail_start") && !has("subj_start");
  return {
    tokens: has("tokens") && !has("token") ? "tokens" : "token",
    subject: isOlderCopy ? "head" : "subj",
    object: isOlderCopy ? "tail" : "obj",
    relation: has("label") && !has("relation") ? "label" : "relation",
  };
}
