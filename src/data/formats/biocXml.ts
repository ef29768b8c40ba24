/** @file BioC XML (DTD 1 and 2) as the objects that BioC JSON has. */
import { t } from "../../messages/translate";
import { XMLParser, XMLValidator } from "fast-xml-parser";

/** Elements that stand for lists, by the name of the list in BioC JSON. */
const LISTS: Readonly<Record<string, string>> = {
  document: "documents",
  passage: "passages",
  sentence: "sentences",
  annotation: "annotations",
  relation: "relations",
  location: "locations",
  node: "nodes",
};

// Entities are decoded below, the five of XML and numbers only: a document's own are never expanded.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#text",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (name) => name in LISTS || name === "infon",
});

/** Parses a BioC XML file. Throws, with the line, when it is not well-formed, and when it is not a BioC collection. */
export function parseBiocXml(text: string): unknown {
  const problem = XMLValidator.validate(text);
  if (problem !== true) {
    throw new Error(
      t("line {line}: not well-formed XML: {reason}", { line: problem.err.line, reason: problem.err.msg }),
    );
  }
  const parsed = parser.parse(text) as Record<string, unknown>;
  if (!("collection" in parsed))
    throw new Error(t("expected BioC XML, whose first element is {element}.", { element: "<collection>" }));
  return convert(parsed.collection);
}

/** An element: lists under BioC JSON's names, infons as one object, attributes and children alike. */
function convert(element: unknown): unknown {
  if (typeof element !== "object" || element === null) return {};
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(element)) {
    if (key === "infon") object.infons = readInfons(value as unknown[]);
    else if (Object.hasOwn(LISTS, key)) object[LISTS[key]!] = (value as unknown[]).map(convert);
    else if (key === "offset" || key === "@offset") object.offset = Number(readText(value));
    else if (key === "@length") object.length = Number(readText(value));
    else if (key.startsWith("@")) object[key.slice(1)] = readText(value);
    else if (key !== "#text") object[key] = readText(value);
  }
  return object;
}

function readInfons(infons: readonly unknown[]): Record<string, string> {
  const read: Record<string, string> = Object.create(null);
  for (const infon of infons) {
    const key = typeof infon === "object" && infon !== null ? (infon as Record<string, unknown>)["@key"] : undefined;
    if (typeof key === "string") read[decode(key)] = readText(infon);
  }
  return read;
}

function readText(value: unknown): string {
  if (typeof value === "string") return decode(value);
  if (typeof value === "object" && value !== null) return readText((value as Record<string, unknown>)["#text"] ?? "");
  return "";
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
