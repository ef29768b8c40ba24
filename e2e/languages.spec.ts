import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

test("the page changes to Arabic and back by keyboard, and a link with ?lang speaks it at once", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("lang", "en");
  const menu = page.getByRole("combobox", { name: "Language" });
  await menu.focus();
  await menu.press("End");

  await expect(html).toHaveAttribute("dir", "rtl");
  await expect(html).toHaveAttribute("lang", "ar");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("هل يقرأ النموذج الجملة أم يعرف الأسماء؟");
  await expect(bench.status).toContainText(/\d\u2069? م\.ث/);
  // Data stay as they are: the sentence runs from left to right, its words in English.
  const sentence = page.getByRole("listbox", { name: /^كلمات الجملة/ });
  expect(await sentence.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  await expect(sentence).toContainText("Siemens");
  expect(new URL(page.url()).searchParams.get("lang")).toBe("ar");
  await expect(page).toHaveTitle(/^المختبر/);

  await page.goto("./?model=tiny&backend=wasm&lang=de");
  await expect(html).toHaveAttribute("lang", "de");
  await expect(html).toHaveAttribute("dir", "ltr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Liest das Modell den Satz/);
  await expect(page.getByRole("slider").first()).toHaveAttribute("aria-valuetext", /^\d,\d\d$/);

  // A lesson speaks the page's language, and goes on where it is when that changes.
  await page.getByRole("link", { name: "Lektionen" }).click();
  const entry = page.getByRole("listitem", { name: "Liest es den Satz oder die Namen?" });
  await entry.getByRole("button", { name: "Anfangen" }).click();
  const card = page.getByRole("complementary");
  const step = card.getByRole("heading", { level: 2 });
  await expect(step).toHaveText("Lesen Sie zuerst selbst");
  await expect(page.getByRole("listbox", { name: /^Wörter des Satzes/ })).toContainText("Toyota");
  for (let i = 0; i < 6; i++) await card.getByRole("button", { name: "Schritt danach" }).click();
  await expect(step).toHaveText("Was wissen Sie jetzt?");
  await card.getByRole("radio", { name: "Die Antwort hängt vom Namen ab" }).check();
  await card.getByRole("button", { name: "Meine Antwort prüfen" }).click();
  await expect(card.locator(".answered")).toContainText("Richtig");
  await page.getByRole("combobox", { name: "Sprache" }).selectOption("ar");
  await expect(html).toHaveAttribute("dir", "rtl");
  await expect(step).toHaveText("ماذا تعرف الآن؟");
  await expect(card.locator(".answered")).toContainText("الجواب يعتمد على الاسم");

  // Without ?lang it is the language chosen last on the page.
  await page.goto("./?model=tiny&backend=wasm");
  await expect(html).toHaveAttribute("lang", "ar");
  await page.getByRole("combobox", { name: "اللغة" }).focus();
  await page.keyboard.press("Home");
  await expect(html).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Does the model read the sentence/);
});

test("what the workers say is German on a German page: why a file cannot be read, and how one was", async ({
  page,
}) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus&lang=de");
  const panel = page.getByRole("region", { name: "Korpus", exact: true });
  const input = page.getByLabel(/^Korpusdatei/);
  const buffer = Buffer.from('[{"text": "Ida met Bo",}]');
  await input.setInputFiles({ name: "rows.json", mimeType: "application/json", buffer });
  await expect(page.getByRole("alert")).toContainText("rows.json: Zeile 1, Spalte 24: kein JSON an dieser Stelle");
  await input.setInputFiles("test/fixtures/formats/opennre_text.txt");
  await panel.getByText(/^Gelesen als OpenNRE-Zeilen: 1 Zeile, 1 nicht lesbar/).click();
  await expect(panel).toContainText("3 von 4 Spannen sind die Wörter, die die Datei für sie angibt");
  await expect(panel.getByRole("button", { name: /Wie werden die Offsets der Spannen gezählt/ })).toBeVisible();
});

test("a language whose texts cannot be had is said to be missing, and comes when it is chosen again", async ({
  page,
  allowConsole,
}) => {
  allowConsole(/net::ERR_FAILED/);
  const html = page.locator("html");
  const notice = page.locator(".notice");
  await page.route(/\/assets\/(app|learn)-[^/]*\.js$/, (route) => route.abort());
  await page.goto("./?model=tiny&backend=wasm&view=models&lang=es");
  await expect(notice).toContainText("The texts in Español could not be loaded.");
  await expect(html).toHaveAttribute("lang", "en");

  await page.unroute(/\/assets\/(app|learn)-[^/]*\.js$/);
  await page.route(/\/assets\/learn-[^/]*\.js$/, (route) => route.abort());
  await page.getByRole("combobox", { name: "Language" }).selectOption("es");
  await expect(html).toHaveAttribute("lang", "es");
  await page.getByRole("link", { name: "Lecciones" }).click();
  await expect(notice).toContainText("No se pudieron cargar los textos de las lecciones en Español");
  await expect(page.getByRole("listitem", { name: "Does it read the sentence or the names?" })).toBeVisible();
});
