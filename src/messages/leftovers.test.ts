import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Attributes and properties that a reader sees or hears. */
const SPOKEN = new Set(
  [
    "alt aria-description aria-label aria-roledescription aria-valuetext because caption detail error foot heading hint",
    "label lead leadText message note placeholder problem question reason retry title",
  ].flatMap((names) => names.split(" ")),
);
/** Calls whose arguments a reader sees. */
const SAYING = new Set(["Error", "TransientError", "RangeError", "TypeError", "addNotice", "fail", "lookAt", "step"]);
/** What a program says to its programmer: begins with the name of a function or a part. */
const FOR_PROGRAMMERS = /^[A-Za-z]+: /;

/** English by intent: the command line and the report it writes; parts of tests. */
const ENGLISH = /^src\/(cli|report|ui\/generated)\/|\/test[A-Z]\w*\.ts$|\.test\.tsx?$/;

/** What stays as it is in every language, by file: names, keys of a keyboard, file names, words between programs. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  "src/data/formats/recogniseFormat.ts": ["expected a format, one of"], // flag of the command line
  "src/data/swap/communities.ts": [
    "English",
    "German",
    "Spanish",
    "Turkish",
    "Yoruba",
    "Vietnamese",
    "Arabic",
    "Chinese",
  ], // named where shown
  "src/inference/movingModel.ts": ["{}: expected a loaded model"], // a fault of this program's own
  "src/lessons/lessonLink.ts": ["too large", "cut off"], // caught there, and said in a sentence
  "src/state/cloudReader.ts": ["The plane was not fitted."], // of an AbortError, which shows as cancelled
  "src/state/hostMessages.ts": ["expected a message of version {}"], // the embedding page's console
  "src/state/linkFormat.ts": ["slice {}"], // a parameter of the address
  "src/ui/embed/connectHost.ts": ["model: expected one of"], // the embedding page's console
  "src/ui/panels/OwnModelPanel.tsx": ["config.json", "tokenizer.json", "model.safetensors", "labels.json"],
  "src/ui/panels/ArgumentTypes.tsx": ["Shift"],
  "src/ui/panels/SwapPanel.tsx": ["Enter"],
  "src/ui/panels/TopBar.tsx": ["Entity Bias Explorer"],
  "src/ui/panels/find/FindExport.tsx": ["JSON lines", "brat standoff"],
  "src/ui/panels/learn/Worksheet.tsx": ["Entity Bias Explorer"],
  "src/worker/loads.ts": ["{}: expected a loaded model"], // a fault of this program's own
  "src/worker/lanes.ts": ["{}: a newer request", "{}: cancelled."], // of Stale- and AbortErrors, which no one shows
};
/** Names of file formats and of the models' parts stand in `title` and `label`. */
const NAMES_ONLY = /^src\/data\/(export|formats)\/\w+\.ts (title|label)$/;

const ROOT = process.cwd();

/** Plain English words of one source that a reader would see, each as "kind text". */
function findLeftovers(path: string, text: string): { readonly line: number; readonly kind: string; text: string }[] {
  const found: { readonly line: number; readonly kind: string; text: string }[] = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const add = (node: ts.Node, kind: string, words: string, isSentence: boolean) => {
    const isWords = isSentence ? /[A-Za-z]{2,}.* .*[a-z]{2,}/s.test(words) : /[A-Za-z][a-z]/.test(words);
    if (!isWords || FOR_PROGRAMMERS.test(words)) return;
    found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, kind, text: words.trim() });
  };
  /** The plain texts an expression can be. What a call gives, t() above all, is not plain. */
  const read = (node: ts.Node | undefined, kind: string, isSentence: boolean): void => {
    if (node === undefined) return;
    if (ts.isStringLiteralLike(node)) return add(node, kind, node.text, isSentence);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      return add(node, kind, parts.join("{}"), isSentence);
    }
    if (ts.isConditionalExpression(node)) {
      read(node.whenTrue, kind, isSentence);
      read(node.whenFalse, kind, isSentence);
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken) {
      read(node.left, kind, isSentence);
      read(node.right, kind, isSentence);
    } else if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) {
      read(node.expression, kind, isSentence);
    } else if (ts.isArrowFunction(node)) {
      read(node.body, kind, isSentence);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node, "text", node.text, false);
    else if (ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) {
      read(node, "text", false);
    } else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
      read(node.initializer, node.name.getText(), false);
    } else if (ts.isPropertyAssignment(node) && SPOKEN.has(node.name.getText().replaceAll('"', ""))) {
      // One word may be a name for the program.
      read(node.initializer, node.name.getText(), node.name.getText() !== "title");
    } else if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (SAYING.has(name.getText())) node.arguments?.forEach((one) => read(one, name.getText(), true));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const findAll = () =>
  readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !ENGLISH.test(path))
    .sort()
    .flatMap((path) => findLeftovers(path, readFileSync(join(ROOT, path), "utf8")).map((one) => ({ path, ...one })));

describe("texts in the code", () => {
  it("go through t() wherever a reader sees them", () => {
    const left = findAll().filter(
      ({ path, kind, text }) =>
        !NAMES_ONLY.test(`${path} ${kind}`) && !KEPT[path]?.some((known) => text.startsWith(known)),
    );
    expect(left.map(({ path, line, kind, text }) => `${path}:${line} ${kind}: ${text}`)).toEqual([]);
  });

  it("are found in what a reader sees, and let be where they are translated or for the program", () => {
    const find = (code: string) => findLeftovers("a.tsx", code).map(({ kind, text }) => `${kind}: ${text}`);
    expect(find("const A = () => <p>Two words {n}</p>;")).toEqual(["text: Two words"]);
    expect(find('const A = () => <p>{isOpen ? "Open" : t("Closed")}</p>;')).toEqual(["text: Open"]);
    expect(find("const A = () => <b aria-label={`Row ${n}`} className='wide row' />;")).toEqual(["aria-label: Row {}"]);
    expect(find('throw new Error(`${file}: expected a list, ` + "got none");')).toHaveLength(2);
    expect(find('get().addNotice(() => "The device was lost.");')).toEqual(["addNotice: The device was lost."]);
    expect(find('const row = { title: "Rows", label: cond ? "all of them" : t("none") };')).toHaveLength(2);
    expect(find('throw new Error(t("A list, got none")); get().step(() => t("open it"), { a: 1 });')).toEqual([]);
    expect(find('throw new Error("readRows: expected a list, got none"); const k = { label: "id" };')).toEqual([]);
  });
});
