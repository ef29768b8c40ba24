/** @file Brings the sentence of the Bench into view, and the keyboard to it. */

/** Scrolls to the stage and focuses its current word; the next frame, when the new sentence stands there. */
export function showStage(): void {
  requestAnimationFrame(() => {
    const stage = document.querySelector<HTMLElement>(".stage");
    stage?.scrollIntoView({ block: "start" });
    stage?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus({ preventScroll: true });
  });
}
