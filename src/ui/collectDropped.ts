/** @file What was dropped: the files of folders with their paths, and whether they are a model's. */
import { readZipEntries } from "../data/zipEntries";

/** A file with its path in what was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly blob: File;
}

/** Files of one folder that are looked at; a model has some ten. */
const MOST_FILES = 2000;

/** All files of dropped entries, those in folders with the folder's path. */
export async function collectFiles(entries: readonly FileSystemEntry[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (files.length >= MOST_FILES || entry.name.startsWith(".")) return;
    if (entry.isFile) {
      const blob = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      files.push({ path: entry.fullPath.replace(/^\//, ""), blob });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      // A folder is read a hundred entries at a time.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const inner of some) await walk(inner);
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

/** Whether files are a model's folder, or an archive of one: weights, or a config beside a tokenizer. */
export async function isModelFolder(files: readonly DroppedFile[]): Promise<boolean> {
  const [first] = files;
  let paths = files.map(({ path }) => path);
  if (files.length === 1 && first !== undefined && /\.zip$/i.test(first.path)) {
    // An archive that cannot be listed is somebody else's to explain.
    paths = (await readZipEntries(first.blob, first.path).catch(() => [])).map(({ path }) => path);
  }
  const has = (pattern: RegExp) => paths.some((path) => pattern.test(path));
  if (has(/\.safetensors(\.index\.json)?$|(^|\/)pytorch_model[^/]*\.bin$/)) return true;
  return has(/(^|\/)config\.json$/) && has(/(^|\/)(tokenizer(_config)?\.json|vocab\.(json|txt)|labels\.json)$/);
}

/** What to call a set of files: their folder, or the first of them. */
export function nameOf(files: readonly DroppedFile[]): string {
  const path = files[0]?.path ?? "";
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : path;
}
