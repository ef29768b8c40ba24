/** @file The entry point: puts worker, store and page together. */
import { t } from "../messages/translate";
import "../data/withoutEval";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadLanguage, onMissingMessages } from "../messages/catalogues";
import { chooseLanguage, parseLanguage, SOURCE_LANGUAGE, type Language } from "../messages/languages";
import { LANGUAGE_KEY, sayFewTexts, sayNoTexts } from "../state/languageSlice";
import { createBenchStore } from "../state/store";
import { isLessonLink, isLink, isProjectorAsked, parseUrlState, readKernels } from "../state/urlState";
import { provideBench } from "../state/useBench";
import { App } from "./App";
import { createBuiltAnswers, type StoredReadings } from "./builtReadings";
import { EXAMPLES } from "./examples";
import { readEmbedding } from "./embed/embedAddress";
import { fetchModelsJson, MODELS_URL } from "./modelsFolder";
import { isMetered, isModelAbsent } from "./metered";
import { preferences } from "./preferences";
import { syncUrl } from "./syncUrl";
import type { NameTables } from "../data/swap/nameTables";
import { createCorpusTools } from "../state/corpusTools";
import { createEngine } from "../state/createEngine";
import "./tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/stage.css";
import "./styles/figure.css";
import "./styles/swap.css";
import "./styles/status.css";
import "./styles/projector.css";
import "./styles/reach.css";

// Written by scripts/buildExamples.mjs; absent in a fresh checkout, and then the page waits for the live model.
const [first] = Object.values(
  import.meta.glob<StoredReadings>("./generated/firstReading.json", { eager: true, import: "default" }),
);
const [restUrl] = Object.values(
  import.meta.glob<string>("./generated/moreReadings.json", { eager: true, query: "?url", import: "default" }),
);

/** Wait between the first model and the copy of the app, so that the first answers are drawn first. */
const KEEP_AFTER_MS = 1000;

/** Fetched once; a fetch that failed is tried again with the next call. */
let tables: Promise<NameTables> | null = null;
function loadTables(): Promise<NameTables> {
  const url = new URL("names/names.json", document.baseURI).href;
  tables ??= import("../data/swap/nameTables").then(({ loadNameTables }) => loadNameTables(url));
  tables.catch(() => (tables = null));
  return tables;
}

/** How this page is embedded; a host that cannot be read is told, and nobody is answered then. */
function readOwnEmbedding(): { host: string; problem: string | null } | null {
  try {
    const embedding = readEmbedding(location.search, location.origin);
    return embedding && { ...embedding, problem: null };
  } catch (error) {
    return { host: location.origin, problem: error instanceof Error ? error.message : String(error) };
  }
}
const embedding = readOwnEmbedding();

// The visitor's language is on before anything is said; without its texts the page speaks English, and says so.
const wanted = chooseLanguage(location.search, preferences.read(LANGUAGE_KEY), navigator.languages);
const language = await loadLanguage(wanted).then(
  () => wanted,
  (): Language => SOURCE_LANGUAGE,
);

const parts: StoredReadings[] = first ? [first] : [];
const engine = createEngine(
  MODELS_URL,
  (info, reason) => store.getState().noteBackendChange(info, reason),
  readKernels(location.search),
);
const store = createBenchStore({
  engine,
  extraction: engine,
  corpusTools: createCorpusTools(engine, {
    demoUrl: new URL("corpora/demo.jsonl", document.baseURI).href,
    countsUrl: new URL("names/trainCounts.bin", document.baseURI).href,
    resultsUrl: new URL("results/", document.baseURI).href,
  }),
  examples: EXAMPLES,
  built: createBuiltAnswers(parts),
  url: embedding === null ? parseUrlState(location.search) : { ...parseUrlState(location.search), view: "bench" },
  language,
  isLanguageInUrl: parseLanguage(location.search) === language,
  fetchJson: fetchModelsJson,
  loadTables,
  preferences,
  asksFirst: isMetered() ? isModelAbsent : null,
});

provideBench(store);
if (isProjectorAsked(location.search)) store.getState().setProjector(true, false);
if (language !== wanted) store.getState().addNotice(sayNoTexts(wanted));
onMissingMessages((missing) => store.getState().addNotice(sayFewTexts(missing)));
if (embedding !== null) {
  if (embedding.problem === null)
    void import("./embed/connectHost")
      .then(({ connectHost }) => connectHost(store, embedding.host))
      .catch(() =>
        store.getState().addNotice(() => t("The page around this one cannot be answered: a part is missing. Reload.")),
      );
  else store.getState().addNotice(embedding.problem);
}
// A link is read before the first paint, so that no other sentence is seen before its own.
if (isLink(location.hash)) await store.getState().openLink(location.hash);
else if (embedding === null && isLessonLink(location.hash)) await store.getState().openLessonLink(location.hash);
syncUrl(store);
store.getState().ask(); // shows the reading from the build, where there is one
const element = document.getElementById("root");
if (!element) throw new Error('main: expected an element with id "root" in index.html, got none.');
const root = createRoot(element);
// As a transition the first render is cut into short tasks; the model starts to load after it has been painted.
startTransition(() =>
  root.render(
    <StrictMode>
      <App host={embedding?.host ?? null} onPainted={() => void store.getState().start()} />
    </StrictMode>,
  ),
);

// Kept once a model answers: the first visit needs the line for the model, and a metered one for nothing else unasked.
if (import.meta.env.PROD) {
  const stop = store.subscribe(({ slots }) => {
    if (!Object.values(slots).some(({ status }) => status === "ready")) return;
    stop();
    // Without a network this part is missing: then the page works as it is, and the next visit keeps it.
    const keep = () => import("./keepOffline").then(({ keepOffline }) => keepOffline(store)).catch(() => undefined);
    setTimeout(() => void keep(), KEEP_AFTER_MS);
  });
}

if (restUrl !== undefined) {
  void fetch(restUrl)
    .then((response) => response.json() as Promise<StoredReadings>)
    .then((more) => {
      parts.push(more);
      store.getState().ask();
    })
    .catch(() => undefined); // the live model answers without them
}
