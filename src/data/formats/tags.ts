/** @file Entity tags, one a token: BILOU, BIOES and BIO. */

/** Tokens [first, end) of one type. */
export interface TaggedSpan {
  readonly first: number;
  readonly end: number;
  readonly type: string;
}

/**
 * The spans that tags mark. B, U and S begin one; I, L and E of the same type go on with it, of another type begin one; L, U, E
 * and S end it; anything else is outside. No tags give no spans.
 */
export function readTags(tags: readonly unknown[]): TaggedSpan[] {
  const spans: TaggedSpan[] = [];
  let open: { first: number; type: string } | null = null;
  const close = (end: number) => {
    if (open !== null) spans.push({ first: open.first, end, type: open.type });
    open = null;
  };
  for (const [token, tag] of tags.entries()) {
    const found = typeof tag === "string" ? /^([BILUES])-(.+)$/s.exec(tag) : null;
    const [kind, type] = [found?.[1], found?.[2]];
    const current: { first: number; type: string } | null = open;
    if (kind === undefined || type === undefined) {
      close(token);
      continue;
    }
    if ("BUS".includes(kind) || (current as { type: string } | null)?.type !== type) {
      close(token);
      open = { first: token, type };
    }
    if ("LUES".includes(kind)) close(token + 1);
  }
  close(tags.length);
  return spans;
}
