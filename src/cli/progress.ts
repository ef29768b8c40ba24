/** @file Progress on standard error: one line that renews itself on a terminal, a line now and then in a log. */

/** How long the rest takes, in words. */
function sayRest(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.round(seconds / 60)} min left`;
}

/** Shows how far a run is. */
export interface Progress {
  /** Some more rows are done. */
  readonly advance: (numRows: number) => void;
  /** Prints the last line: all rows, how many could not be read, time and speed. */
  finish(where: string, numErrors: number): void;
}

const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 5000;

/** Starts the clock for a run of `numRows` rows; `command` names it in each line. */
export function createProgress(command: string, numRows: number): Progress {
  const isTerminal = process.stderr.isTTY;
  const interval = isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS;
  const start = performance.now();
  let shown = start;
  let done = 0;
  const seconds = () => Math.max((performance.now() - start) / 1000, 0.001);
  const speed = () => (done / seconds()).toFixed(1);
  return {
    advance(more) {
      done += more;
      if (performance.now() - shown < interval) return;
      shown = performance.now();
      const rest = sayRest(((numRows - done) * seconds()) / done);
      const line = `${command}: ${done} of ${numRows} rows, ${speed()} rows/s, ${rest}`;
      process.stderr.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
    finish(where, numErrors) {
      const bad = numErrors === 0 ? "" : `, ${numErrors} of them could not be read`;
      const line = `${command}: ${numRows} rows${bad}; ${where}, ${seconds().toFixed(1)} s, ${speed()} rows/s`;
      process.stderr.write(`${isTerminal ? "\r\x1b[K" : ""}${line}\n`);
    },
  };
}
