import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeviceLostError, runOnDevice } from "./deviceLoss";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createDevice() {
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => (lose = resolve));
  return { lost, lose };
}

const never = () => new Promise<never>(() => undefined);
const fail = () => Promise.reject(new Error("mapAsync failed"));

describe("runOnDevice", () => {
  it("gives the result, with and without a device that can be lost", async () => {
    expect(await runOnDevice(null, () => 1)).toBe(1);
    expect(await runOnDevice(createDevice().lost, async () => 2)).toBe(2);
  });

  it("does not wait for work that the loss has cut off", async () => {
    const { lost, lose } = createDevice();
    const work = runOnDevice(lost, never);
    lose("driver reset");
    await expect(work).rejects.toThrow(new DeviceLostError("driver reset"));
    await expect(runOnDevice(lost, () => 1)).rejects.toThrow("driver reset");
  });

  it("takes a failure for the loss that is announced right after it", async () => {
    const { lost, lose } = createDevice();
    const work = runOnDevice(lost, fail);
    const outcome = expect(work).rejects.toThrow(new DeviceLostError("destroyed"));
    await vi.advanceTimersByTimeAsync(500);
    lose("destroyed");
    await outcome;
  });

  it("passes any other failure on", async () => {
    const outcome = expect(runOnDevice(createDevice().lost, fail)).rejects.toThrow("mapAsync failed");
    await vi.advanceTimersByTimeAsync(1000);
    await outcome;
    await expect(runOnDevice(null, fail)).rejects.toThrow("mapAsync failed");
  });
});
