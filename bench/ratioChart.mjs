/** @file A result of the bench as a drawing: our time over each other engine's, cell by cell. */
import { ENGINES } from "./engines.mjs";
import { explainNoGpu } from "./goals.mjs";

const WIDTH = 760;
const LEFT = 345;
const RIGHT = 60;
const TOP = 84;
const ROW = 22;
const BOTTOM = 40;
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** Every comparison of a result: ratio of the medians, and the smallest and largest of two neighbouring passes. */
export function listRatios({ cells }) {
  return cells.flatMap(({ rows, tokens, engines }) =>
    Object.entries(engines)
      .filter(([, timed]) => timed.reference !== undefined)
      .map(([id, { reference, ratio, low, high, runsMs }]) => ({
        name: `${ENGINES[reference].label.replace("this engine", "ours")} : ${ENGINES[id].label.replace("this engine", "ours")}`,
        cell: `${rows} x ${tokens}`,
        backend: ENGINES[id].backend,
        ratio,
        low,
        high,
        count: runsMs.length,
      })),
  );
}

/** Position of a ratio on the logarithmic axis from `min` to `max`. */
export function placeRatio(value, min, max) {
  const share = (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min));
  return LEFT + share * (WIDTH - LEFT - RIGHT);
}

/** The smallest range of ticks that holds all values and 1. */
export function chooseRange(values) {
  const min = Math.min(1, ...values);
  const max = Math.max(1, ...values);
  return [TICKS.findLast((tick) => tick <= min * 0.999) ?? TICKS[0], TICKS.find((tick) => tick >= max * 1.001) ?? max];
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const text = (x, y, words, more = "") => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${more}>${escape(words)}</text>`;

function drawRow({ name, cell, ratio, low, high }, index, place) {
  const y = TOP + (index + 0.5) * ROW;
  const [from, at, to] = [low, ratio, high].map(place);
  return [
    text(8, y + 4, `${cell}  ${name}`),
    `<line x1="${from.toFixed(1)}" x2="${to.toFixed(1)}" y1="${y}" y2="${y}" stroke="#7fa8c9" stroke-width="3"/>`,
    `<circle cx="${at.toFixed(1)}" cy="${y}" r="4.5" fill="#00527a"/>`,
    text(WIDTH - RIGHT + 8, y + 4, ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)),
  ].join("\n");
}

function drawAxis([min, max], place, bottom) {
  return TICKS.filter((tick) => tick >= min && tick <= max)
    .map((tick) => {
      const x = place(tick).toFixed(1);
      const stroke = tick === 1 ? 'stroke="#333" stroke-width="1.5"' : 'stroke="#ddd"';
      const label = text(place(tick), bottom + 16, String(tick), ' text-anchor="middle"');
      return `<line x1="${x}" x2="${x}" y1="${TOP}" y2="${bottom}" ${stroke}/>\n${label}`;
    })
    .join("\n");
}

/** What a reader must know before reading a ratio. */
function describeRun(result) {
  const { browser, commit, isChanged, numProcessors } = result.machine;
  const noGpu = explainNoGpu(result);
  const hasWebgpu = listRatios(result).some(({ backend }) => backend === "webgpu");
  const device = hasWebgpu
    ? noGpu === null
      ? `WebGPU on ${result.adapter.vendor} ${result.adapter.architecture}`
      : "WebGPU in software: says nothing of a GPU"
    : "WebAssembly, one thread each";
  return `${result.model}, ${device}; Chromium ${browser.split(".")[0]}, ${numProcessors} processors, commit ${commit}${isChanged ? " with changes" : ""}`;
}

/** The drawing as SVG. */
export function drawRatios(result) {
  const ratios = listRatios(result);
  const range = chooseRange(ratios.flatMap(({ low, high, ratio }) => [low, high, ratio]));
  const place = (value) => placeRatio(value, ...range);
  const bottom = TOP + ratios.length * ROW;
  const height = bottom + BOTTOM;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" fill="#222">
<title>Our time over each other engine's</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${text(8, 20, "Our time over the other engine's: left of 1 we are faster", ' font-size="14" font-weight="bold"')}
${text(8, 40, describeRun(result))}
${text(8, 58, "Dot: ratio of the medians. Line: smallest to largest ratio of two neighbouring passes.")}
${text(8, 76, "rows x tokens", ' font-style="italic"')}
${drawAxis(range, place, bottom)}
${ratios.map((ratio, index) => drawRow(ratio, index, place)).join("\n")}
</svg>
`;
}
