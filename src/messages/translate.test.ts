import { afterEach, describe, expect, it } from "vitest";
import { activateLanguage, t } from "./translate";

afterEach(() => activateLanguage("en", {}));

describe("t", () => {
  it("says an id that no catalogue has in English, with its arguments and plurals", () => {
    expect(t("{n, plural, one {# row} other {# rows}} of {file}", { n: 1, file: "a.json" })).toBe("1 row of a.json");
    expect(t("no '{'braces'}' read")).toBe("no {braces} read");
  });

  it("isolates arguments from right-to-left text, inside plurals too, and not from left-to-right text", () => {
    const id = "{n, plural, one {# row} other {# rows}} of {file}, {file}";
    const text = "{n, plural, zero {#} one {#} two {#} few {# من {file}} many {#} other {#}}، {file}";
    activateLanguage("ar", { [id]: text });
    expect(t(id, { n: 3, file: "a.json" })).toMatch(/^\S+ من \u2068a\.json\u2069، \u2068a\.json\u2069$/);
    activateLanguage("de", { [id]: "{n, plural, one {#} other {#}} aus {file}" });
    expect(t(id, { n: 3, file: "a.json" })).toBe("3 aus a.json");
  });
});
