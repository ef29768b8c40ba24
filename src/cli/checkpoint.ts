/** @file What a long run has done so far, in a file beside its output: a run that was stopped goes on from there. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

export interface Checkpoint<Result> {
  /** What is done: place of a row to its result. */
  readonly done: ReadonlyMap<number, Result>;
  /** Adds a batch; it is on the disk when this returns. */
  add(places: readonly number[], results: readonly Result[]): void;
  /** Deletes the file. */
  remove(): void;
}

/**
 * Opens `path`. `key` names the work: a file of other work, or one that is broken off in its first line, starts over; a
 * last line that was broken off is left out.
 */
export function openCheckpoint<Result>(path: string, key: string): Checkpoint<Result> {
  const done = new Map<number, Result>();
  const [first, ...lines] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const whole: string[] = [];
  if (first === key) {
    for (const line of lines) {
      try {
        const [places, results] = JSON.parse(line) as [number[], Result[]];
        places.forEach((place, i) => done.set(place, results[i]!));
        whole.push(line);
      } catch {
        break;
      }
    }
  }
  writeFileSync(path, [key, ...whole, ""].join("\n"));
  return {
    done,
    add: (places, results) => appendFileSync(path, `${JSON.stringify([places, results])}\n`),
    remove: () => rmSync(path),
  };
}
