/** @file Models, blend, draws and seed. On a phone they fold into one line. */
import { t } from "../../messages/translate";
import { formatFixed } from "../../messages/formatNumber";
import { lazy, Suspense, useState } from "react";
import { findPartner, type ModelEntry } from "../../state/modelIndex";
import { DRAWS_RANGE, MAX_SEED } from "../../state/settingsSlice";
import { useBench } from "../../state/useBench";
import { describeModel, sortIntoGroups } from "../modelLines";
import { formatBytes } from "../numbers";
import { useIsNarrow } from "../useIsNarrow";
import { ModelMark } from "../widgets/ModelMark";
import { NumberField } from "../widgets/NumberField";
import { Picker } from "../widgets/Picker";
import { Segmented } from "../widgets/Segmented";

const OwnModel = lazy(() => import("./OwnModelPanel"));

/** What choosing a model adds to the download: a variant its difference to the base. */
const formatDownload = ({ base, bytes }: ModelEntry) => `${base === undefined ? "" : "+ "}${formatBytes(bytes)}`;

function ModelKnob() {
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const isComparing = useBench((state) => state.isComparing);
  const chooseModel = useBench((state) => state.chooseModel);
  const setComparing = useBench((state) => state.setComparing);
  const choosePair = useBench((state) => state.choosePair);
  const isPartnerReady = useBench((state) => {
    const partner = state.index && state.modelId !== null ? findPartner(state.index, state.modelId) : null;
    return partner !== null && state.slots[partner.id]?.status === "ready";
  });
  const partner = index && modelId !== null ? findPartner(index, modelId) : null;
  const models = sortIntoGroups(
    (index?.models ?? []).filter(({ role, id }) => role !== "test" || id === modelId || id === partner?.id),
  );
  const isUsual = [partner?.role, index?.models.find(({ id }) => id === modelId)?.role].every(
    (role) => role !== "variant",
  );
  return (
    <div className="knob wide">
      <span className="lab" aria-hidden="true">
        {isComparing ? t("Models compared") : t("Model")}
      </span>
      <div className="row">
        <Picker
          label={t("Model")}
          options={models.map((model) => ({
            id: model.id,
            label: model.title,
            detail: formatDownload(model),
            mark: <ModelMark hasBottleneck={model.bottleneck} />,
            ...describeModel(model),
          }))}
          value={modelId}
          placeholder={t("Reading the list of models")}
          isDetailShown
          isDisabled={models.length === 0}
          onChoose={chooseModel}
        />
        {partner ? (
          <label className="switch">
            <input
              type="checkbox"
              role="switch"
              checked={isComparing}
              onChange={({ target }) => setComparing(target.checked)}
            />
            <span>
              {isUsual ? t("Compare base and VIB") : t("Compare with {title}", { title: partner.title })}{" "}
              {isPartnerReady ? null : <small>{t("loads {bytes} more", { bytes: formatBytes(partner.bytes) })}</small>}
            </span>
          </label>
        ) : null}
        {models.length > 1 ? (
          <button className="lnk" type="button" data-opens="pair" onClick={() => choosePair(null, null)}>
            {t("Any two models")}
          </button>
        ) : null}
        <OwnModelButton />
      </div>
    </div>
  );
}

/** Opens and closes the place where a model of one's own is chosen. */
function OwnModelButton() {
  const isShown = useBench((state) => state.isOwnShown);
  const setShown = useBench((state) => state.setOwnShown);
  return (
    <button className="lnk" type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
      {t("Your own model")}
    </button>
  );
}

/** Whether any model in use has a bottleneck, and the blend factor in force; null while it is not known. */
function useBlend(): { isOff: boolean; beta: number | null } {
  const isOff = useBench(({ index, modelId, isComparing }) => {
    const own = index?.models.find(({ id }) => id === modelId);
    return own !== undefined && !own.bottleneck && !isComparing;
  });
  const beta = useBench((state) => {
    if (state.knobs.beta !== null) return state.knobs.beta;
    const known = [
      ...Object.values(state.slots).map(({ info }) => info),
      ...Object.values(state.answers).map((a) => a.model),
    ];
    return known.find((model) => model?.beta != null)?.beta ?? null;
  });
  return { isOff, beta };
}

