/** @file How much memory the page uses, as far as the browser tells; each number says what it counts. */

/** "page": everything of this page, its workers and what the engine allocated; "heap": JavaScript objects without workers. */
export interface PageMemory {
  readonly of: "page" | "heap";
  readonly bytes: number;
}

/** What some browsers have beyond the standard. */
export interface MemoryMeter {
  /** Only where the page is isolated from other origins; see https://wicg.github.io/performance-measure-memory/. */
  measureUserAgentSpecificMemory?(): Promise<{ bytes: number }>;
  /** Chromium alone, rounded. */
  readonly memory?: { readonly usedJSHeapSize: number };
}

/** The most that the browser counts; null where it counts nothing. The first way may take seconds: it waits for a tidying. */
export async function measurePage(
  meter: MemoryMeter = performance as MemoryMeter,
  isIsolated: boolean = globalThis.crossOriginIsolated,
): Promise<PageMemory | null> {
  if (isIsolated && meter.measureUserAgentSpecificMemory) {
    try {
      return { of: "page", bytes: (await meter.measureUserAgentSpecificMemory()).bytes };
    } catch {
      // Refused all the same, as in some frames: the next best then.
    }
  }
  return meter.memory ? { of: "heap", bytes: meter.memory.usedJSHeapSize } : null;
}
