/** @file The name tables that the page swaps with, from this disk. */
import { readFile } from "node:fs/promises";
import { parseNameTables, type NameTables } from "../data/swap/nameTables";

let tables: Promise<NameTables> | null = null;

/** Read once. */
export function readNameTables(): Promise<NameTables> {
  const file = new URL("../../public/names/names.json", import.meta.url);
  return (tables ??= readFile(file, "utf8").then((text) => parseNameTables(JSON.parse(text))));
}
