import type { BrowserContext, Page } from "@playwright/test";

/** Bytes held by page and workers after their garbage was collected. */
export interface HeldBytes {
  readonly page: number;
  readonly workers: number;
  readonly buffers: number;
}

export function openHeapMeter(
  context: BrowserContext,
  page: Page,
): Promise<{ measure(): Promise<HeldBytes>; close(): Promise<void> }>;
