export { LiveMap, type LiveMapParts } from "./live-map";
export type { PresenceState } from "./presence";
export type { Answer, At, Ended, Person, Sequenced } from "./protocol";
export {
  LiveProvider,
  LiveScope,
  type Opening,
  useLive,
  useLiveState,
  useMapDocument,
  useOpenMap,
  usePresence,
} from "./react";
export type { LiveState, Refusal, SaveStatus } from "./state";
export { StillMap, type StillMapProps, stillMap } from "./still";
export type { Opened, Socket, SocketEvents, Transport } from "./transport";
export { type LiveText, type TextElement, useLiveText } from "./useLiveText";
