/** @file Files dropped anywhere on the page, where no part of it takes them itself. */
import { useEffect } from "react";
import { useBench } from "../state/useBench";

/** Opens dropped files; without it the browser would leave the page to show them. Call once. */
export function useDroppedFiles(): void {
  const openFiles = useBench((state) => state.openFiles);
  useEffect(() => {
    const isFiles = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes("Files");
    const onDragOver = (event: DragEvent) => {
      if (isFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      const files = [...event.dataTransfer!.files];
      if (files.length > 0) void openFiles(files);
    };
    addEventListener("dragover", onDragOver);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("drop", onDrop);
    };
  }, [openFiles]);
}
