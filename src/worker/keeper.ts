/** @file A small keyed store on this computer: IndexedDB where the browser has it, memory where it has not. */

/** Values by key. */
export interface Keeper<T> {
  /** One entry per key, in order; undefined where nothing is kept. */
  readMany(keys: readonly string[]): Promise<(T | undefined)[]>;
  writeMany(entries: readonly (readonly [key: string, value: T])[]): Promise<void>;
  /** Forgets these keys. */
  deleteMany(keys: readonly string[]): Promise<void>;
}

const DATABASE = "entity-bias-explorer";
const VERSION = 1;
/** Every store of the database, so that whoever opens it first makes them all. */
const STORES = ["scores", "corpora"] as const;
export type StoreName = (typeof STORES)[number];

/** Keeps values as long as the worker lives. */
export function createMemoryKeeper<T>(): Keeper<T> {
  const values = new Map<string, T>();
  return {
    readMany: async (keys) => keys.map((key) => values.get(key)),
    writeMany: async (entries) => entries.forEach(([key, value]) => values.set(key, value)),
    deleteMany: async (keys) => keys.forEach((key) => values.delete(key)),
  };
}

/** Keeps values in IndexedDB; in memory when the browser has none or refuses it (private windows, a full disk). */
export function createKeeper<T>(store: StoreName): Keeper<T> {
  const memory = createMemoryKeeper<T>();
  let opening: Promise<IDBDatabase | null> | null = null;
  const open = () => (opening ??= openDatabase().catch(() => null));

  const inDatabase = async <R>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => R): Promise<R | null> => {
    const database = await open();
    if (database === null) return null;
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(store, mode);
        const result = run(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(result);
        transaction.onerror = transaction.onabort = () => resolve(null);
      } catch {
        resolve(null); // the database was closed under us
      }
    });
  };

  return {
    async readMany(keys) {
      const requests = await inDatabase("readonly", (objects) => keys.map((key) => objects.get(key)));
      const kept = await memory.readMany(keys);
      return keys.map((_, i) => (requests?.[i]?.result as T | undefined) ?? kept[i]);
    },
    async writeMany(entries) {
      const isKept = await inDatabase("readwrite", (objects) => {
        for (const [key, value] of entries) objects.put(value, key);
        return true;
      });
      if (isKept === null) await memory.writeMany(entries);
    },
    async deleteMany(keys) {
      await inDatabase("readwrite", (objects) => keys.forEach((key) => objects.delete(key)));
      await memory.deleteMany(keys);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      for (const name of STORES) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexedDB: the database could not be opened."));
  });
}
