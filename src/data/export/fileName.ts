/** @file Names of files that are written: safe on every system, whatever the file that was opened is called. */

const LONGEST = 80;
/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** One part of a path: no separator, no mark that a system or a shell reads, no control or direction mark, no leading dot. */
export function toSafeName(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, "")
    .replace(/[<>:"/\\|?*%&$`'!#{}]+/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[.\s-]+|[.\s]+$/g, "");
  const short = [...plain].slice(0, LONGEST).join("").trim();
  return short === "" || DEVICES.test(short.replace(/\..*$/, "")) ? `rows${short === "" ? "" : ` ${short}`}` : short;
}

/** A name without its ending, and the ending with its dot. "a.tar.gz" ends in ".gz"; one that begins with its dot has none. */
export function splitEnding(name: string): [stem: string, ending: string] {
  const at = name.lastIndexOf(".");
  return at <= 0 || name.length - at > 12 ? [name, ""] : [name.slice(0, at), name.slice(at)];
}

/** The name of an exported file: that of the opened one, "scored" before its ending. */
export function nameExport(opened: string, ending: string | null = null): string {
  const base = opened.replace(/^.*[\\/]/, "").replace(/\.(?:gz|zip)$/i, "");
  const [stem, own] = splitEnding(toSafeName(base));
  return `${stem}-scored${ending ?? own}`;
}

/** Paths of files inside an archive: each part safe, none twice. */
export function nameEntries(paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const parts = path.split(/[\\/]+/).filter((part) => part !== "" && part !== "." && part !== "..");
    const safe = parts.map(toSafeName).join("/") || "rows";
    let name = safe;
    for (let i = 2; taken.has(name.toLowerCase()); i++) {
      const [stem, ending] = splitEnding(safe);
      name = `${stem} (${i})${ending}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
