import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The dev server puts scripts and styles inline, which the page's policy forbids; built pages keep the policy. */
const dropPolicyInDev: Plugin = {
  name: "drop-policy-in-dev",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
};

/**
 * Build and preview; unit tests have vitest.config.ts. `base` is relative so that the built app works under any sub-path; nothing is inlined,
 * so that the page's Content-Security-Policy can allow `'self'` alone for fonts, styles and WebAssembly.
 */
export default defineConfig({
  base: "./",
  plugins: [react(), dropPolicyInDev],
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
        // The store is needed at once and by every part that comes later: one file packs better than twenty small ones.
        codeSplitting: { groups: [{ name: "store", test: /src\/state\/\w+Slice\.ts$/ }] },
      },
    },
  },
  server: { port: 5173 },
  preview: { port: 4173 },
});
