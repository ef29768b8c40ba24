/** @file A drawing as a file: SVG with its colours and caption inside, or the same painted to PNG. */

import greekUrl from "@fontsource-variable/source-sans-3/files/source-sans-3-greek-wght-normal.woff2?url";
import sansUrl from "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url";
import monoUrl from "@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght-normal.woff2?url";
import { LANGUAGE_FACTS } from "../messages/languages";
import { getLanguage } from "../messages/translate";
import type { About } from "./exportData";
import { wrapCaption } from "./wrapCaption";

const NAMESPACE = "http://www.w3.org/2000/svg";
const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
  "direction",
  "unicode-bidi",
  "opacity",
];
const PADDING = 24;
const LINE = 24;
/** Time for an image to take up the faces it carries; no event tells when it has. */
const FACES_MS = 250;

const FACES = [
  { family: "EBE Sans", url: sansUrl, range: "U+0-2FF, U+2000-22FF" },
  { family: "EBE Sans", url: greekUrl, range: "U+370-3FF" },
  { family: "EBE Mono", url: monoUrl, range: "U+0-2FF, U+2000-22FF" },
];
let faces: Promise<string> | null = null;

/** The page's own faces as a style sheet with the files inside: a drawing looks the same wherever it is opened. */
async function loadFaces(): Promise<string> {
  const rules = FACES.map(async ({ family, url, range }) => {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const source = `url(data:font/woff2;base64,${btoa(binary)}) format("woff2")`;
    return `@font-face{font-family:"${family}";src:${source};font-weight:200 900;unicode-range:${range}}`;
  });
  return (await Promise.all(rules)).join("");
}

/** Copies what the page's stylesheet gives each element onto the element itself. */
function inlineStyles(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  copy.removeAttribute("class");
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (value !== "") copy.setAttribute(name, value.replaceAll('"', "'"));
  }
  Array.from(source.children).forEach((child, index) => {
    const twin = copy.children[index];
    if (twin) inlineStyles(child, twin);
  });
}

/**
 * The drawing as a stand-alone SVG: finding above, how to read it below that, n, seed and model at the foot; the same
 * with the whole hashes as JSON in its metadata.
 */
export async function buildSvg(
  svg: SVGSVGElement,
  caption: About,
): Promise<{ text: string; width: number; height: number }> {
  // Without the faces the drawing is still right, in the reader's own sans serif.
  faces ??= loadFaces();
  const styleSheet = await faces.catch(() => ((faces = null), ""));
  const page = getComputedStyle(document.documentElement);
  const drawn = { width: svg.width.baseVal.value, height: svg.height.baseVal.value };
  const width = Math.max(drawn.width, 420) + 2 * PADDING;
  const perLine = Math.floor((width - 2 * PADDING) / 7);
  const { locale, direction } = LANGUAGE_FACTS[getLanguage()];
  const isRightToLeft = direction === "rtl";
  const out = document.createElementNS(NAMESPACE, "svg");
  let y = PADDING + 14;
  const write = (line: string, size: number, weight: number, color: string) => {
    const element = document.createElementNS(NAMESPACE, "text");
    // Where lines run from the right, they start at the right edge.
    const place = isRightToLeft ? { x: width - PADDING, direction: "rtl" } : { x: PADDING };
    const attributes = { ...place, y, "font-size": size, "font-weight": weight, fill: page.getPropertyValue(color) };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value).trim());
    element.setAttribute("font-family", "'EBE Sans', 'Source Sans 3', system-ui, sans-serif");
    element.textContent = line;
    out.append(element);
    y += LINE - (size < 15 ? 5 : 0);
  };
  for (const line of wrapCaption(caption.title, Math.floor(perLine * 0.72))) write(line, 19, 600, "--ink");
  for (const line of wrapCaption(caption.lead, perLine)) write(line, 14, 400, "--ink-2");
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  copy.setAttribute("x", String(PADDING));
  copy.setAttribute("y", String(y));
  copy.setAttribute("overflow", "visible");
  copy.removeAttribute("role");
  copy.removeAttribute("aria-label");
  out.append(copy);
  y += drawn.height + LINE;
  for (const line of wrapCaption(caption.foot, perLine)) write(line, 13, 400, "--ink-3");
  const height = y + PADDING - LINE + 8;
  const ground = document.createElementNS(NAMESPACE, "rect");
  ground.setAttribute("width", String(width));
  ground.setAttribute("height", String(height));
  ground.setAttribute("fill", page.getPropertyValue("--paper").trim());
  out.prepend(ground);
  const style = document.createElementNS(NAMESPACE, "style");
  style.textContent = styleSheet;
  out.prepend(style);
  const say = (name: string, text: string) => {
    const element = document.createElementNS(NAMESPACE, name);
    element.textContent = text;
    return element;
  };
  out.prepend(say("title", caption.title), say("desc", caption.lead), say("metadata", JSON.stringify(caption)));
  out.setAttribute("xmlns", NAMESPACE);
  out.setAttribute("lang", new Intl.Locale(locale).baseName);
  out.setAttribute("width", String(width));
  out.setAttribute("height", String(height));
  out.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { text: new XMLSerializer().serializeToString(out), width, height };
}

/** Paints an SVG text at twice its size. Rejects when the browser cannot draw it. */
export async function paintPng(svg: { text: string; width: number; height: number }): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(svg.width * 2);
  canvas.height = Math.round(svg.height * 2);
  const draw = () => canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  // The first drawing starts to load the faces inside the image; the ground of the second covers the first.
  draw();
  await new Promise((resolve) => setTimeout(resolve, FACES_MS));
  draw();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("paintPng: the browser gave no image.")))),
  );
}
