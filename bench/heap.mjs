/** @file The JavaScript heap of a page and its workers while something runs, as V8 counts it. */

const EVERY_MS = 250;

/**
 * Asks page and workers for their heaps until `stop`, which gives the moment with the largest sum: bytes used by objects
 * (garbage that is not collected yet included), of the page ("page") and each worker by name, and bytes of array buffers.
 */
export async function watchHeap(context, page) {
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
  const askWorker = (sessionId) => {
    const id = nextId++;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method: "Runtime.getHeapUsage" });
    return session.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
  };
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
    ask("page", () => session.send("Runtime.getHeapUsage"));
    for (const [sessionId, title] of workers) ask(`worker ${title}`, () => askWorker(sessionId));
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await session.detach();
      return peak;
    },
  };
}
