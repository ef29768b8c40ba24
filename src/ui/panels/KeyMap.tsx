/** @file “?” and a button: what the keys of the view do. The Review and the Models view bring their own list. */
import { lazy, Suspense, useState } from "react";
import { t } from "../../messages/translate";
import type { View } from "../../state/urlState";
import { useBench } from "../../state/useBench";
import { useViewKeys } from "../useViewKeys";

const Dialog = lazy(() => import("./KeyMapDialog"));

const HELP: ReadonlySet<"?"> = new Set(["?"] as const);
const WITH_OWN: ReadonlySet<View> = new Set<View>(["review", "models"]);

function Opener({ view }: { view: View }) {
  const [isOpen, setOpen] = useState(false);
  useViewKeys(HELP, () => setOpen(true));
  return (
    <>
      <button className="lnk" type="button" aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        {t("Keys")}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Dialog view={view} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

export function KeyMap() {
  const view = useBench((state) => state.view);
  return WITH_OWN.has(view) ? null : <Opener key={view} view={view} />;
}
