/** @file Peak memory of a page's renderer process, as the operating system counts it. */
import { readFileSync } from "node:fs";

/**
 * Peak resident size of a process in bytes (VmHWM: code, JavaScript heap, WebAssembly memory; not the GPU process).
 * Null where /proc does not exist.
 */
export function readPeakBytes(pid) {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

/** Ids of the browser's processes of one type ("renderer", "GPU"). */
export async function listProcesses(browserSession, type) {
  const { processInfo } = await browserSession.send("SystemInfo.getProcessInfo");
  return processInfo.filter((process) => process.type === type).map((process) => process.id);
}

/** Largest peak among the renderers; the page that runs a model is by far the largest. Null where unknown. */
export async function readRendererPeak(browserSession) {
  const peaks = (await listProcesses(browserSession, "renderer")).map(readPeakBytes).filter((peak) => peak !== null);
  return peaks.length === 0 ? null : Math.max(...peaks);
}
