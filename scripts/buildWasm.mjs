/**
 * @file Compiles the folder wasm (AssemblyScript) into src/model/kernels/wasm/binary.ts, which is committed: the command
 * line and the tests need it without a build.
 *
 *     node scripts/buildWasm.mjs           writes the file
 *     node scripts/buildWasm.mjs --check   writes nothing; exit code 1 if the file is not what the source gives
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const ROOT = new URL("../", import.meta.url);
const TARGET = "src/model/kernels/wasm/binary.ts";
const FLAGS = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--initialMemory", "1", "--enable", "simd"];
/** Name in the target, source, and flags of its own. */
const MODULES = [
  ["WASM_KERNELS", "wasm/kernels.ts", []],
  ["WASM_LINEAR", "wasm/linear.ts", ["--enable", "relaxed-simd"]],
];

/** Compiles one source; its bytes in base64. */
async function compile(source, flags) {
  let bytes;
  const { error, stderr } = await asc.main([source, ...FLAGS, ...flags, "--outFile", "kernels.wasm"], {
    readFile: (name) => {
      try {
        return readFileSync(fileURLToPath(new URL(name, ROOT)), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_, contents) => void (bytes = contents),
    listFiles: () => [],
  });
  if (error !== null || bytes === undefined) throw new Error(`${source} does not compile: ${stderr}`);
  return Buffer.from(bytes).toString("base64");
}

/** Text of the committed file. */
export async function renderBinary() {
  let text = "/** @file Made by scripts/buildWasm.mjs from the folder wasm. */\n";
  for (const [name, source, flags] of MODULES) {
    text += `\n/** ${source} */\n// prettier-ignore\nexport const ${name} = "${await compile(source, flags)}";\n`;
  }
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await renderBinary();
  const target = new URL(TARGET, ROOT);
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    console.error(`${TARGET} is not what the sources give. Run: node scripts/buildWasm.mjs`);
    process.exitCode = 1;
  }
}
