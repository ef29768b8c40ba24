import { afterEach, expect, it, vi } from "vitest";
import type { Language } from "./languages";

afterEach(() => vi.resetModules());

/** The module with the texts of Spanish lessons out of reach. */
async function openWithoutLessons() {
  vi.doMock("./es/learn.json", () => {
    throw new Error("no network");
  });
  const { loadLanguage, onMissingMessages, wantMessages } = await import("./catalogues");
  const { getLanguage, i18n } = await import("./translate");
  const missing: Language[] = [];
  onMissingMessages((language) => missing.push(language));
  return { loadLanguage, wantMessages, getLanguage, getMessages: () => i18n.messages, missing };
}

it("tells of lessons whose texts cannot be had, and keeps the language with the texts it has", async () => {
  const { loadLanguage, wantMessages, getLanguage, getMessages, missing } = await openWithoutLessons();
  await loadLanguage("es");
  const numTexts = Object.keys(getMessages()).length;
  expect(numTexts).toBeGreaterThan(100);
  await Promise.all([wantMessages("learn"), wantMessages("learn")]);
  expect(missing).toEqual(["es"]);
  expect(getLanguage()).toBe("es");
  expect(Object.keys(getMessages())).toHaveLength(numTexts);
});

it("stays with the language that is on when another one lacks a part, and asks for parts of that one from then on", async () => {
  const { loadLanguage, wantMessages, getLanguage, getMessages, missing } = await openWithoutLessons();
  await loadLanguage("de");
  await wantMessages("learn");
  await expect(loadLanguage("es")).rejects.toThrow();
  expect(getLanguage()).toBe("de");
  expect(getMessages()["Start"]).toBe("Anfangen");
  expect(missing).toEqual([]);
});

it("has a part in the language that was asked for last, not in the one it replaces", async () => {
  const { loadLanguage, wantMessages, getLanguage, getMessages } = await openWithoutLessons();
  await loadLanguage("de");
  await Promise.all([loadLanguage("ar"), wantMessages("learn")]);
  expect(getLanguage()).toBe("ar");
  expect(getMessages()["Start"]).toBe("ابدأ");
});
