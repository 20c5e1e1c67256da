export { type Applied, apply } from "./apply";
export * from "./document";
export * from "./grades";
export { type IdPrefix, newId } from "./ids";
export {
  type Add,
  type Batch,
  type Change,
  changesOf,
  type Edit,
  type Fields,
  type Json,
  type Move,
  type Operation,
  type OperationCode,
  OperationError,
  type Remove,
  type SetFields,
} from "./operations";
export { byOrder, isOrderKey, keyAt, keyBetween, keysBetween } from "./order";
export {
  checkedRecord,
  isAddress,
  LONGEST_LINE,
  LONGEST_TEXT,
  longestOf,
  MEASURED,
  NUMBERS,
  SHAPES,
  WEB_LINK,
} from "./records";
export { merge3 } from "./text-merge";
export * from "./types";
