#!/usr/bin/env node
/**
 * @file The installed command. The program is TypeScript and is compiled as it is loaded, with the settings of this
 * package wherever it is called from; paths on the command line are those of the caller.
 */
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });
await import("../src/cli/main.ts");
