/** @file Worker entry: registers the service, nothing else. */
import * as Comlink from "comlink";
import { createBrowserBackends } from "./browserBackends";
import { createInferenceService } from "./service";

Comlink.expose(createInferenceService(createBrowserBackends()));
