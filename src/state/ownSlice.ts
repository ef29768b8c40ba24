/** @file Models from the reader's own disk: opened, listed beside the others, taken away again. Nothing of them is sent. */
import { t } from "../messages/translate";
import type { OwnUpload } from "../worker/protocol";
import { hasName, messageOf } from "./engine";
import type { ModelEntry } from "./modelIndex";
import type { Slice } from "./store";

/** A folder that is being checked. */
export interface OwnOpening {
  readonly name: string;
  readonly loadedBytes: number;
  /** 0 until the files are known. */
  readonly totalBytes: number;
}

export interface OwnSlice {
  /** Null when no folder is being checked. */
  readonly ownOpening: OwnOpening | null;
  /** Why the last folder was refused. */
  readonly ownError: string | null;
  /** Whether the place where folders are chosen is open. */
  readonly isOwnShown: boolean;
  /** Id of the own model that the address asked for, until one is opened. */
  readonly ownAwaited: string | null;
  setOwnShown(isShown: boolean): void;
  /** Checks a folder and puts its model on the stage. What is wrong is shown; nothing else changes then. */
  openOwnModel(name: string, files: readonly OwnUpload[]): Promise<void>;
  cancelOwnModel(): void;
  /** Frees an own model; the default one takes its place. */
  removeOwnModel(modelId: string): void;
  /** The address names a model that only its owner has. */
  awaitOwnModel(modelId: string): void;
}

export const createOwnSlice: Slice<OwnSlice> = (set, get, { engine }) => {
  let controller: AbortController | null = null;
  return {
    ownOpening: null,
    ownError: null,
    isOwnShown: false,
    ownAwaited: null,
    setOwnShown: (isOwnShown) => set({ isOwnShown }),
    async openOwnModel(name, files) {
      controller?.abort();
      const own = (controller = new AbortController());
      const isNewest = () => controller === own;
      set({ ownOpening: { name, loadedBytes: 0, totalBytes: 0 }, ownError: null, isOwnShown: true });
      try {
        const onBytes = (loadedBytes: number, totalBytes: number) =>
          isNewest() && get().ownOpening !== null && set({ ownOpening: { name, loadedBytes, totalBytes } });
        const facts = await engine.openOwn(files, onBytes, own.signal);
        const { index, ownAwaited } = get();
        if (!isNewest()) return;
        if (index === null)
          throw new Error(t("The list of models has not come yet: open the folder again in a moment."));
        const { id, title, hasBottleneck, totalBytes } = facts;
        const entry: ModelEntry = {
          ...{ id, role: "own", bottleneck: hasBottleneck, bytes: totalBytes },
          title: t("Your model: {title}", { title }),
        };
        const others = index.models.filter((model) => model.id !== id);
        set({ index: { ...index, models: [...others, entry] }, ownOpening: null, ownAwaited: null });
        if (ownAwaited !== null && ownAwaited !== id) {
          const values = { id, awaited: ownAwaited };
          get().addNotice(() =>
            t("This is another model ({id}) than the one the link was made with ({awaited}).", values),
          );
        }
        get().chooseModel(id);
      } catch (error) {
        if (!isNewest()) return;
        set({ ownOpening: null, ownError: hasName(error, "AbortError") ? null : messageOf(error) });
      }
    },
    cancelOwnModel() {
      controller?.abort();
      controller = null;
      set({ ownOpening: null });
    },
    removeOwnModel(modelId) {
      const { index, modelId: used, slots } = get();
      if (index === null) return;
      get().cancelLoad(modelId);
      void engine.unload(modelId);
      const { [modelId]: _removed, ...rest } = slots;
      set({ slots: rest, index: { ...index, models: index.models.filter(({ id }) => id !== modelId) } });
      if (used === modelId) get().chooseModel(index.default);
    },
    awaitOwnModel(modelId) {
      set({ ownAwaited: modelId, isOwnShown: true });
      get().addNotice(() =>
        t(
          "This address was made with a model from somebody’s own disk ({model}), which no link can carry. If you have its folder, open it under “Your own model”; until then the default model answers.",
          { model: modelId },
        ),
      );
    },
  };
};