function NumberKnobs() {
  const knobs = useBench((state) => state.knobs);
  const setBeta = useBench((state) => state.setBeta);
  const setDraws = useBench((state) => state.setDraws);
  const setSeed = useBench((state) => state.setSeed);
  const { isOff, beta } = useBlend();
  return (
    <>
      <div className={`knob ${isOff ? "off" : ""}`}>
        <label className="lab" htmlFor="beta">
          {t("Blend β, 0 plain to 1 all bottleneck")}
        </label>
        <div className="row">
          <input
            id="beta"
            className="slider"
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={beta ?? 0.5}
            disabled={isOff || beta === null}
            aria-valuetext={beta === null ? t("not known yet") : formatFixed(beta, 2)}
            onChange={({ target }) => setBeta(Number(target.value))}
          />
          <output className="val" htmlFor="beta">
            {isOff || beta === null ? "–" : formatFixed(beta, 2)}
          </output>
        </div>
      </div>
      <div className={`knob ${isOff ? "off" : ""}`}>
        <span className="lab" aria-hidden="true">
          {t("Draws K, 1 to 64")}
        </span>
        <div className="row">
          <Segmented
            label={t("Draws K")}
            options={[1, 8, 16, 64]}
            value={knobs.draws}
            isDisabled={isOff}
            onChoose={setDraws}
          />
          <NumberField
            label={t("Draws K")}
            className="num3"
            value={knobs.draws}
            min={DRAWS_RANGE[0]}
            max={DRAWS_RANGE[1]}
            isDisabled={isOff}
            onChange={setDraws}
          />
        </div>
      </div>
      <div className={`knob ${isOff ? "off" : ""}`}>
        <span className="lab" aria-hidden="true">
          {t("Seed")}
        </span>
        <div className="row">
          <NumberField
            label={t("Seed")}
            className="num10"
            value={knobs.seed}
            min={0}
            max={MAX_SEED}
            isDisabled={isOff}
            onChange={setSeed}
          />
          <NewDraw />
        </div>
      </div>
    </>
  );
}

function NewDraw() {
  const drawAgain = useBench((state) => state.drawAgain);
  const { isOff } = useBlend();
  return (
    <button className="btn" type="button" data-does="newDraw" disabled={isOff} onClick={drawAgain}>
      {t("New draw")}
    </button>
  );
}

function Summary({ isOpen, onToggle }: { isOpen: boolean; onToggle(): void }) {
  const knobs = useBench((state) => state.knobs);
  const { isOff, beta } = useBlend();
  return (
    <div className="knobsum">
      <span>
        {isOff
          ? t("No bottleneck, no draws")
          : t("β {value}, K {draws}, seed {seed}", {
              value: beta === null ? "–" : formatFixed(beta, 2),
              draws: knobs.draws,
              seed: knobs.seed,
            })}
      </span>
      <span>
        <button className="lnk" type="button" aria-expanded={isOpen} onClick={onToggle}>
          {t("Settings")}
        </button>
        {isOpen ? null : <NewDraw />}
      </span>
    </div>
  );
}

export function KnobsPanel() {
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const isOwnShown = useBench((state) => state.isOwnShown);
  return (
    <section aria-label={t("Settings")}>
      {isNarrow ? <Summary isOpen={isOpen} onToggle={() => setOpen(!isOpen)} /> : null}
      {!isNarrow || isOpen ? (
        <div className="knobs">
          <ModelKnob />
          <NumberKnobs />
        </div>
      ) : null}
      {isOwnShown ? (
        <Suspense fallback={null}>
          <OwnModel />
        </Suspense>
      ) : null}
    </section>
  );
}
