/**
 * @file The `test` that every end-to-end test uses. It fails a test on any console error or warning, on any uncaught
 * error and on any request to another origin; a test that provokes an error names it with `allowConsole`.
 */
import { test as base } from "@playwright/test";

const { expect } = base;

/** Messages that no test can avoid. Each has its reason. */
const ALWAYS_ALLOWED: readonly RegExp[] = [
  // Chromium's own remark on its software GPU, about reading results back; tfjs reads every webgl result that way.
  /GPU stall due to ReadPixels/,
  // All tests but those of e2e/offline.spec.ts run without service workers, and Playwright says so.
  /Service Worker registration blocked by Playwright/,
];

interface Fixtures {
  /** Patterns of console messages that this test provokes. */
  allowed: RegExp[];
  /** Console messages matching the pattern are expected in this test. */
  allowConsole: (pattern: RegExp) => void;
  /** Requests of this test that went to another origin than the app's; the test fails when there are any. */
  foreignRequests: string[];
  watched: void;
}

/** Playwright's `test` with a watched console and a watched network. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  allowed: async ({}, use) => use([]),
  allowConsole: async ({ allowed }, use) => use((pattern) => void allowed.push(pattern)),
  foreignRequests: [
    async ({ context, baseURL }, use) => {
      const { origin } = new URL(baseURL ?? "");
      const foreign: string[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.origin !== origin) foreign.push(request.url());
      });
      await use(foreign);
      expect(foreign, "requests to another origin").toEqual([]);
    },
    { auto: true },
  ],
  watched: [
    async ({ context, allowed }, use) => {
      const messages: string[] = [];
      context.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => messages.push(`uncaught: ${error.error().message}`));
      await use();
      const expected = [...ALWAYS_ALLOWED, ...allowed];
      const unexpected = messages.filter((message) => !expected.some((pattern) => pattern.test(message)));
      expect(unexpected, "console errors and warnings").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
