/**
 * @file The lessons of this page are written as messages and speak the page's language; lessons of teachers stay as they
 * are written, whatever they are called, and are never looked up.
 */
import { t, type MessageId } from "../messages/translate";
import type { Lesson } from "./schema";

/** Fields that are read by learners. What a step puts on the page (`setup`) is data and stays English. */
const TEXTS = ["title", "summary", "text", "ask", "reveal", "question", "why", "answer"] as const;
const DATA = "setup";

/** The same with every text marked by `msg`. */
type Marked<T> = T extends readonly (infer One)[]
  ? Marked<One>[]
  : T extends object
    ? {
        [Key in keyof T]: Key extends typeof DATA
          ? T[Key]
          : Key extends (typeof TEXTS)[number]
            ? MessageId | Exclude<T[Key], string>
            : Marked<T[Key]>;
      }
    : T;

const own = new WeakSet<object>();

/** A lesson of this page. */
export function ownLesson(lesson: Marked<Lesson>): Lesson {
  own.add(lesson);
  return lesson;
}

export function isOwnLesson(value: unknown): value is Lesson {
  return typeof value === "object" && value !== null && own.has(value);
}

/** The text in the page's language, with its `{relation}` and the like still to be filled in. */
function translate(text: string): string {
  const values = Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map(([whole, name]) => [name, whole]));
  return t(text as MessageId, values);
}

function translateIn(value: unknown, key = ""): unknown {
  if (typeof value === "string") return (TEXTS as readonly string[]).includes(key) ? translate(value) : value;
  if (typeof value !== "object" || value === null || key === DATA) return value;
  if (Array.isArray(value)) return value.map((one) => translateIn(one));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, translateIn(one, name)]));
}

/** A lesson as it is shown: one of this page in the language that is on, any other as it is. */
export function speakLesson(lesson: Lesson): Lesson {
  return isOwnLesson(lesson) ? (translateIn(lesson) as Lesson) : lesson;
}
