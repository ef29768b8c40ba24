/** @file Text files as one file to save: alone, or several in a zip. Loaded when one is saved. */
import { strToU8, zipSync } from "fflate";
import type { SourceFile } from "../../../data/formats/format";

/** The one file under its own name with "-reviewed" in it, or all of them in `base`-reviewed.zip under theirs. */
export function packFiles(files: readonly SourceFile[], base: string): { readonly name: string; readonly blob: Blob } {
  const [first] = files;
  if (files.length === 1) {
    const name = first!.name.replace(/^.*[\\/]/, "").replace(/(\.[^.]*)?$/, "-reviewed$1");
    return { name, blob: new Blob([first!.text], { type: "text/plain;charset=utf-8" }) };
  }
  // Names of two files may be equal when they come from two archives.
  const entries: Record<string, Uint8Array> = {};
  for (const { name, text } of files) {
    let free = name;
    for (let i = 2; free in entries; i++) free = `${i}/${name}`;
    entries[free] = strToU8(text);
  }
  return { name: `${base}-reviewed.zip`, blob: new Blob([zipSync(entries) as BlobPart], { type: "application/zip" }) };
}
