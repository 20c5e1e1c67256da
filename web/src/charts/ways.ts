/** What the process graph draws: transitions between events, the start and the end among them. */

export const START = "(start)";
export const END = "(end)";

export interface Way {
  from: string;
  to: string;
  count: number;
}
