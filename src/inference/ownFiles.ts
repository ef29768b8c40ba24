/** @file The files of a user's model folder, found by name; what is missing is named. */
import { formatList } from "../messages/formatNumber";
import { t } from "../messages/translate";
import type { ByteSource } from "../model/tensorFiles";
import { parseJson } from "./modelFiles";

/** A file of the folder, with its path in it. */
export type OwnFile = ByteSource;

/** Which files play which part. */
export interface OwnFolder {
  /** Name of the folder, for people. */
  readonly name: string;
  readonly config: OwnFile;
  /** tokenizer.json, or vocab.json, merges.txt and, where there is one, added_tokens.json. */
  readonly tokenizer: readonly OwnFile[];
  readonly weights: readonly OwnFile[];
  readonly labels: OwnFile | null;
  readonly golden: OwnFile | null;
  readonly entityVocab: OwnFile | null;
}

/**
 * Sorts the files of a folder. They may lie in one folder of any name; other files are ignored.
 * @throws Error that names the files that are missing, or the folders when there are several
 */
export async function findOwnFiles(files: readonly OwnFile[]): Promise<OwnFolder> {
  const configs = files.filter(({ name }) => baseName(name) === "config.json");
  const folders = configs.map(({ name }) => name.slice(0, -"config.json".length));
  const shallow = folders.sort((a, b) => a.length - b.length)[0];
  if (shallow === undefined) {
    const seen = files.slice(0, 5).map(({ name }) => name);
    throw new Error(
      t(
        'Your model: expected a folder with config.json, tokenizer.json and model.safetensors, got no config.json ({seen}). Drop the folder that "save_pretrained" wrote.',
        {
          seen:
            seen.length === 0
              ? t("no file at all")
              : t("only {files}", { files: `${seen.join(", ")}${files.length > 5 ? ", .." : ""}` }),
        },
      ),
    );
  }
  if (folders.filter((folder) => depth(folder) === depth(shallow)).length > 1) {
    throw new Error(
      t("Your model: expected one config.json, got {n}: {folders}. Drop one model's folder.", {
        n: folders.length,
        folders: folders.slice(0, 4).join(", "),
      }),
    );
  }
  const find = (name: string) => files.find((file) => file.name === shallow + name) ?? null;
  const missing: string[] = [];
  const [vocab, merges] = [find("vocab.json"), find("merges.txt")];
  const one = find("tokenizer.json");
  const tokenizer = one ? [one] : vocab && merges ? [vocab, merges, ...present(find("added_tokens.json"))] : [];
  if (tokenizer.length === 0) missing.push(t("tokenizer.json (or vocab.json and merges.txt)"));
  const weights = await findWeights(find, missing);
  if (missing.length > 0) {
    const other = files.some(({ name }) => /pytorch_model.*\.bin$|\.pt$|\.ckpt$/.test(name));
    throw new Error(
      t("Your model: expected {missing} beside config.json, got no such file. {advice}", {
        missing: formatList(missing),
        advice: other
          ? t(
              "Pickled PyTorch weights are not read: load them in Python and save with save_pretrained(.., safe_serialization=True).",
            )
          : t('Drop the whole folder that "save_pretrained" wrote.'),
      }),
    );
  }
  return {
    name: shallow.split("/").filter(Boolean).at(-1) ?? "model",
    config: find("config.json")!,
    tokenizer,
    weights,
    labels: find("labels.json"),
    golden: find("golden.json"),
    entityVocab: find("entity_vocab.json"),
  };
}

async function findWeights(find: (name: string) => OwnFile | null, missing: string[]): Promise<OwnFile[]> {
  const single = find("model.safetensors");
  if (single !== null) return [single];
  const index = find("model.safetensors.index.json");
  if (index === null) {
    missing.push(t("model.safetensors (or model.safetensors.index.json and its parts)"));
    return [];
  }
  const map = (parseJson(await readOwnText(index), index.name) as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== "object" || map === null) {
    throw new Error(
      t("{index}: expected an object weight_map, got none. Save the model again.", { index: index.name }),
    );
  }
  const names = [...new Set(Object.values(map).map(String))].sort();
  const parts = names.map((name) => ({ name, file: find(name) }));
  for (const { name, file } of parts)
    if (file === null) missing.push(t("{file}, which {index} names,", { file: name, index: index.name }));
  return parts.flatMap(({ file }) => present(file));
}

/** Text of a small file. */
export async function readOwnText(file: OwnFile): Promise<string> {
  return new TextDecoder().decode(await file.read(0, file.size));
}

const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const depth = (folder: string) => folder.split("/").length;
