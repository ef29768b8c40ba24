/** @file The formats that annotate documents: whole texts with mentions and relations, cut into sentences here. */
import { brat } from "./brat";
import { crossre } from "./crossre";
import { docred } from "./docred";
import type { Format } from "./format";
import { scierc } from "./scierc";

export const DOCUMENT_FORMATS: readonly Format[] = [docred, scierc, crossre, brat];
