/** @file Files dropped anywhere on the page: a model's folder, a session, or the files of a corpus. */
import { t } from "../messages/translate";
import { useCallback, useEffect } from "react";
import { useBench } from "../state/useBench";

/** Opens what a drop holds. Folders are walked through; the code for that is fetched when something is dropped. */
export function useOpenDropped(): (transfer: DataTransfer) => void {
  const openFiles = useBench((state) => state.openFiles);
  const openOwnModel = useBench((state) => state.openOwnModel);
  const addNotice = useBench((state) => state.addNotice);
  return useCallback(
    (transfer) => {
      // Both are gone when the event is over.
      const plain = [...transfer.files];
      const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
      const open = async () => {
        const isPlain =
          entries.every(({ isFile }) => isFile) && !plain.some(({ name }) => /\.(zip|safetensors|json)$/i.test(name));
        if (isPlain) return plain.length > 0 ? openFiles(plain) : undefined;
        const { collectFiles, isModelFolder, nameOf } = await import("./collectDropped");
        const files =
          entries.length > 0 ? await collectFiles(entries) : plain.map((blob) => ({ path: blob.name, blob }));
        if (await isModelFolder(files)) return openOwnModel(nameOf(files), files);
        if (files.length > 0) return openFiles(files.map(({ blob }) => blob));
        addNotice(t("What was dropped holds no file."));
      };
      open().catch((error: unknown) =>
        addNotice(
          t("What was dropped could not be read: {value}", {
            value: error instanceof Error ? error.message : String(error),
          }),
        ),
      );
    },
    [openFiles, openOwnModel, addNotice],
  );
}

/** Opens files dropped where no part of the page takes them itself; else the browser would leave the page. Call once. */
export function useDroppedFiles(): void {
  const openDropped = useOpenDropped();
  useEffect(() => {
    const isFiles = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes("Files");
    const onDragOver = (event: DragEvent) => {
      if (isFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      openDropped(event.dataTransfer!);
    };
    addEventListener("dragover", onDragOver);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("drop", onDrop);
    };
  }, [openDropped]);
}
