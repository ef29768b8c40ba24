/** @file What a run says when it is stopped from outside. */

/** Exit codes as shells count them: 128 and the number of the signal. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Prints `say` and leaves when the user presses Ctrl+C or the process is asked to end. Gives what takes that back. */
export function onStop(say: () => string): () => void {
  const listeners = Object.entries(CODES).map(([signal, code]) => {
    const listener = () => {
      process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[K" : ""}${say()}\n`);
      process.exit(code);
    };
    process.once(signal, listener);
    return () => process.removeListener(signal, listener);
  });
  return () => listeners.forEach((remove) => remove());
}
