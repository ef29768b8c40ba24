/** @file Exports of the open corpus: which is going on, how far it is, and what came of the last one. */
import type { ExportOutcome, ExportStage } from "../worker/protocol";
import { messageOf } from "./engine";
import type { Slice } from "./store";

/** A written file, offered once. */
export type ExportedFile = Extract<ExportOutcome, { kind: "file" }>;

export interface ExportSlice {
  /** Null while no export is going on. */
  readonly exporting: { readonly target: string; readonly stage: ExportStage } | null;
  /** What the last export could not do, as sentences. */
  readonly exportNotices: readonly string[];
  /**
   * Writes the rows with their scores; `target`: see ExportRequest. Null when it was cancelled, failed (`exportNotices` says
   * why), or there are no rows of sentences.
   */
  exportRows(target: string): Promise<ExportedFile | null>;
  cancelExport(): void;
}

export const createExportSlice: Slice<ExportSlice> = (set, get, { corpusTools: tools }) => ({
  exporting: null,
  exportNotices: [],
  async exportRows(target) {
    const { corpus } = get();
    if (corpus === null || corpus.figures || get().exporting !== null) return null;
    set({ exporting: { target, stage: { kind: "reading", share: null } }, exportNotices: [] });
    try {
      const { packAdditions } = await import("./packAdditions");
      const request = { corpusHash: corpus.hash, target, additions: packAdditions(get()) };
      const outcome = await tools.exportCorpus(request, (stage) => {
        if (get().exporting !== null) set({ exporting: { target, stage } });
      });
      set({ exporting: null, exportNotices: outcome.kind === "file" ? outcome.notices : [] });
      return outcome.kind === "file" ? outcome : null;
    } catch (error) {
      set({ exporting: null, exportNotices: [messageOf(error)] });
      return null;
    }
  },
  cancelExport: () => void tools.cancelExport(),
});
