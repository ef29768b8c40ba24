import { describe, expect, it } from "vitest";
import { leaveEmbedding, readEmbedding } from "./embedAddress";

const OWN = "https://site.example";

describe("readEmbedding", () => {
  it("is null for a page of its own", () => {
    expect(readEmbedding("", OWN)).toBeNull();
    expect(readEmbedding("?embed=0&host=https://a.example", OWN)).toBeNull();
  });
  it("takes the named origin, or the page's own", () => {
    expect(readEmbedding("?embed=1&host=https://class.example", OWN)).toEqual({ host: "https://class.example" });
    expect(readEmbedding("?embed=1&host=http://localhost:8888/", OWN)).toEqual({ host: "http://localhost:8888" });
    expect(readEmbedding("?model=tiny&embed=1", OWN)).toEqual({ host: OWN });
  });
  it.each(["*", "class.example", "https://class.example/page", "javascript:alert(1)", "null", "https://a@b.example"])(
    "refuses %s",
    (host) => {
      expect(() => readEmbedding(`?embed=1&host=${encodeURIComponent(host)}`, OWN)).toThrow(/location\.origin/);
    },
  );
});

it("leaveEmbedding keeps model and link", () => {
  expect(leaveEmbedding("https://s.example/x/?model=tiny&embed=1&host=https%3A%2F%2Fa.example#v=1&e=2")).toBe(
    "https://s.example/x/?model=tiny#v=1&e=2",
  );
});
