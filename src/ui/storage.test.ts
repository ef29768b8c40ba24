import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("document", { baseURI: "https://some.example/app/" });
const { readModelId } = await import("./storage");

describe("readModelId", () => {
  const models = "https://some.example/app/models/";
  it("names the folder of a model's file", () => {
    expect(readModelId(`${models}re-minilm-vib/weights-00.safetensors?sha256=0a`, models)).toBe("re-minilm-vib");
    expect(readModelId(`${models}a%20b/config.json`, models)).toBe("a b");
  });
  it("is null for the list of models, the folder itself and other folders", () => {
    expect(readModelId(`${models}index.json`, models)).toBeNull();
    expect(readModelId(models, models)).toBeNull();
    expect(readModelId("https://some.example/other/models/x/config.json", models)).toBeNull();
  });
});
