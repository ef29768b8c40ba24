/** @file Answers the page around this one, and tells it of new readings. Other origins are neither heard nor told. */
import { checkExample } from "../../data/example";
import { selectKey } from "../../state/readingSlice";
import type { BenchState, BenchStore } from "../../state/store";
import { packReading, PAGE, readHostMessage, VERSION, type HostMessage } from "../../state/hostMessages";

/** The live answer to the question on the stage; null while the model loads or works. */
function findLive(state: BenchState) {
  const { modelId, answers } = state;
  const answer = modelId === null ? undefined : answers[modelId];
  if (!answer || answer.isBuilt) return null;
  return answer.key === selectKey(state, answer.model) ? answer : null;
}

/** Why the question on the stage has no answer; null when one may still come. */
function findFailure(state: BenchState): string | null {
  const { modelId, failures, slots, indexError } = state;
  if (indexError !== null) return indexError;
  if (modelId === null) return null;
  const slot = slots[modelId];
  if (slot?.status === "failed") return slot.error;
  const failure = failures[modelId];
  const isCurrent = slot?.info && failure?.key === selectKey(state, slot.info);
  return isCurrent ? failure.message : null;
}

/**
 * Connects the page to the one around it.
 * @param host the only origin that is heard and told
 */
export function connectHost(store: BenchStore, host: string): void {
  if (window.parent === window) return;
  const send = (message: object) => window.parent.postMessage({ source: PAGE, version: VERSION, ...message }, host);
  const fail = (id: string | number | null, message: string) => send({ type: "error", id, message });

  /** Sends the answer to what is on the stage as soon as it is there. */
  const answer = (id: string | number) => {
    const tryNow = (state: BenchState): boolean => {
      const live = findLive(state);
      const failure = live ? null : findFailure(state);
      if (live) send({ type: "reading", id, reading: packReading(live, state.history.present) });
      else if (failure !== null) fail(id, failure);
      return live !== null || failure !== null;
    };
    if (tryNow(store.getState())) return;
    const stop = store.subscribe((state) => {
      if (tryNow(state)) stop();
    });
  };

  const obey = (message: HostMessage) => {
    const state = store.getState();
    switch (message.type) {
      case "setText": {
        const { text, subject, object } = message;
        const [problem] = checkExample({ text, subject, object });
        if (problem !== undefined) return fail(message.id, problem);
        state.openExample({ id: "host", text, subject, object });
        break;
      }
      case "setKnobs":
        if (message.beta !== undefined) state.setBeta(message.beta);
        if (message.draws !== undefined) state.setDraws(message.draws);
        if (message.seed !== undefined) state.setSeed(message.seed);
        break;
      case "setModel": {
        const ids = state.index?.models.map(({ id }) => id) ?? [];
        if (!ids.includes(message.model)) {
          return fail(
            message.id,
            `model: expected one of ${ids.join(", ") || "a list that has not come yet"}, got “${message.model}”.`,
          );
        }
        state.chooseModel(message.model);
        break;
      }
      case "getReading":
        break;
    }
    answer(message.id);
  };

  addEventListener("message", (event) => {
    if (event.origin !== host || event.source !== window.parent) return;
    const read = readHostMessage(event.data);
    if (read === null) return;
    if ("problem" in read) fail(read.id, read.problem);
    else obey(read.message);
  });

  let last: unknown = null;
  store.subscribe((state) => {
    const live = findLive(state);
    if (live === null || live === last) return;
    if (last === null) send({ type: "ready", model: live.model.id, labels: live.model.labels });
    last = live;
    send({ type: "reading", id: null, reading: packReading(live, state.history.present) });
  });
}
