/** @file Two mentions in the plane of a corpus: mu, one-sigma ellipse and draws of each, other names in grey. */
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useMemo, type PointerEvent } from "react";
import type { PlacedMention } from "../../analysis/cloud";
import type { Role } from "../../data/example";
import { useWidth } from "../useWidth";
import { computeBounds, findNearest, placeEllipse, scaleCloud } from "./layoutCloud";
import { estimateWidth, placeLabels, shorten, type Box } from "./placeLabels";
import { spellMarks } from "../hiddenMarks";

/** One mention of the corpus, as it is drawn. */
export interface CloudPoint {
  readonly name: string;
  readonly role: Role;
}

export interface CloudPair {
  readonly names: Readonly<Record<Role, string>>;
  readonly subject: PlacedMention;
  readonly object: PlacedMention;
}

export interface CloudChartProps {
  /** Mentions of the corpus in the plane; NaN where one has no place. [M * 2] */
  readonly points: Float64Array;
  readonly mentions: readonly CloudPoint[];
  readonly pair: CloudPair;
  /** Reading A. */
  readonly pinned: CloudPair | null;
  /** Shares of the variance that both axes keep, in [0, 1]. */
  readonly shares: readonly [number, number];
  /** The corpus mention pointed at; null for none. */
  readonly active: number | null;
  readonly onActive: (mention: number | null) => void;
  readonly label: string;
}

const ROLES = ["subject", "object"] as const;
const LABEL_HEIGHT = 17;
/** How far from a point the pointer may be, in pixels. */
const REACH = 12;
const around = (x: number, y: number, half: number): Box => ({
  x: x - half,
  y: y - half,
  width: 2 * half,
  height: 2 * half,
});

