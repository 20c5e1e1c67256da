export type { EditorHost, EventChoice } from "./context";
export { MapEditor, type MapEditorProps } from "./MapEditor";
