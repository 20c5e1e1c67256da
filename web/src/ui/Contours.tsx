const LEVELS = 9;
const CENTRES = [
  { x: 250, y: 170, stretch: 1.5, turn: 0.6 },
  { x: 930, y: 430, stretch: 1.25, turn: 2.1 },
] as const;

/** One closed height line around a hill: a circle that wobbles the same way at every level. */
function contour({ x, y, stretch, turn }: (typeof CENTRES)[number], level: number): string {
  const points = Array.from({ length: 49 }, (_, index) => {
    const angle = (index / 48) * 2 * Math.PI;
    const wobble = 1 + 0.16 * Math.sin(3 * angle + turn) + 0.08 * Math.sin(5 * angle - turn * level * 0.2);
    const radius = (24 + level * 34) * wobble;
    return `${(x + stretch * radius * Math.cos(angle)).toFixed(1)},${(y + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

const PATHS = CENTRES.flatMap((centre) =>
  Array.from({ length: LEVELS }, (_, level) => contour(centre, level)),
);

/** Height lines of a landscape, as a quiet background. */
export function Contours({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 1200 600" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {PATHS.map((path) => (
        <path key={path} d={path} fill="none" stroke="var(--sj-line)" strokeWidth="1" />
      ))}
    </svg>
  );
}
