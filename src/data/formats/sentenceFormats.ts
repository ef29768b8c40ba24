/** @file The formats whose rows are sentences with one marked pair, or with their mentions and relations. */
import { conll04Format } from "./conll04";
import { fewrelFormat } from "./fewrel";
import type { Format } from "./format";
import { jsonlFormat } from "./jsonl";
import { opennreFormat } from "./opennre";
import { refindFormat } from "./refind";
import { semevalFormat } from "./semeval";
import { spertFormat } from "./spert";
import { tableFormat } from "./table";
import { tacredFormat } from "./tacred";

export const SENTENCE_FORMATS: readonly Format[] = [
  ...[jsonlFormat, tacredFormat, refindFormat, semevalFormat, fewrelFormat],
  ...[opennreFormat, spertFormat, conll04Format, tableFormat],
];
