/** @file A load under way in the worker, which the page can stop waiting for. */
import * as Comlink from "comlink";
import type { LoadEvent } from "../inference/types";
import type { Answers } from "./answers";
import type { InferenceService } from "./protocol";

/** Waits for what `ask` loads; the signal rejects it at once and cancels it in the worker. */
export async function waitForLoad<T>(
  answers: Answers,
  service: Pick<Comlink.Remote<InferenceService>, "cancelLoad">,
  modelId: string,
  { onEvent, signal }: { readonly onEvent?: (event: LoadEvent) => void; readonly signal?: AbortSignal },
  ask: (report: (event: LoadEvent) => void) => Promise<T>,
): Promise<T> {
  let reject: ((error: Error) => void) | undefined;
  const cancel = () => {
    service.cancelLoad(modelId).catch(() => undefined); // the load has been rejected already
    reject?.(signal!.reason as Error);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  const report = Comlink.proxy((event: LoadEvent) => {
    if (signal?.aborted !== true) onEvent?.(event);
  });
  try {
    return await answers.wait(
      () => ask(report),
      (rejectLoad) => (reject = rejectLoad),
    );
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}
