/** @file A small keyed store on this computer: IndexedDB where the browser has it, memory where it has not. */
import { t } from "../messages/translate";

/** A name, or a path of names: what is under a path can be deleted at once. */
export type Key = string | readonly (string | number)[];

/** Values by key. */
export interface Keeper<T> {
  /** One entry per key, in order; undefined where nothing is kept. */
  readMany(keys: readonly Key[]): Promise<(T | undefined)[]>;
  writeMany(entries: readonly (readonly [key: Key, value: T])[]): Promise<void>;
  /** Puts what `change` makes of the kept value in its place; nothing comes between reading and writing. */
  changeMany(keys: readonly Key[], change: (place: number, kept: T | undefined) => T): Promise<void>;
  /** Forgets these keys. Rejects when the browser keeps a database and refuses. */
  deleteMany(keys: readonly Key[]): Promise<void>;
  /** Forgets every path that begins with this name. Rejects when the browser keeps a database and refuses. */
  deleteUnder(name: string): Promise<void>;
}

const DATABASE = "entity-bias-explorer";
/**
 * 2: scores are kept by corpus, a corpus has the hash of its file. What version 1 kept has neither and cannot be said to
 * belong to a corpus, so it could never be forgotten with one: it is deleted. 3: review decisions have a store; the
 * others stay.
 */
const VERSION = 3;
/** What was kept before this version is deleted. */
const OLDEST_KEPT = 2;
/** Every store of the database, so that whoever opens it first makes them all. */
const STORES = ["scores", "corpora", "reviews"] as const;
export type StoreName = (typeof STORES)[number];

/** Keeps values as long as the worker lives. */
export function createMemoryKeeper<T>(): Keeper<T> {
  const values = new Map<string, { readonly key: Key; readonly value: T }>();
  const put = (key: Key, value: T) => void values.set(JSON.stringify(key), { key, value });
  const find = (key: Key) => values.get(JSON.stringify(key))?.value;
  return {
    readMany: async (keys) => keys.map(find),
    writeMany: async (entries) => entries.forEach(([key, value]) => put(key, value)),
    changeMany: async (keys, change) => keys.forEach((key, place) => put(key, change(place, find(key)))),
    deleteMany: async (keys) => keys.forEach((key) => values.delete(JSON.stringify(key))),
    async deleteUnder(name) {
      for (const [id, { key }] of values) if (typeof key !== "string" && key[0] === name) values.delete(id);
    },
  };
}

/** Keeps values in IndexedDB; in memory when the browser has none or refuses it (private windows, a full disk). */
export function createKeeper<T>(store: StoreName): Keeper<T> {
  const memory = createMemoryKeeper<T>();
  let opening: Promise<IDBDatabase | null> | null = null;
  const open = () => (opening ??= openDatabase().catch(() => null));

  /** "absent" without a database, an Error when it refuses. */
  const inDatabase = async <R>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => R,
  ): Promise<{ readonly result: R } | "absent" | Error> => {
    const database = await open();
    if (database === null) return "absent";
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(store, mode);
        const result = run(transaction.objectStore(store));
        transaction.oncomplete = () => resolve({ result });
        transaction.onerror = transaction.onabort = () =>
          resolve(new Error(transaction.error?.message ?? t("the browser stopped the transaction")));
      } catch (error) {
        opening = null; // the database was closed under us; the next call opens it again
        resolve(error instanceof Error ? error : new Error(String(error)));
      }
    });
  };
  const isDone = (outcome: object | "absent") => typeof outcome === "object" && !(outcome instanceof Error);
  const remove = async (run: (store: IDBObjectStore) => void) => {
    const outcome = await inDatabase("readwrite", run);
    if (outcome instanceof Error)
      throw new Error(t("The browser's store: {message}.", { message: outcome.message }), { cause: outcome });
  };

  return {
    async readMany(keys) {
      const outcome = await inDatabase("readonly", (objects) => keys.map((key) => objects.get(key as IDBValidKey)));
      const kept = await memory.readMany(keys);
      const requests = typeof outcome === "object" && "result" in outcome ? outcome.result : null;
      return keys.map((_, i) => (requests?.[i]?.result as T | undefined) ?? kept[i]);
    },
    async writeMany(entries) {
      const outcome = await inDatabase("readwrite", (objects) => {
        for (const [key, value] of entries) objects.put(value, key as IDBValidKey);
      });
      if (!isDone(outcome)) await memory.writeMany(entries);
    },
    async changeMany(keys, change) {
      const outcome = await inDatabase("readwrite", (objects) =>
        keys.forEach((key, place) => {
          const request = objects.get(key as IDBValidKey);
          request.onsuccess = () => objects.put(change(place, request.result as T | undefined), key as IDBValidKey);
        }),
      );
      if (!isDone(outcome)) await memory.changeMany(keys, change);
    },
    async deleteMany(keys) {
      await memory.deleteMany(keys);
      await remove((objects) => keys.forEach((key) => objects.delete(key as IDBValidKey)));
    },
    async deleteUnder(name) {
      await memory.deleteUnder(name);
      // Paths sort by their parts, and an array sorts behind every name and number.
      await remove((objects) => objects.delete(IDBKeyRange.bound([name], [name, []])));
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      const { result: database } = request;
      for (const name of STORES) {
        const isThere = database.objectStoreNames.contains(name);
        if (isThere && oldVersion >= OLDEST_KEPT) continue;
        if (isThere) database.deleteObjectStore(name);
        database.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      // A newer version of the page in another tab must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("indexedDB: the database could not be opened."));
    request.onblocked = () => reject(new Error("indexedDB: an older version of this page is open in another tab."));
  });
}
