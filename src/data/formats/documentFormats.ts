/** @file The formats that annotate documents: whole texts with mentions and relations, cut into sentences here. */
import { bioc } from "./bioc";
import { brat } from "./brat";
import { casJson } from "./casJson";
import { crossre } from "./crossre";
import { doccano } from "./doccano";
import { docred } from "./docred";
import { extracted } from "./extracted";
import type { Format } from "./format";
import { knowledgeNet } from "./knowledgeNet";
import { labelStudio } from "./labelStudio";
import { prodigy } from "./prodigy";
import { pubtator } from "./pubtator";
import { scierc } from "./scierc";
import { webanno } from "./webanno";

export const DOCUMENT_FORMATS: readonly Format[] = [
  ...[docred, scierc, crossre, brat, bioc, pubtator],
  ...[labelStudio, doccano, prodigy, webanno, casJson, knowledgeNet, extracted],
];
