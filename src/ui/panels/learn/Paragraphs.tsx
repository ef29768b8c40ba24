/** @file Plain text in paragraphs: an empty line parts them. Never markup: texts may come from a teacher's link. */

export function Paragraphs({ text }: { text: string }) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part, i) => (
      <p key={i} dir="auto">
        {part.trim()}
      </p>
    ));
}
