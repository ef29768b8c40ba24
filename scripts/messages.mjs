/**
 * @file The texts in the code against the catalogues in src/messages.
 * `node scripts/messages.mjs --missing de` prints what has no German yet, as JSON with empty values, to be filled in;
 * `--write` removes what no code uses and sorts every catalogue by the order of the code; after a merge it also tidies the
 * lines of both sides.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { argv } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CATALOGUES = join(ROOT, "src/messages");

/** Languages with a catalogue: the folders of src/messages. */
export const TRANSLATED = readdirSync(CATALOGUES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
/** The first is there before the others, and a worker has nothing else; the last comes late. */
export const PARTS = ["reports", "app", "learn"];

/** The layers below the page: they also run in workers. */
const REPORTS = /^src\/(messages|data|worker|inference|model|analysis|tokenizer|math)\//;

/** What learners and teachers read comes later than the rest, in a part of its own. */
const LEARN = /^src\/(ui\/panels\/learn|lessons)\//;

const partOf = (path) => (REPORTS.test(path) ? "reports" : LEARN.test(path) ? "learn" : "app");

/** The text of a literal, or of literals put together; every text of a choice between literals; null for anything else. */
function readTexts(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return readTexts(node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [readTexts(node.left), readTexts(node.right)];
    return left?.length === 1 && right?.length === 1 ? [left[0] + right[0]] : null;
  }
  if (ts.isConditionalExpression(node)) {
    const [whenTrue, whenFalse] = [readTexts(node.whenTrue), readTexts(node.whenFalse)];
    return whenTrue && whenFalse && [...whenTrue, ...whenFalse];
  }
  return null;
}

/** Texts that one source file marks as messages. */
function readFile(path) {
  const text = readFileSync(join(ROOT, path), "utf8");
  if (!/\/translate"|@lingui\/react"/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, isLiteral) => {
    const texts = readTexts(node);
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (texts) found.push(...texts.map((id) => ({ id, path, line, part: partOf(path) })));
    else if (isLiteral) throw new Error(`${path}:${line}: expected a text as a literal, got ${node.getText()}.`);
  };
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.arguments.length > 0) {
      const { text: name } = node.expression;
      // What t gets beside literals has been marked by msg: the type of its argument sees to that.
      if (name === "t" || name === "msg") add(node.arguments[0], name === "msg");
    }
    if ((ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) && node.tagName.getText() === "Trans") {
      const id = node.attributes.properties.find((given) => given.name?.getText() === "id")?.initializer;
      if (!id) throw new Error(`${path}: expected an id of every Trans, got ${node.getText()}.`);
      add(ts.isJsxExpression(id) ? id.expression : id, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Every message of the code, in the order of files and lines: { id, path, line, part }. */
export function readMessages() {
  return readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
    .flatMap(readFile);
}

/** Ids of a part; what two parts use stands in the first of them. */
export function idsOf(messages, part) {
  const all = new Set(messages.filter((message) => message.part === part).map(({ id }) => id));
  const earlier = PARTS.slice(0, PARTS.indexOf(part));
  messages.forEach((message) => earlier.includes(message.part) && all.delete(message.id));
  return all;
}

const pathOf = (language, part) => join(CATALOGUES, language, `${part}.json`);

/** One part of a catalogue: text by id. */
export function readCatalogue(language, part) {
  return JSON.parse(readFileSync(pathOf(language, part), "utf8"));
}

/** As `readCatalogue`, of a file that a merge has left with the lines of both sides, and so without a comma here and there. */
function readMerged(language, part) {
  const lines = readFileSync(pathOf(language, part), "utf8").match(/^ *".*"(?=,?$)/gm) ?? [];
  return Object.assign({}, ...lines.map((line) => JSON.parse(`{${line}}`)));
}

/** Writes the texts of the ids the code uses, in its order. `texts`: may hold more. */
export function writeCatalogue(language, part, ids, texts) {
  const kept = Object.fromEntries([...ids].flatMap((id) => (texts[id] ? [[id, texts[id]]] : [])));
  writeFileSync(pathOf(language, part), `${JSON.stringify(kept, null, 2)}\n`);
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const messages = readMessages();
  const missingAt = argv.indexOf("--missing");
  if (missingAt > 0) {
    const language = argv[missingAt + 1];
    if (!TRANSLATED.includes(language)) throw new Error(`messages: expected one of ${TRANSLATED}, got ${language}.`);
    const missing = PARTS.flatMap((part) => {
      const known = readCatalogue(language, part);
      return [...idsOf(messages, part)].filter((id) => !known[id]);
    });
    console.log(JSON.stringify(Object.fromEntries(missing.map((id) => [id, ""])), null, 2));
  } else if (argv.includes("--write")) {
    for (const language of TRANSLATED) {
      // A text may have moved from one part to the other.
      const all = Object.assign({}, ...PARTS.map((part) => readMerged(language, part)));
      for (const part of PARTS) writeCatalogue(language, part, idsOf(messages, part), all);
    }
  } else {
    console.log("node scripts/messages.mjs --missing LANGUAGE | --write");
  }
}
