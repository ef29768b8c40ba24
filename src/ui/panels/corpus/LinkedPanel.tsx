/** @file What an opened link still needs: its file, or its scores. */
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";

/** Asks for the file a link was made on; says so when another one is open. */
export function AwaitedFile() {
  const linked = useBench((state) => state.linked);
  const corpus = useBench((state) => state.corpus);
  const drop = useBench((state) => state.dropLink);
  const asked = linked?.link.corpus;
  if (!linked || asked?.kind !== "file" || linked.status === "open") return null;
  const numRows = countOf(asked.numRows, "row");
  return (
    <div className="awaited" role={linked.status === "other" ? "alert" : "status"}>
      {linked.status === "other" && corpus ? (
        <p>
          <b>This is another file than the one the link was made on.</b> {corpus.name} has{" "}
          {countOf(corpus.examples.length, "row")} and SHA-256 {corpus.hash.slice(0, 8)}…; the link’s file has {numRows}{" "}
          and {asked.hash.slice(0, 8)}…. It is open, but the link’s selection does not apply to it. Drop the same file
          to restore the view.
        </p>
      ) : (
        <p>
          <b>Drop the same file to restore this view.</b> The link was made on a file of {numRows} that never left its
          reader’s computer; the link holds only its SHA-256, {asked.hash.slice(0, 8)}….
        </p>
      )}
      <button className="lnk" type="button" onClick={drop}>
        Go on without it
      </button>
    </div>
  );
}
