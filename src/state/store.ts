/** @file The one store: slices put together over an environment that a test can replace. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Example } from "../data/example";
import type { Reading } from "../inference/types";
import type { ModelFacts } from "./answer";
import { createCloudSlice, type CloudSlice } from "./cloudSlice";
import { createCorpusSlice, type CorpusSlice } from "./corpusSlice";
import type { CorpusTools } from "./corpusTools";
import type { Language } from "../messages/languages";
import type { Engine, ExtractionEngine } from "./engine";
import { createExportSlice, type ExportSlice } from "./exportSlice";
import { createFindSlice, type FindSlice } from "./findSlice";
import { createHistorySlice, type HistorySlice } from "./historySlice";
import { createMeanReader, type MeanReader } from "./meanReader";
import { createModelSlice, type ModelSlice } from "./modelSlice";
import { createReadingSlice, type ReadingSlice } from "./readingSlice";
import { createSentenceSlice, type SentenceSlice } from "./sentenceSlice";
import { createSettingsSlice, type SettingsSlice } from "./settingsSlice";
import { createModelsSlice, type ModelsSlice } from "./modelsSlice";
import { createMappingSlice, type MappingSlice } from "./mappingSlice";
import { createSlicesSlice, type SlicesSlice } from "./slicesSlice";
import { createSwapSlice, type SwapSlice } from "./swapSlice";
import { createBatchSlice, type BatchSlice } from "./batchSlice";
import { createProbeSlice, type ProbeSlice } from "./probeSlice";
import { createLanguageSlice, type LanguageSlice } from "./languageSlice";
import { createLessonSlice, type LessonSlice } from "./lessonSlice";
import { createLinkSlice, type LinkSlice } from "./linkSlice";
import { createPinSlice, type PinSlice } from "./pinSlice";
import { createOwnSlice, type OwnSlice } from "./ownSlice";
import type { NameTables } from "../data/swap/nameTables";
import { createNameFlipsSlice, type NameFlipsSlice } from "./nameFlipsSlice";
import { createPartnerSlice, type PartnerSlice } from "./partnerSlice";
import { createReviewSlice, type ReviewSlice } from "./reviewSlice";
import { createSeenSlice, type SeenSlice } from "./seenSlice";
import { createSessionSlice, type SessionSlice } from "./sessionSlice";
import { createStatisticsSlice, type StatisticsSlice } from "./statisticsSlice";
import { createTypesSlice, type TypesSlice } from "./typesSlice";
import type { UrlState } from "./urlState";
import { createViewSlice, type ViewSlice } from "./viewSlice";

export interface BenchState
  extends
    SentenceSlice,
    SettingsSlice,
    ModelSlice,
    ReadingSlice,
    ViewSlice,
    LanguageSlice,
    SwapSlice,
    BatchSlice,
    ProbeSlice,
    PinSlice,
    CloudSlice,
    CorpusSlice,
    StatisticsSlice,
    HistorySlice,
    SeenSlice,
    NameFlipsSlice,
    PartnerSlice,
    LinkSlice,
    SessionSlice,
    SlicesSlice,
    ReviewSlice,
    MappingSlice,
    OwnSlice,
    ModelsSlice,
    LessonSlice,
    ExportSlice,
    FindSlice,
    TypesSlice {}

/** Answers computed when the page was built. */
export interface BuiltAnswers {
  /** The default model at build time; null when nothing was computed. */
  readonly defaultModelId: string | null;
  find(modelId: string, exampleId: string): { readonly model: ModelFacts; readonly reading: Reading } | null;
}

/** Everything outside the store that it touches. */
export interface Environment {
  readonly engine: Engine;
  /** Finds entities and relations in text; absent: nothing here does. */
  readonly extraction?: ExtractionEngine;
  readonly corpusTools: CorpusTools;
  readonly examples: readonly Example[];
  readonly built: BuiltAnswers;
  readonly url: UrlState;
  /** The language whose texts are here; English when absent. */
  readonly language?: Language;
  /** Whether the address asks for it. */
  readonly isLanguageInUrl?: boolean;
  /** Fetches and parses a JSON file of the models folder; rejects with a plain message. */
  fetchJson(path: string): Promise<unknown>;
  /** Names by type with their counts in training; the same promise every time once it has come. */
  loadTables(): Promise<NameTables>;
  /** Whether to ask before a model is downloaded, because the connection is metered and it is not here. Absent: never. */
  readonly asksFirst?: ((modelId: string) => Promise<boolean>) | null;
  readonly preferences: { read(key: string): string | null; write(key: string, value: string): void };
}

/** A slice: its initial state and its actions. */
export type Slice<T> = (
  set: (part: Partial<BenchState>) => void,
  get: () => BenchState,
  environment: Environment & { readonly reader: MeanReader },
) => T;

export type BenchStore = StoreApi<BenchState>;

/** A fresh store. Nothing is loaded or asked before `start()`. */
export function createBenchStore(given: Environment): BenchStore {
  const environment = { ...given, reader: createMeanReader(given.engine) };
  return createStore<BenchState>()((set, get) => ({
    ...createSentenceSlice(set, get, environment),
    ...createSettingsSlice(set, get, environment),
    ...createViewSlice(set, get, environment),
    ...createLanguageSlice(set, get, environment),
    ...createModelSlice(set, get, environment),
    ...createReadingSlice(set, get, environment),
    ...createSwapSlice(set, get, environment),
    ...createBatchSlice(set, get, environment),
    ...createProbeSlice(set, get, environment),
    ...createPinSlice(set, get, environment),
    ...createCloudSlice(set, get, environment),
    ...createCorpusSlice(set, get, environment),
    ...createStatisticsSlice(set, get, environment),
    ...createHistorySlice(set, get, environment),
    ...createSeenSlice(set, get, environment),
    ...createNameFlipsSlice(set, get, environment),
    ...createPartnerSlice(set, get, environment),
    ...createLinkSlice(set, get, environment),
    ...createSessionSlice(set, get, environment),
    ...createSlicesSlice(set, get, environment),
    ...createReviewSlice(set, get, environment),
    ...createMappingSlice(set, get, environment),
    ...createOwnSlice(set, get, environment),
    ...createModelsSlice(set, get, environment),
    ...createLessonSlice(set, get, environment),
    ...createExportSlice(set, get, environment),
    ...createFindSlice(set, get, environment),
    ...createTypesSlice(set, get, environment),
  }));
}
