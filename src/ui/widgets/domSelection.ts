/** @file From the browser's text selection to offsets in the sentence. Pieces carry `data-start`. */
import type { CharSpan } from "../../data/example";

/** Offset in the sentence of a point in the document; null when the root holds no pieces. */
function offsetOf(root: Element, node: Node, offset: number): number | null {
  const holder = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  if (holder && root.contains(holder) && node.nodeType === Node.TEXT_NODE) {
    return Number(holder.dataset.start) + offset;
  }
  // A point between elements: everything that begins before it counts.
  const point = document.createRange();
  point.setStart(node, offset);
  let result: number | null = null;
  for (const piece of root.querySelectorAll<HTMLElement>("[data-start]")) {
    const isBefore = point.comparePoint(piece, 0) < 0;
    const start = Number(piece.dataset.start);
    if (isBefore) result = start + (piece.textContent?.length ?? 0);
    else return result ?? start;
  }
  return result;
}

/** The selected range inside `root`; null when nothing is selected or it lies outside. `length`: of the sentence. */
export function readSelection(root: Element, length: number): CharSpan | null {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const startsInside = root.contains(range.startContainer);
  const endsInside = root.contains(range.endContainer);
  if (!startsInside && !endsInside) return null;
  const start = startsInside ? offsetOf(root, range.startContainer, range.startOffset) : 0;
  const end = endsInside ? offsetOf(root, range.endContainer, range.endOffset) : length;
  return start !== null && end !== null && start < end ? { start, end } : null;
}
