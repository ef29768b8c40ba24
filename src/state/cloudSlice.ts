/** @file The two mentions on the stage as clouds: the plane of a corpus, and where they stand in it. */
import type { Cloud, GroundState } from "./cloud";
import type { Slice } from "./store";

export interface CloudSlice {
  readonly cloudGround: GroundState | null;
  /** It may answer an earlier question while a new one is worked on. */
  readonly cloud: Cloud | null;
  /** Why the newest question has no answer; null otherwise. */
  readonly cloudError: { readonly key: string; readonly message: string } | null;
  /** Puts the sentence on the stage into the plane of the open corpus, of the demo corpus when none is open. */
  readCloud(): Promise<void>;
  /** Stops fitting the plane. */
  cancelCloud(): void;
}

export const createCloudSlice: Slice<CloudSlice> = (set, get, environment) => {
  // Loaded when first needed: the Bench's first paint needs none of it.
  let reader: Promise<{ read: () => Promise<void>; cancel: () => void }> | null = null;
  return {
    cloudGround: null,
    cloud: null,
    cloudError: null,
    async readCloud() {
      reader ??= import("./cloudReader").then(({ createCloudReader }) => createCloudReader(set, get, environment));
      reader.catch(() => (reader = null)); // tried again by the next call
      await (await reader).read();
    },
    cancelCloud: () => void reader?.then(({ cancel }) => cancel()),
  };
};
