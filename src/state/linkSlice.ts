/** @file Links to the page as it stands: opening one, and writing one. What they hold is in linkFormat, loaded when needed. */
import type { Corpus } from "../data/readCorpus";
import type { ModelInfo } from "../inference/types";
import type { LinkState } from "./linkFormat";
import type * as LinkTools from "./linkTools";
import type { Slice } from "./store";

/** What an opened link asks of a corpus. */
export interface LinkedCorpus {
  readonly link: LinkState;
  /** "awaited": not open yet; "other": a file was opened and is another one; "open": the link's own is open. */
  readonly status: "awaited" | "other" | "open";
}

/** A link that was written. */
export interface WrittenLink {
  /** The part of the address from "#" on; "" when there is nothing to say. */
  readonly fragment: string;
  /** What had to stay out of it, in words. */
  readonly leftOut: readonly string[];
}

export interface LinkSlice {
  /** Null without a link, and once its corpus part has been let go. */
  readonly linked: LinkedCorpus | null;
  /** Id and hash of the model an opened link, or session, was made with, until that model is here to be compared. */
  readonly linkedModel: { readonly id: string; readonly hash: string; readonly isSession?: boolean } | null;
  /** Puts the page as a link says. What cannot be used is named in a notice. Resolves before its corpus is open. */
  openLink(fragment: string): Promise<void>;
  /** Writes the link to the page as it stands; `isFull`: see takeLink. */
  writeLink(isFull: boolean): Promise<WrittenLink>;
  /** Stops waiting for the file of a link. */
  dropLink(): void;
  /** Compares a corpus that has just been opened with the one an opened link was made on. */
  matchLink(corpus: Corpus): void;
  /** Says so when an opened link was made with another version of this model. */
  matchModel(info: ModelInfo): void;
}

export const createLinkSlice: Slice<LinkSlice> = (set, get) => {
  let tools: typeof LinkTools | null = null;
  const load = async () => (tools ??= await import("./linkTools"));
  return {
    linked: null,
    linkedModel: null,
    async openLink(fragment) {
      const { openLink } = await load();
      openLink(fragment, set, get);
    },
    async writeLink(isFull) {
      const { writeLink } = await load();
      return writeLink(get(), isFull);
    },
    dropLink: () => set({ linked: null }),
    matchLink: (corpus) => tools?.matchLink(corpus, set, get),
    matchModel(info) {
      if (get().linkedModel?.id === info.id) void load().then(({ matchModel }) => matchModel(info, set, get));
    },
  };
};
