/** @file Main-thread tasks of a page, from a trace. */

/**
 * Tasks over `longMs` while `act` runs: wall time and processor time, in ms. Processor time is free of other programs.
 * `longestCpuMs`: of all tasks.
 */
export async function traceTasks(browser, page, longMs, act) {
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] });
  const result = await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const names = traceEvents.filter(({ name }) => name === "thread_name");
  const mains = new Set(
    names.filter(({ args }) => args.name === "CrRendererMain").map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === "RunTask" && mains.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
  const long = (key) => tasks.filter((task) => task[key] > longMs).map((task) => Math.round(task[key]));
  return {
    result,
    wall: long("wallMs"),
    cpu: long("cpuMs"),
    longestCpuMs: tasks.reduce((longest, { cpuMs }) => Math.max(longest, cpuMs), 0),
  };
}
