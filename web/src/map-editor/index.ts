export {
  type CommentDesk,
  type Difference,
  type DifferenceDesk,
  type EditorHost,
  type EventChoice,
  type MapShelf,
  type PersonaDesk,
  type PictureShelf,
  useEditor,
  useSessionState,
} from "./context";
export { fetchFonts } from "./fonts";
export { shownFeeling } from "./layout/curve";
export { cellOf, idOf, isTarget, kindOf, placeOf, type Target, THE_MAP, targetOf } from "./layout/target";
export { MapEditor, type MapEditorProps } from "./MapEditor";
export { MapView, type MapViewProps } from "./MapView";
export { initialsOf } from "./parts/initials";
