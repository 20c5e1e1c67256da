/** Operations: the one way to change a map. Plain data, the same in Python and here. */

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Fields = Readonly<Record<string, Json>>;

export interface Add {
  readonly do: "add";
  readonly table: string;
  readonly record: Fields;
}
export interface SetFields {
  readonly do: "set";
  readonly table: string;
  readonly record_id: string;
  readonly fields: Fields;
  /** Per text field what the author saw: words written there meanwhile are merged, not lost. */
  readonly base?: Readonly<Record<string, string>>;
}
export interface Move {
  readonly do: "move";
  readonly table: string;
  readonly record_id: string;
  readonly to: Fields;
}
export interface Remove {
  readonly do: "remove";
  readonly table: string;
  readonly record_id: string;
}
export type Change = Add | SetFields | Move | Remove;
export interface Batch {
  readonly do: "batch";
  readonly operations: readonly Change[];
  readonly label?: string;
}
/** An operation before it has a name. */
export type Edit = Change | Batch;
/** An operation as it travels: its id names it for ever, the same id twice is applied once. */
export type Operation = Edit & { readonly id: string };

export type OperationCode =
  | "invalid_operation"
  | "unknown_table"
  | "unknown_record"
  | "duplicate_record"
  | "invalid_record"
  | "missing_parent"
  | "forbidden_field";

/** An operation that cannot be applied to the map as it is. `code` is for programs, the text for people. */
export class OperationError extends Error {
  readonly code: OperationCode;

  constructor(code: OperationCode, detail: string) {
    super(detail);
    this.name = "OperationError";
    this.code = code;
  }
}

/** The single changes that an operation is made of, in order. */
export const changesOf = (edit: Edit): readonly Change[] => (edit.do === "batch" ? edit.operations : [edit]);
