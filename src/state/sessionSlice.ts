/** @file Session files: all of the page as it stands, what is the reader's own included. What they hold is in sessionFormat, loaded when needed. */
import { t } from "../messages/translate";
import { messageOf } from "./engine";
import type { Slice } from "./store";

/** A session as the text of a file. */
export interface WrittenSession {
  readonly text: string;
  /** What could not go in, each with the reason. */
  readonly leftOut: readonly string[];
}

export interface SessionSlice {
  /** Writes the page as it stands, after what this computer keeps of the corpus has been brought back. */
  writeSession(): Promise<WrittenSession>;
  /** Puts the page as a session file says: one step of history. A file that cannot be used changes nothing; a notice says why. */
  openSession(file: File): Promise<void>;
  /** Opens what was dropped or chosen: a session file, or the files of a corpus in the corpus view. */
  openFiles(files: readonly File[]): Promise<void>;
}

/** How far into a file its format is looked for, in bytes. */
const HEAD = 400;

async function isSession(files: readonly File[]): Promise<boolean> {
  const [file] = files;
  if (files.length !== 1 || file === undefined) return false;
  // A file that cannot be read is none of ours; who reads it next says why.
  const head = await file
    .slice(0, HEAD)
    .text()
    .catch(() => "");
  return /^\s*\{\s*"format"\s*:\s*"entity-bias-explorer session"/.test(head);
}

export const createSessionSlice: Slice<SessionSlice> = (set, get, { corpusTools }) => {
  const load = () => import("./sessionTools");
  return {
    async writeSession() {
      const { writeSession } = await load();
      return writeSession(get, new Date());
    },
    async openSession(file) {
      try {
        const { openSession } = await load();
        await openSession(file, set, get, corpusTools);
      } catch (error) {
        get().addNotice(() => `${messageOf(error)} ${t("Nothing on the page has changed.")}`);
      }
    },
    async openFiles(files) {
      if (await isSession(files)) return get().openSession(files[0]!);
      if (get().view !== "corpus") get().setView("corpus");
      await get().openCorpusFiles(files);
    },
  };
};
