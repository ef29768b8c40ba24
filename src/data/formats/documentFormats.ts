/** @file The formats that annotate documents: whole texts with mentions and relations, cut into sentences here. */
import type { Format } from "./format";

export const DOCUMENT_FORMATS: readonly Format[] = [];
