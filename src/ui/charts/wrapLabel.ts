/** @file Breaks a label into lines of words. */

/** Lines of at most `maxLength` characters where words allow it; one line for an empty label. */
export function wrapLabel(label: string, maxLength: number): string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= maxLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
