/** @file What an opened link still needs: its file, or its scores. */
import { sayCorpusName } from "../../../state/corpusName";
import { Trans } from "@lingui/react";
import { t } from "../../../messages/translate";
import { useBench } from "../../../state/useBench";
import { spellMarks } from "../../hiddenMarks";

/** Asks for the file a link was made on; says so when another one is open. */
export function AwaitedFile() {
  const linked = useBench((state) => state.linked);
  const corpus = useBench((state) => state.corpus);
  const drop = useBench((state) => state.dropLink);
  const asked = linked?.link.corpus;
  if (!linked || asked?.kind !== "file" || linked.status === "open") return null;
  return (
    <div className="awaited" role={linked.status === "other" ? "alert" : "status"}>
      {linked.status === "other" && corpus ? (
        <p>
          <Trans
            id="<0>This is another file than the one the link was made on.</0> {name} has {n, plural, one {# row} other {# rows}} and SHA-256 {hash}…; the link’s file has {asked, plural, one {# row} other {# rows}} and {askedHash}…. It is open, but the link’s selection does not apply to it. Drop the same file to restore the view."
            values={{
              name: <bdi>{spellMarks(sayCorpusName(corpus))}</bdi>,
              n: corpus.examples.length,
              hash: <bdi>{corpus.hash.slice(0, 8)}</bdi>,
              asked: asked.numRows,
              askedHash: <bdi>{asked.hash.slice(0, 8)}</bdi>,
            }}
            components={{ 0: <b /> }}
          />
        </p>
      ) : (
        <p>
          <Trans
            id="<0>Drop the same file to restore this view.</0> The link was made on a file of {n, plural, one {# row} other {# rows}} that never left its reader’s computer; the link holds only its SHA-256, {hash}…."
            values={{ n: asked.numRows, hash: <bdi>{asked.hash.slice(0, 8)}</bdi> }}
            components={{ 0: <b /> }}
          />
        </p>
      )}
      <button className="lnk" type="button" onClick={drop}>
        {t("Go on without it")}
      </button>
    </div>
  );
}
