/** @file The keys of the views that have no list of their own. Loaded when it is asked for. */
import { msg, t, type MessageId } from "../../messages/translate";
import type { View } from "../../state/urlState";
import { KeyHelp } from "../widgets/KeyHelp";

interface Line {
  readonly keys: readonly string[];
  readonly does: MessageId;
}

const BENCH: readonly Line[] = [
  { keys: ["←", "→"], does: msg("sentence: word before, next word; with Shift the selection grows") },
  { keys: ["Home", "End"], does: msg("sentence: first word, last word") },
  { keys: ["Enter"], does: msg("sentence: select the word") },
  { keys: ["S", "O"], does: msg("sentence: mark the selection as subject, as object") },
  { keys: ["Esc"], does: msg("sentence: drop the selection, leave the editing") },
  { keys: ["↑", "↓"], does: msg("names: flick through them, each is read at once") },
  { keys: ["←", "→"], does: msg("names: column before, next column") },
  { keys: ["S", "O"], does: msg("names: replace the subject, the object") },
  { keys: ["Enter"], does: msg("names: type your own; nearest names: put one in") },
];
const CORPUS: readonly Line[] = [
  { keys: ["←", "→"], does: msg("histogram: bin before, next bin; with Shift the brush grows") },
  { keys: ["Enter"], does: msg("histogram: brush the bin") },
  { keys: ["Esc"], does: msg("histogram: drop the brush") },
  { keys: ["Page Up", "Page Down"], does: msg("table: a page up, a page down; Home and End: first and last row") },
];
const OF_VIEW: Partial<Record<View, readonly Line[]>> = { bench: BENCH, corpus: CORPUS };

export default function KeyMapDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const lines = OF_VIEW[view] ?? [];
  return (
    <KeyHelp
      title={t("Keys of this view")}
      keys={lines.map(({ keys, does }) => ({ keys, does: t(does) }))}
      onClose={onClose}
    />
  );
}
