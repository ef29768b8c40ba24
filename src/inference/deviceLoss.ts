/** @file Work on a device that may vanish under it. */

/** The device is gone: the numbers have to be computed elsewhere. */
export class DeviceLostError extends Error {
  override readonly name = "DeviceLostError";
}

/** A failure can show before the loss behind it is announced; this long is waited for the announcement. */
const ANNOUNCEMENT_MS = 1000;

interface Watch {
  reason: string | null;
  readonly listeners: Set<(reason: string) => void>;
}

/**
 * One watch per promise. Racing every piece of work against the promise itself would keep the result of each alive for
 * as long as the device lives.
 */
const watches = new WeakMap<Promise<string>, Watch>();

function watch(lost: Promise<string>): Watch {
  const known = watches.get(lost);
  if (known !== undefined) return known;
  const created: Watch = { reason: null, listeners: new Set() };
  watches.set(lost, created);
  void lost.then((reason) => {
    created.reason = reason;
    created.listeners.forEach((listener) => listener(reason));
    created.listeners.clear();
  });
  return created;
}

/**
 * Runs work on a device.
 * @param lost resolves with a reason when the device is gone; null where that cannot happen
 * @throws DeviceLostError when the device goes before the work is done, or turns out to be what made it fail
 */
export async function runOnDevice<T>(lost: Promise<string> | null, work: () => T | Promise<T>): Promise<T> {
  if (lost === null) return work();
  const device = watch(lost);
  if (device.reason !== null) throw new DeviceLostError(device.reason);
  return new Promise<T>((resolve, reject) => {
    const onLoss = (reason: string) => reject(new DeviceLostError(reason));
    device.listeners.add(onLoss);
    const settle = (finish: () => void) => {
      device.listeners.delete(onLoss);
      finish();
    };
    Promise.resolve()
      .then(work)
      .then(
        (result) => settle(() => resolve(result)),
        // The listener stays for a while: if the loss is announced now, it is the better answer.
        (error: unknown) => setTimeout(() => settle(() => reject(error as Error)), ANNOUNCEMENT_MS),
      );
  });
}
