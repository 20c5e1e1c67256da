import {
  IconAlertTriangle,
  IconBulb,
  IconDownload,
  IconFootsteps,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconLayoutSidebarRight,
  IconRulerMeasure,
} from "@tabler/icons-react";
import { KINDS, kindOf, placeOf, THE_MAP, targetOf } from "../layout/target";
import type { EditorCommand } from "./command";

const always = () => true;

export const measure: EditorCommand = {
  id: "measure",
  group: "map",
  icon: IconRulerMeasure,
  enabled: ({ readOnly }) => !readOnly,
  run: ({ host }) => host.measure(),
};
export const exportMap: EditorCommand = {
  id: "export",
  group: "map",
  icon: IconDownload,
  keys: ["mod+shift+e"],
  enabled: always,
  run: ({ session }) => session.showDialog("export"),
};
export const problems: EditorCommand = {
  id: "problems",
  group: "map",
  icon: IconAlertTriangle,
  enabled: always,
  run: ({ session }) => session.togglePanel("problems"),
};
export const opportunities: EditorCommand = {
  id: "opportunities",
  group: "map",
  icon: IconBulb,
  enabled: always,
  run: ({ session }) => session.togglePanel("opportunities"),
};
export const reality: EditorCommand = {
  id: "reality",
  group: "map",
  icon: IconFootsteps,
  enabled: always,
  run: ({ session }) => {
    const isOpen = session.getState().panel === "reality";
    if (!isOpen && session.getState().view === "think") session.setView("both");
    session.togglePanel("reality");
  },
};
export const versions: EditorCommand = {
  id: "versions",
  group: "map",
  icon: IconHistory,
  keys: ["mod+alt+h"],
  enabled: ({ host }) => host.panels?.versions !== undefined,
  run: ({ session }) => session.togglePanel("versions"),
};
export const historyOfThis: EditorCommand = {
  id: "historyOfThis",
  group: "view",
  icon: IconHistory,
  menu: KINDS,
  enabled: ({ host }) => host.panels?.history !== undefined,
  run: ({ session }) => {
    const { selected } = session.getState();
    session.showHistory(kindOf(selected) === "cell" ? targetOf("step", placeOf(selected).step) : selected);
  },
};
export const inspector: EditorCommand = {
  id: "inspector",
  group: "view",
  icon: IconLayoutSidebarRight,
  keys: ["mod+i"],
  enabled: always,
  run: ({ session }) => session.togglePanel("inspector"),
};
export const mapDetails: EditorCommand = {
  id: "mapDetails",
  group: "map",
  icon: IconInfoCircle,
  enabled: always,
  run: ({ session }) => {
    session.select(THE_MAP);
    session.showPanel("inspector");
  },
};
export const shortcuts: EditorCommand = {
  id: "shortcuts",
  group: "view",
  icon: IconKeyboard,
  keys: ["?"],
  enabled: always,
  run: ({ session }) => session.showDialog("shortcuts"),
};