export function CloudChart(props: CloudChartProps) {
  const { points, mentions, pair, pinned, shares, active, onActive, label } = props;
  const [ref, width] = useWidth<HTMLDivElement>(760);
  const scale = useMemo(() => {
    const all = [pair.subject, pair.object, ...(pinned ? [pinned.subject, pinned.object] : [])];
    return scaleCloud(computeBounds([points, ...all.map(({ draws }) => draws)], all)!, width);
  }, [points, pair, pinned, width]);
  const { x, y, height } = scale;
  const at = (mention: number) => [x(points[2 * mention]!), y(points[2 * mention + 1]!)] as const;

  /** Dots of the mentions in the one role, crosses of those in the other, as one path each. */
  const grey = useMemo(() => {
    let [dots, crosses] = ["", ""];
    mentions.forEach(({ role }, i) => {
      const [px, py] = [scale.x(points[2 * i]!), scale.y(points[2 * i + 1]!)];
      if (!Number.isFinite(px + py)) return;
      if (role === "subject") dots += `M${px.toFixed(1)} ${py.toFixed(1)}h0.01`;
      else crosses += `M${(px - 2).toFixed(1)} ${(py - 2).toFixed(1)}l4 4m0 -4l-4 4`;
    });
    return { dots, crosses };
  }, [mentions, points, scale]);

  const named = [...new Set(ROLES.flatMap((role) => pair[role].neighbours.map(({ mention }) => mention)))];
  const labels = useMemo(() => {
    const owners = [
      ...ROLES.map((role) => ({
        role,
        placed: pair[role],
        text: `${shorten(pair.names[role], 24)}  σ ${formatFixed(pair[role].width, 2)}`,
      })),
      ...(pinned
        ? ROLES.map((role) => ({ role, placed: pinned[role], text: `A: ${shorten(pinned.names[role], 20)}` }))
        : []),
    ].map(({ role, placed, text }) => ({
      text,
      className: role === "subject" ? "s" : "o",
      place: [scale.x(placed.center[0]), scale.y(placed.center[1])] as const,
    }));
    const others = named.map((mention) => ({
      text: shorten(mentions[mention]!.name, 22),
      className: "k2",
      place: [scale.x(points[2 * mention]!), scale.y(points[2 * mention + 1]!)] as const,
    }));
    const all = [...owners, ...others];
    const boxes = placeLabels(
      all.map(({ text, place }) => ({ x: place[0], y: place[1], width: estimateWidth(text), height: LABEL_HEIGHT })),
      { x: 4, y: 22, width: scale.width - 8, height: scale.height - 44 },
      all.map(({ place }, i) => around(place[0], place[1], i < owners.length ? 8 : 4)),
      ROLES.flatMap((role) =>
        Array.from({ length: pair[role].draws.length / 2 }, (_, k) =>
          around(scale.x(pair[role].draws[2 * k]!), scale.y(pair[role].draws[2 * k + 1]!), 3),
        ),
      ),
    );
    return all.flatMap((one, i) => (boxes[i] ? [{ ...one, box: boxes[i] }] : []));
    // `named` follows from the pair.
  }, [pair, pinned, mentions, points, scale]);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const found = findNearest(points, scale, { x: event.clientX - left, y: event.clientY - top }, REACH);
    onActive(found < 0 ? null : found);
  };
  const pointed = active === null ? null : { mention: mentions[active], place: at(active) };

  return (
    <div ref={ref} className="cloud">
      <svg
        className="chart"
        width={width}
        height={height}
        role="img"
        aria-label={spellMarks(label)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => onActive(null)}
      >
        <path className="axis" d={`M0.5 0.5H${width - 0.5}V${height - 0.5}H0.5Z`} />
        <path
          className="grid"
          d={[
            ...scale.xTicks.map((tick) => `M${x(tick).toFixed(1)} 1V${height - 1}`),
            ...scale.yTicks.map((tick) => `M1 ${y(tick).toFixed(1)}H${width - 1}`),
          ].join("")}
        />
        {ROLES.map((role) => (
          <CloudEllipse key={role} className={`tint ${role}`} scale={scale} placed={pair[role]} />
        ))}
        <path className="far dot" d={grey.dots} />
        <path className="far cross" d={grey.crosses} />
        {named.map((mention) => (
          <circle key={mention} className="near" cx={at(mention)[0]} cy={at(mention)[1]} r={3.5} />
        ))}
        {pinned
          ? ROLES.map((role) => (
              <CloudEllipse key={role} className={`pinned ${role}`} scale={scale} placed={pinned[role]} />
            ))
          : null}
        {ROLES.map((role) => (
          <g key={role} className={role}>
            {Array.from({ length: pair[role].draws.length / 2 }, (_, k) => (
              <circle
                key={k}
                className="draw"
                cx={x(pair[role].draws[2 * k]!)}
                cy={y(pair[role].draws[2 * k + 1]!)}
                r={3}
              />
            ))}
            <CloudEllipse className="edge" scale={scale} placed={pair[role]} />
            <path
              className="mu"
              d="M-7 0H7M0 -7V7"
              transform={`translate(${x(pair[role].center[0])} ${y(pair[role].center[1])})`}
            />
          </g>
        ))}
        {labels.map(({ text, className, box }) => (
          <text key={`${className} ${text}`} className={`${className} halo`} x={box.x} y={box.y + 13}>
            {text}
          </text>
        ))}
        {pointed?.mention && Number.isFinite(pointed.place[0]) ? (
          <circle className="ring" cx={pointed.place[0]} cy={pointed.place[1]} r={7} />
        ) : null}
        <text x={8} y={18}>
          {t("PC2, {shares}% of the variance of μ", { shares: Math.round(shares[1] * 100) })}
        </text>
        <text x={width - 8} y={height - 8} textAnchor="end">
          {t("PC1, {shares}%; grid {step}", {
            shares: Math.round(shares[0] * 100),
            step: Number(scale.step.toPrecision(1)),
          })}
        </text>
      </svg>
    </div>
  );
}

function CloudEllipse({
  className,
  scale,
  placed,
}: {
  className: string;
  scale: Parameters<typeof placeEllipse>[0];
  placed: PlacedMention;
}) {
  const { cx, cy, rx, ry, degrees } = placeEllipse(scale, placed.center, placed.ellipse);
  return (
    <ellipse className={className} rx={rx} ry={ry} transform={`translate(${cx} ${cy}) rotate(${degrees.toFixed(2)})`} />
  );
}
