/** @file What a cloud is: the plane of a corpus, two mentions in it, and the keys of what fits the stage. */
import type { CloudPlane, PlacedMention } from "../analysis/cloud";
import type { Role } from "../data/example";
import type { MentionMeans, ModelInfo } from "../inference/types";
import { checkDraft, type Draft } from "./draft";
import { selectActiveIds } from "./modelSlice";
import type { BenchState } from "./store";

/** One mention of the corpus under the clouds. */
export interface CorpusMention {
  readonly name: string;
  readonly role: Role;
  readonly type: string | null;
  readonly relation: string | null;
}

/** The plane with what it was fitted on. */
export interface CloudGround {
  readonly key: string;
  /** Name of the corpus; it may be the user's own file. */
  readonly corpusName: string;
  /** SHA-256 of its file. */
  readonly corpusHash: string;
  /** Whether it is the demo corpus because none is open. */
  readonly isStandIn: boolean;
  /** Subject and object of each sampled row. [M] */
  readonly mentions: readonly CorpusMention[];
  /** Mentions of the whole corpus. */
  readonly numAll: number;
  /** Seed of the sample and of the fit. */
  readonly seed: number;
  readonly means: MentionMeans;
  readonly plane: CloudPlane;
}

/** How far the plane is. */
export type GroundState =
  | { readonly status: "reading"; readonly key: string; readonly numDone: number; readonly numTotal: number }
  | { readonly status: "failed" | "cancelled"; readonly key: string; readonly message: string }
  | { readonly status: "ready"; readonly key: string; readonly ground: CloudGround };

/** Both mentions of one sentence in the plane. */
export interface PlacedPair {
  readonly names: Readonly<Record<Role, string>>;
  readonly subject: PlacedMention;
  readonly object: PlacedMention;
}

/** What the newest answer was. */
export interface Cloud extends PlacedPair {
  /** `selectCloudKey` of the question it answers. */
  readonly key: string;
  readonly model: Pick<ModelInfo, "id" | "hash">;
  readonly numDraws: number;
  readonly seed: number;
  readonly ground: CloudGround;
  /** Reading A, without draws and neighbours; null when nothing is pinned. */
  readonly pinned: PlacedPair | null;
}

/** The loaded model in use that has a bottleneck; null while there is none. */
export function selectCloudModel(
  state: Pick<BenchState, "index" | "modelId" | "isComparing" | "slots">,
): ModelInfo | null {
  for (const id of selectActiveIds(state)) {
    const info = state.slots[id]?.info;
    if (info?.hasBottleneck) return info;
  }
  return null;
}

/** Key of the plane that fits: model and corpus. */
export function selectGroundKey(state: BenchState): string {
  return JSON.stringify([selectCloudModel(state)?.id, state.corpus?.hash ?? null]);
}

const spansOf = ({ text, subject, object }: Draft) => [text, subject?.start, subject?.end, object?.start, object?.end];

/** Key of the cloud that fits the stage: plane, sentence, draws, reading A. Empty while nothing can be drawn. */
export function selectCloudKey(state: BenchState): string {
  const { present } = state.history;
  if (selectCloudModel(state) === null || checkDraft(present).length > 0) return "";
  const { draws, seed } = state.knobs;
  return JSON.stringify([selectGroundKey(state), spansOf(present), draws, seed, state.pin && spansOf(state.pin.draft)]);
}
