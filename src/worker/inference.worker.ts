/** @file Worker entry: registers the service in the page's language, nothing else. */
import "../data/withoutEval";
import * as Comlink from "comlink";
import { createBrowserBackends } from "./browserBackends";
import { followLanguage } from "./language";
import { createInferenceService } from "./service";

followLanguage();
Comlink.expose(createInferenceService(createBrowserBackends()));
