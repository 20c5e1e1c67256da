/** Customers by recency and frequency: what the answer tells by value too, added up over it. */
import type { Answer } from "../answers";

type Fifth = Answer<"recency">["fifths"][number];

export interface FifthCell {
  customers: number;
  value: number | null;
}

/** Whether the log says what anything is worth. */
export const haveValues = (fifths: readonly Fifth[]): boolean =>
  fifths.some(({ value }) => value !== null && value !== 0);

/** Rows: recency from 5 (came last) to 1; columns: frequency from 1 to 5. */
export function fifthsTable(fifths: readonly Fifth[]): FifthCell[][] {
  return [5, 4, 3, 2, 1].map((recency) =>
    [1, 2, 3, 4, 5].map((frequency) => {
      const here = fifths.filter((one) => one.recency === recency && one.frequency === frequency);
      return {
        customers: here.reduce((sum, one) => sum + one.customers, 0),
        value: here.every((one) => one.value === null)
          ? null
          : here.reduce((sum, one) => sum + (one.value ?? 0), 0),
      };
    }),
  );
}
