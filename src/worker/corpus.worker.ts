/** @file Worker entry: registers the corpus service in the page's language, nothing else. */
import "../data/withoutEval";
import * as Comlink from "comlink";
import { createCorpusService } from "./corpusService";
import { followLanguage } from "./language";

followLanguage();
Comlink.expose(createCorpusService());
