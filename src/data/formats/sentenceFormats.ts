/** @file The formats whose rows are sentences with one marked pair, or with their mentions and relations. */
import type { Format } from "./format";
import { jsonlFormat } from "./jsonl";
import { tacredFormat } from "./tacred";

export const SENTENCE_FORMATS: readonly Format[] = [jsonlFormat, tacredFormat];
