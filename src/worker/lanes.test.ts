import { describe, expect, it } from "vitest";
import { createLanes } from "./lanes";

/** A job that ends when told to. */
function createJob(log: string[], name: string) {
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const work = async (signal: AbortSignal) => {
    log.push(name);
    await done;
    signal.throwIfAborted();
    return name;
  };
  return { work, finish };
}

describe("createLanes", () => {
  it("runs one job at a time and takes the newest that waits", async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const jobs = ["a", "b", "c"].map((name) => createJob(log, name));
    const answers = jobs.map(({ work }) => lanes.run(undefined, work));
    expect(log).toEqual(["a"]);
    jobs.forEach(({ finish }) => finish());
    expect(await Promise.all(answers)).toEqual(["a", "b", "c"]);
    expect(log).toEqual(["a", "c", "b"]);
  });

  it("stops the running job of a lane and never starts a waiting one that is superseded", async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const [first, second, third] = ["first", "second", "third"].map((name) => createJob(log, name));
    const answers = [first!, second!, third!].map(({ work }) => lanes.run("bench", work));
    const settled = Promise.allSettled(answers);
    first!.finish();
    third!.finish();
    const results = await settled;
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    for (const result of results.slice(0, 2)) {
      expect((result as PromiseRejectedResult).reason).toMatchObject({ name: "StaleError" });
    }
    expect(log).toEqual(["first", "third"]);
  });

  it("keeps lanes apart", async () => {
    const lanes = createLanes();
    const answers = [lanes.run("a", async () => 1), lanes.run("b", async () => 2), lanes.run(undefined, async () => 3)];
    expect(await Promise.all(answers)).toEqual([1, 2, 3]);
  });

  it("goes on after a job that fails", async () => {
    const lanes = createLanes();
    await expect(lanes.run("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await lanes.run("a", async () => 5)).toBe(5);
  });

  it("does the steps of a long job behind every single job, in turns with other long ones", async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const step = (name: string) => async (index: number) => void log.push(`${name}${index}`);
    const first = lanes.runSteps("a", 2, async (index) => {
      await step("a")(index);
      if (index === 0) void lanes.run(undefined, async () => void log.push("single"));
      return index;
    });
    const second = lanes.runSteps("b", 2, step("b"));
    expect(await first).toEqual([0, 1]);
    await second;
    expect(log).toEqual(["a0", "single", "b0", "a1", "b1"]);
    expect(await lanes.runSteps(undefined, 0, step("none"))).toEqual([]);
  });

  it("does work in the background behind all other, and lets newer jobs and steps in between", async () => {
    const lanes = createLanes();
    const log: string[] = [];
    const note = (name: string) => async () => void log.push(name);
    let steps: Promise<unknown> | undefined;
    const behind = lanes.runBehind(async (letOthersIn) => {
      log.push("behind 1");
      steps = lanes.runSteps("long", 1, note("step"));
      void lanes.run(undefined, note("single"));
      await new Promise((resolve) => setTimeout(resolve, 30));
      await letOthersIn();
      log.push("behind 2");
      return 7;
    });
    const other = lanes.runBehind(note("next"));
    await lanes.run(undefined, note("first"));
    expect(await behind).toBe(7);
    await Promise.all([steps, other]);
    expect(log).toEqual(["first", "behind 1", "single", "step", "behind 2", "next"]);
    await expect(lanes.runBehind(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });

  it("cancels what is on a lane", async () => {
    const lanes = createLanes();
    let numSteps = 0;
    const long = lanes.runSteps("a", 1000, async () => ++numSteps);
    lanes.cancel("a");
    lanes.cancel("nobody");
    await expect(long).rejects.toMatchObject({ name: "AbortError" });
    expect(numSteps).toBeLessThan(2);
  });
});
