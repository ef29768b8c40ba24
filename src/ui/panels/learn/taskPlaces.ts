/** @file Where on the page each task is done: what "Take me there" puts the focus on. */
import type { LessonTask } from "../../../lessons/schema";

/** Selectors of the control that a task begins with, then of what stands in for it. */
const PLACES: Record<LessonTask["kind"], readonly string[]> = {
  read: ['.sentence [role="option"][tabindex="0"]'],
  mark: ['.sentence [role="option"][tabindex="0"]'],
  swap: ['.swapslot [role="radio"][tabindex="0"]', ".swapslot button"],
  restore: ['.crumb [data-does="restore"]', ".crumb button"],
  edit: [".editor", '.crumb [data-does="edit"]'],
  exchange: ['.crumb [data-does="exchange"]'],
  beta: ["#beta", ".knobsum .lnk"],
  draws: ['.knobs input[type="radio"]:checked', ".knobs .num3", ".knobsum .lnk"],
  newDraw: ['[data-does="newDraw"]'],
  probes: [".cols > .c5"],
  compare: ['.knobs input[role="switch"]', ".knobsum .lnk"],
  pin: ['[data-does="pin"]'],
  openCorpus: ['[data-does="openDemo"]', ".corpus button", ".review button"],
  score: [".scorebar .btn.solid", ".scorebar button"],
  analysed: ['.corpus .chart [tabindex="0"]'],
  brush: ['.corpus .chart [tabindex="0"]'],
  select: [".corpus .c5 td .said", ".filters .field"],
  clear: ['[data-does="clear"]'],
  openRow: [".queue"],
  judge: [".queue"],
};

/** The first match that is shown and can be used. */
const findShown = (selector: string): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>(selector)].find(
    (one) => one.getClientRects().length > 0 && !one.matches(":disabled"),
  ) ?? null;

/** How long a part of the page that is on its way is waited for, in ms. */
const PATIENCE_MS = 3000;
const EVERY_MS = 100;

/** The control that the task begins with; what stands in for it when it does not come; null when neither is there. */
export async function findTaskPlace(kind: LessonTask["kind"]): Promise<HTMLElement | null> {
  const [first = "", ...others] = PLACES[kind];
  for (let waited = 0; waited <= PATIENCE_MS; waited += EVERY_MS) {
    const found = findShown(first);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return others.map(findShown).find((found) => found !== null) ?? null;
}
