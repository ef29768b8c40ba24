/** @file The JavaScript heap of a page and its workers, as V8 counts it: while something runs, or at a moment. */

const EVERY_MS = 250;

/** Asks the page and its workers for one thing each. `list` gives whom there is to ask: name and `ask(method)`. */
async function openHeaps(context, page) {
  const session = await context.newCDPSession(page);
  const workers = new Map();
  const waiting = new Map();
  let nextId = 1;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") workers.set(sessionId, targetInfo.title || targetInfo.url);
  });
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const askWorker = (sessionId, method) => {
    const id = nextId++;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    return session.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
  };
  return {
    list: () => [
      { name: "page", ask: (method) => session.send(method) },
      ...[...workers].map(([sessionId, title]) => ({
        name: `worker ${title}`,
        ask: (method) => askWorker(sessionId, method),
      })),
    ],
    close: () => session.detach(),
  };
}

/**
 * Asks page and workers for their heaps until `stop`, which gives the moment with the largest sum: bytes used by objects
 * (garbage that is not collected yet included), of the page ("page") and each worker by name, and bytes of array buffers.
 */
export async function watchHeap(context, page) {
  const heaps = await openHeaps(context, page);
  // Whoever is busy answers when it is free: the last answer stands until then.
  const latest = new Map();
  let peak = { used: 0, buffers: 0, parts: {} };
  const note = () => {
    const parts = Object.fromEntries([...latest].map(([name, { usedSize }]) => [name, usedSize]));
    const used = Object.values(parts).reduce((sum, part) => sum + part, 0);
    const buffers = [...latest.values()].reduce((sum, { backingStorageSize = 0 }) => sum + backingStorageSize, 0);
    if (used > peak.used) peak = { used, buffers, parts };
  };
  const take = (name, asking) =>
    asking.then(
      (usage) => {
        if (!usage) return;
        latest.set(name, usage);
        note();
      },
      () => undefined,
    );
  const busy = new Set();
  const ask = (name, call) => {
    if (busy.has(name)) return;
    busy.add(name);
    void take(name, call()).then(() => busy.delete(name));
  };
  const timer = setInterval(() => {
    for (const { name, ask: askOne } of heaps.list()) ask(name, () => askOne("Runtime.getHeapUsage"));
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await heaps.close();
      return peak;
    },
  };
}

/**
 * Measures what page and workers hold once their garbage is collected, in bytes: `page` objects of the page, `workers` those
 * of all workers, `buffers` array buffers and memories of WebAssembly of both. Call `close` at the end.
 */
export async function openHeapMeter(context, page) {
  const heaps = await openHeaps(context, page);
  return {
    async measure() {
      const sum = { page: 0, workers: 0, buffers: 0 };
      for (const { name, ask } of heaps.list()) {
        await ask("HeapProfiler.collectGarbage");
        const { usedSize, backingStorageSize = 0 } = await ask("Runtime.getHeapUsage");
        sum[name === "page" ? "page" : "workers"] += usedSize;
        sum.buffers += backingStorageSize;
      }
      return sum;
    },
    close: heaps.close,
  };
}
