/** @file The two mentions as clouds in the plane of a corpus, with the names nearest to them. */
import { formatFixed } from "../../messages/formatNumber";
import { msg, t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { useEffect, useState } from "react";
import type { Role } from "../../data/example";
import { normaliseType } from "../../data/swap/nameTables";
import { argMax } from "../../math/statistics";
import type { Answer } from "../../state/answer";
import { selectCloudKey, selectCloudModel, selectGroundKey, type Cloud, type GroundState } from "../../state/cloud";
import { useBench } from "../../state/useBench";
import { CloudChart } from "../charts/CloudChart";
import { shorten } from "../charts/placeLabels";
import { CLOUD_DEFINITIONS } from "../cloudDefinitions";
import { findCloud, noteCloud, sayCloud } from "../cloudFindings";
import type { Cell, Records } from "../exportData";
import { formatLabel } from "../numbers";
import { Figure } from "../widgets/Figure";
import { NeighbourList, type NeighbourItem } from "../widgets/NeighbourList";
import { Waiting } from "../widgets/Waiting";
import "../styles/cloud.css";

const ROLES = ["subject", "object"] as const;
const QUESTION = msg("Where do the draws of the two names land?");

/** What is known of a corpus mention beside its name: "object of place of birth, LOCATION". */
function describeMention({ ground }: Cloud, mention: number): string {
  const { role, relation, type } = ground.mentions[mention]!;
  const where =
    relation === null
      ? sayRole(role)
      : t("{role, select, subject {subject of {relation}} other {object of {relation}}}", {
          role,
          relation: formatLabel(relation),
        });
  return type === null ? where : `${where}, ${type}`;
}

/** Names of unlike types are no replacement; a type that nobody knows fits. */
function findObstacle(own: string | undefined, other: string | null): string | null {
  if (own === undefined || own === "" || other === null) return null;
  return normaliseType(own).type === normaliseType(other).type ? null : t("another type, so not offered as a swap");
}

function listNeighbours(cloud: Cloud, role: Role, ownType: string | undefined): NeighbourItem[] {
  return cloud[role].neighbours.map(({ mention, similarity }) => {
    const { name, type } = cloud.ground.mentions[mention]!;
    return { mention, name, similarity, said: describeMention(cloud, mention), obstacle: findObstacle(ownType, type) };
  });
}

/** Label of each draw of the answer with the same K and seed; null where that is not at hand. */
function labelDraws(cloud: Cloud, answer: Answer | undefined): (string | null)[] {
  const { numDraws, seed, model } = cloud;
  const isSame = answer?.model.id === model.id && answer.reading.numDraws === numDraws && answer.reading.seed === seed;
  return Array.from({ length: numDraws }, (_, k) => {
    if (!answer || !isSame) return null;
    const { labels } = answer.model;
    const row = answer.reading.drawProbabilities.subarray(k * labels.length, (k + 1) * labels.length);
    return labels[argMax(row)] ?? null;
  });
}

const HEADER = [
  ...["kind", "argument", "name", "x", "y", "draw", "relation_of_draw", "cosine", "cosine_to"],
  ...["major_radius", "minor_radius", "angle_radians"],
];

function listRecords(cloud: Cloud, labels: readonly (string | null)[]): Records {
  const { ground, names } = cloud;
  const rows: Cell[][] = [];
  for (const role of ROLES) {
    const { center, ellipse, draws } = cloud[role];
    const { majorRadius, minorRadius, angle } = ellipse;
    rows.push(["mu", role, names[role], ...center, null, null, null, null, majorRadius, minorRadius, angle]);
    labels.forEach((label, k) => {
      const place = [draws[2 * k]!, draws[2 * k + 1]!];
      rows.push(["draw", role, names[role], ...place, k + 1, label, null, null, null, null, null]);
    });
  }
  const cosines = new Map(
    ROLES.flatMap((role) => cloud[role].neighbours.map((near) => [near.mention, { ...near, role }] as const)),
  );
  ground.mentions.forEach(({ name, role }, i) => {
    const [x, y] = [ground.plane.points[2 * i]!, ground.plane.points[2 * i + 1]!];
    if (!Number.isFinite(x)) return;
    const near = cosines.get(i);
    rows.push(["corpus", role, name, x, y, null, null, near?.similarity ?? null, near?.role ?? null, null, null, null]);
  });
  return { header: HEADER, rows };
}

function makeTable(cloud: Cloud, title: string) {
  const { subject, object, names, numDraws, ground } = cloud;
  const both = (head: string, value: (placed: Cloud[Role]) => string) => [head, value(subject), value(object)];
  const numNear = Math.max(subject.neighbours.length, object.neighbours.length);
  return {
    caption: title,
    header: [
      t("Quantity"),
      t("Subject: {subject}", { subject: names.subject }),
      t("Object: {object}", { object: names.object }),
    ],
    rows: [
      both(t("Sub-tokens"), ({ numTokens }) => String(numTokens)),
      both(t("μ in the plane"), ({ center }) => center.map((value) => formatFixed(value, 2)).join(", ")),
      both(t("Radii of the ellipse"), ({ ellipse }) =>
        [ellipse.majorRadius, ellipse.minorRadius].map((radius) => formatFixed(radius, 3)).join(", "),
      ),
      both(t("σ in the plane"), ({ width }) => formatFixed(width, 3)),
      both(t("σ over all dimensions"), ({ deviation }) => formatFixed(deviation, 3)),
      both(t("Draws inside the ellipse"), ({ numInside }) => t("{numInside} of {numDraws}", { numInside, numDraws })),
      both(t("Draws nearest to their own μ"), ({ numNearest }) =>
        numNearest === null ? "–" : t("{numNearest} of {numDraws}", { numNearest, numDraws }),
      ),
      ...Array.from({ length: numNear }, (_, i) =>
        both(t("Nearest name {i}", { i: i + 1 }), ({ neighbours }) => {
          const near = neighbours[i];
          return near ? `${ground.mentions[near.mention]!.name}, ${formatFixed(near.similarity, 3)}` : "–";
        }),
      ),
    ],
  };
}

function GroundStatus({ ground, error }: { ground: GroundState | null; error: string | null }) {
  const readCloud = useBench((state) => state.readCloud);
  const cancelCloud = useBench((state) => state.cancelCloud);
  if (error !== null) return <>{t("The sentence could not be put into the plane: {error}", { error })}</>;
  if (ground?.status === "reading") {
    return (
      <div className="runbar">
        <progress
          className="prog"
          aria-label={t("Rows read")}
          value={ground.numDone}
          max={Math.max(1, ground.numTotal)}
        />
        <span>
          {t("Reading μ of the corpus’ names: {numDone} of {numTotal} rows", {
            numDone: ground.numDone,
            numTotal: ground.numTotal,
          })}
        </span>
        <button className="btn" type="button" onClick={cancelCloud}>
          {t("Cancel")}
        </button>
      </div>
    );
  }
  if (ground?.status === "failed" || ground?.status === "cancelled") {
    return (
      <>
        {ground.status === "failed"
          ? t("There is no plane: {message}", { message: ground.message }) + " "
          : t("The plane has not been fitted.") + " "}
        <button className="lnk" type="button" onClick={() => void readCloud()}>
          {t("Fit it")}
        </button>
      </>
    );
  }
  return <>{t("Drawn as soon as the model is loaded and the sentence can be read.")}</>;
}

function CloudFigure({ cloud, isStale }: { cloud: Cloud; isStale: boolean }) {
  const [active, setActive] = useState<number | null>(null);
  const draft = useBench((state) => state.history.present);
  const answer = useBench((state) => state.answers[cloud.model.id]);
  const swapTo = useBench((state) => state.swapTo);
  const { ground, names } = cloud;
  const title = findCloud(cloud);
  const said = sayCloud(cloud);
  // A pointed mention of another plane points nowhere.
  useEffect(() => setActive(null), [ground]);
  const leadText = t(
    "Cross: μ. Ellipse: one σ, which holds 39% of the mass. Coloured dots: the draws of z that the answer counts. Grey: other names of the corpus, dots as subject, × as object. {pinned}Both axes have one scale.",
    { pinned: cloud.pinned ? t("Dotted A: the pinned reading. ") : "" },
  );
  const pointed = active === null ? null : ground.mentions[active];
  return (
    <Figure
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={noteCloud(cloud)}
      fileName="cloud"
      isStale={isStale}
      definitions={CLOUD_DEFINITIONS}
      data={() => listRecords(cloud, labelDraws(cloud, answer))}
      provenance={{
        n: 1,
        models: [cloud.model],
        settings: { seed: cloud.seed, draws: cloud.numDraws, planeSeed: ground.seed },
        data: { name: ground.corpusName, hash: ground.corpusHash },
      }}
      table={makeTable(cloud, title)}
    >
      <div className="cloudwrap">
        <div>
          <CloudChart
            points={ground.plane.points}
            mentions={ground.mentions}
            pair={cloud}
            pinned={cloud.pinned}
            shares={[ground.plane.projection.explainedShare[0]!, ground.plane.projection.explainedShare[1]!]}
            active={active}
            onActive={setActive}
            label={`${title}. ${said.join("")}`}
          />
          <p className="micro pointed">
            {pointed && active !== null
              ? `“${pointed.name}”: ${describeMention(cloud, active)}.`
              : t("Point at a grey mark for its name.")}
          </p>
          {said.length > 0 ? (
            <p className="say">{said.map((part, i) => (i % 2 === 1 ? <b key={i}>{part}</b> : part))}</p>
          ) : null}
        </div>
        <div className="near-lists">
          {ROLES.map((role) => (
            <NeighbourList
              key={role}
              className={role === "subject" ? "in-s" : "in-o"}
              title={t("Nearest to {names}", { names: shorten(names[role], 40) })}
              items={listNeighbours(cloud, role, draft[role]?.type)}
              active={active}
              onActive={setActive}
              onChoose={(name) => swapTo(name, role)}
            />
          ))}
          <p className="micro">
            {t("Cosine of μ in all {dimension} dimensions. Arrow keys move, Enter puts the name into the sentence.", {
              dimension: ground.means.dimension,
            })}
          </p>
        </div>
      </div>
    </Figure>
  );
}

export function CloudPanel() {
  const key = useBench(selectCloudKey);
  const groundKey = useBench(selectGroundKey);
  const cloud = useBench((state) => state.cloud);
  const newestGround = useBench((state) => state.cloudGround);
  const error = useBench((state) =>
    state.cloudError?.key === selectCloudKey(state) ? state.cloudError.message : null,
  );
  const readCloud = useBench((state) => state.readCloud);
  const hasModel = useBench((state) => selectCloudModel(state) !== null);
  const isBaseOnly = useBench(({ index, modelId, isComparing }) => {
    const model = index?.models.find(({ id }) => id === modelId);
    return model !== undefined && !model.bottleneck && !isComparing;
  });
  useEffect(() => {
    if (key !== "") void readCloud();
  }, [key, readCloud]);
  const ground = newestGround?.key === groundKey ? newestGround : null;
  const isDrawn = cloud !== null && hasModel && cloud.ground.key === groundKey && error === null;
  if (isBaseOnly) {
    return (
      <Waiting title={t("This model has no bottleneck: its names are points, not clouds")}>
        {t(
          "It gives the encoder each name’s own embedding, the same in every pass, so there is no μ, no σ and nothing to draw. Choose a VIB model above, or compare base and VIB.",
        )}
      </Waiting>
    );
  }
  if (isDrawn) return <CloudFigure cloud={cloud} isStale={cloud.key !== key} />;
  return (
    <Waiting title={t(QUESTION)}>
      <GroundStatus ground={ground} error={error} />
    </Waiting>
  );
}
