import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { LANGUAGE_FACTS } from "./src/messages/languages.ts";

/** The dev server puts scripts and styles inline, which the page's policy forbids; built pages keep the policy. */
const dropPolicyInDev: Plugin = {
  name: "drop-policy-in-dev",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
};

/** Languages of react-aria's own few texts: those of the page (`widgetLocale` in src/messages/languages.ts). */
const WIDGET_LOCALES = Object.values(LANGUAGE_FACTS).map(({ widgetLocale }) => widgetLocale);

/** Leaves out react-aria's texts in the thirty languages that the page does not speak. */
const dropWidgetLocales: Plugin = {
  name: "drop-widget-locales",
  apply: "build",
  load(id) {
    const [, locale] = /react-(?:aria|stately)[^?]*\/intl\/(?:\w+\/)?([a-z]{2}-[A-Z]{2})\.m?js$/.exec(id) ?? [];
    return locale === undefined || WIDGET_LOCALES.includes(locale) ? null : "export default {};";
  },
};

/**
 * The three faces of the first screen are fetched beside the script, not after the first layout has asked for them: text
 * that changes its face moves what stands below it.
 */
const FIRST_FACES = /(?:source-sans-3|source-serif-4|source-code-pro)-latin-wght-normal-[^/]+\.woff2$/;
const preloadFaces: Plugin = {
  name: "preload-faces",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => FIRST_FACES.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", href: `./${file}`, as: "font", type: "font/woff2", crossorigin: "" },
          injectTo: "head",
        })),
  },
};

/**
 * The whole app but the models, kept for visits without a network. A model keeps itself once it is loaded
 * (`src/inference/httpSource.ts`). A new version waits until no page of the old one is open, so that an open page never
 * misses a part of itself; `src/ui/keepOffline.ts` registers the worker.
 */
const offline = VitePWA({
  strategies: "generateSW",
  registerType: "prompt",
  injectRegister: null,
  manifest: {
    name: "Entity Bias Explorer",
    short_name: "Entity Bias",
    description: "See and measure entity bias in relation extraction, live, in the browser.",
    lang: "en",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#0072b2",
    icons: [
      { src: "icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  },
  workbox: {
    globPatterns: ["**/*.{html,js,css,wasm,svg,png,woff2,json,jsonl,bin}"],
    globIgnores: ["models/**", "**/*.md"],
    maximumFileSizeToCacheInBytes: 8e6,
    navigateFallback: "index.html",
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

let firstModules: Set<string> | null = null;
const ENTRY = fileURLToPath(new URL("src/ui/main.tsx", import.meta.url));

/**
 * Ids of what the entry imports, of what that imports, and so on, without the parts that are loaded later. Without the entry
 * itself: it waits for parts that come later, and these would wait for a file that the entry is in.
 */
function listFirstModules(getModuleInfo: (id: string) => { importedIds: readonly string[] } | null): Set<string> {
  const found = new Set<string>([ENTRY]);
  for (const id of found) for (const imported of getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  found.delete(ENTRY);
  return found;
}

/**
 * Build and preview; unit tests have vitest.config.ts. `base` is relative so that the built app works under any sub-path; nothing is inlined,
 * so that the page's Content-Security-Policy can allow `'self'` alone for fonts, styles and WebAssembly.
 */
export default defineConfig({
  base: "./",
  plugins: [react(), dropPolicyInDev, dropWidgetLocales, preloadFaces, offline],
  worker: { format: "es" },
  assetsInclude: ["**/*.wasm"],
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What the first paint needs is one file: it packs better, and comes sooner, than forty that later parts share.
        codeSplitting: {
          groups: [
            {
              debugName: "first",
              name(id, chunking) {
                firstModules ??= listFirstModules((of) => chunking.getModuleInfo(of));
                return firstModules.has(id) ? "first" : null;
              },
            },
          ],
        },
      },
    },
  },
  server: { port: 5173 },
  preview: { port: 4173 },
});
