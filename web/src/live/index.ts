export { LiveMap, type LiveMapParts, type LiveState, type Refusal, type SaveStatus } from "./live-map";
export { LiveProvider, type Opening, useLive, useLiveState, useMapDocument, useOpenMap } from "./react";
export type { Answer, Listener, Opened, Sequenced, Transport } from "./transport";
