/** @file Worker entry: registers the corpus service, nothing else. */
import * as Comlink from "comlink";
import { createCorpusService } from "./corpusService";

Comlink.expose(createCorpusService());
