/** @file What the address says of a page that stands in the frame of another one. */
import { t } from "../../messages/translate";

/** How the page is embedded. */
export interface Embedding {
  /** Origin that messages are taken from and sent to; the page's own when the address names none. */
  readonly host: string;
}

/**
 * Reads `?embed=1&host=<origin>`. Null: a page of its own.
 * @param ownOrigin what stands for the host when none is named
 * @throws Error for a host that is not an origin like `https://class.example`
 */
export function readEmbedding(search: string, ownOrigin: string): Embedding | null {
  const params = new URLSearchParams(search);
  if (params.get("embed") !== "1") return null;
  const host = params.get("host");
  if (host === null) return { host: ownOrigin };
  const url = URL.canParse(host) ? new URL(host) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== host.replace(/\/$/, "")) {
    throw new Error(
      t(
        "host: expected the origin of the page around this one, such as https://class.example, got “{host}”. It is what location.origin says there.",
        { host },
      ),
    );
  }
  return { host: url.origin };
}

/** The address of the same page without its frame. */
export function leaveEmbedding(href: string): string {
  const url = new URL(href);
  url.searchParams.delete("embed");
  url.searchParams.delete("host");
  return url.href;
}
