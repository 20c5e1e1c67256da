/** The logo mark: a route between two stations. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M7 25C7 17 13 19 16 16S25 15 25 7"
        fill="none"
        stroke="var(--sj-accent)"
        strokeWidth="3.5"
        strokeLinecap="round"
      />
      <circle cx="7" cy="25" r="4" fill="var(--sj-paper)" stroke="var(--sj-accent)" strokeWidth="3" />
      <circle cx="25" cy="7" r="5" fill="var(--sj-accent)" />
    </svg>
  );
}
