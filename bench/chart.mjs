/** @file `npm run bench:chart -- [FILE...]`: draws results of the bench, bench/results/*.json unless named, as SVG beside each. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { drawRatios } from "./ratioChart.mjs";

const FOLDER = "bench/results";
const committed = () => readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const files = process.argv.length > 2 ? process.argv.slice(2) : committed().map((name) => `${FOLDER}/${name}`);
for (const file of files) {
  const out = file.replace(/\.json$/, ".svg");
  writeFileSync(out, drawRatios(JSON.parse(readFileSync(file, "utf8"))));
  console.log(`Written to ${out}.`);
}
