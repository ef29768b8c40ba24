/** @file `npm run fuzz`: reads 20,000 broken files of every format (FUZZ_INPUTS and FUZZ_SEED change that). */
import { spawnSync } from "node:child_process";

const env = { FUZZ_INPUTS: "20000", FUZZ_SEED: "1", ...process.env };
const args = ["vitest", "run", "test/fuzz.test.ts", "--reporter=verbose"];
const { status } = spawnSync("npx", args, { stdio: "inherit", env, shell: process.platform === "win32" });
process.exit(status ?? 1);
