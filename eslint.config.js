import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import importPlugin from "eslint-plugin-import";
import ts from "typescript-eslint";

/**
 * What each folder of src may import. Read top to bottom: imports only point up.
 * "inference/types" is the file of plain result objects: anyone above may name its types without reaching a tensor.
 */
const mayImport = {
  // Texts and numbers in the page's language: plain modules, so that every layer may speak.
  messages: [],
  math: [],
  data: ["messages", "math"],
  tokenizer: ["messages", "data"],
  // Lessons as data: the state runs them, the page shows them.
  lessons: ["messages"],
  model: ["messages", "math", "tokenizer"],
  inference: ["messages", "math", "data", "tokenizer", "model"],
  analysis: ["messages", "math", "data", "inference/types.ts"],
  // browser
  worker: ["messages", "data", "inference", "analysis"],
  state: [
    "messages",
    "math",
    "data",
    "lessons",
    "inference/types.ts",
    "analysis",
    "worker/client.ts",
    "worker/corpusClient.ts",
    "worker/protocol.ts",
  ],
  ui: ["messages", "math", "data", "lessons", "inference/types.ts", "analysis", "state"],
  // The corpus figures as a file. It draws with the page's own figures, so that there is one set of charts; these take
  // props only (see the zones below), and so run in Node. Nothing of the page imports it.
  report: ["messages", "math", "data", "inference/types.ts", "analysis", "ui"],
  // Node
  cli: ["messages", "math", "data", "inference", "analysis", "report"],
};

/** Outside packages that only some folders may touch. */
const onlyIn = [
  { packages: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-core/*"], folders: ["model", "inference", "worker", "cli"] },
  { packages: ["@tensorflow/tfjs-backend-*"], folders: ["inference", "worker", "cli"] },
  { packages: ["@huggingface/tokenizers"], folders: ["tokenizer"] },
  { packages: ["@noble/hashes/*"], folders: ["data"] },
  { packages: ["comlink"], folders: ["worker"] },
  { packages: ["zod", "zod/*"], folders: ["model", "inference", "data", "lessons", "state", "cli"] },
  {
    packages: [
      "@lingui/react",
      "react",
      "react/*",
      "react-dom",
      "react-dom/*",
      "react-aria-components",
      "@tanstack/*",
      "d3-*",
      "katex",
    ],
    folders: ["ui", "report"],
  },
  { packages: ["@lingui/core", "@lingui/message-utils/*"], folders: ["messages"] },
  { packages: ["zustand", "zustand/*"], folders: ["state"] },
  { packages: ["papaparse"], folders: ["data", "ui", "cli"] },
  { packages: ["node:*"], folders: ["cli"] },
];

const zones = [
  ...Object.entries(mayImport).map(([folder, allowed]) => ({
    target: `./src/${folder}`,
    from: "./src",
    except: [folder, ...allowed].map((name) => `./${name}`),
    message: `src/${folder} may import only: ${allowed.join(", ") || "nothing"}.`,
  })),
  // Charts, widgets and figures draw what they are given: props in, callbacks out.
  ...["charts", "widgets", "figures"].map((part) => ({
    target: `./src/ui/${part}`,
    from: "./src/state",
    message: `src/ui/${part} takes props; only panels read the store.`,
  })),
  {
    target: "./src/report",
    from: "./src/ui/panels",
    message: "src/report draws with figures, charts and widgets; panels read the store, which Node does not have.",
  },
];

/** No barrels: import the file that defines the thing. */
const noBarrels = [
  { selector: "ExportAllDeclaration", message: "No barrels: import the file that defines the thing." },
  { selector: "ExportNamedDeclaration[source]", message: "No barrels: import the file that defines the thing." },
];

export default defineConfig(
  {
    ignores: ["dist/", ".cache/", "coverage/", "playwright-report/", "test-results/", "public/", "training/"],
  },
  { ignores: ["bench/.cache/", "src/ui/generated/", "**/.venv/"] },
  js.configs.recommended,
  ts.configs.recommended,
  {
    rules: {
      "no-restricted-syntax": ["error", ...noBarrels],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: ["error", "smart"],
      "prefer-const": "error",
    },
  },
  {
    // TypeScript itself reports unknown names; plain scripts run in Node (and hand functions to a page).
    files: ["**/*.{js,mjs}"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { import: importPlugin },
    settings: {
      "import/resolver": { typescript: true },
      "import/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
    },
    rules: {
      "import/no-cycle": "error",
      "import/no-restricted-paths": ["error", { zones }],
    },
  },
  ...Object.keys(mayImport).map((folder) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    // Unit tests run in Node and may start a backend or read a fixture.
    ignores: ["**/*.test.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: onlyIn
            .filter(({ folders }) => !folders.includes(folder))
            .map(({ packages, folders }) => ({ group: packages, message: `Allowed only in: ${folders.join(", ")}.` })),
        },
      ],
    },
  })),
);
