/** A journey's events as tokens, with repeats in a row written once. */

export interface Token {
  event: string;
  times: number;
}

export function tokensOf(events: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (const event of events) {
    const last = tokens.at(-1);
    if (last?.event === event) last.times += 1;
    else tokens.push({ event, times: 1 });
  }
  return tokens;
}
