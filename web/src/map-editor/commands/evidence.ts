import { IconQuote, IconShieldCheck } from "@tabler/icons-react";
import { kindOf } from "../layout/target";
import type { EditorCommand } from "./command";

/** Tints the map by how well each claim is founded. */
export const gradeLens: EditorCommand = {
  id: "gradeLens",
  group: "view",
  icon: IconShieldCheck,
  keys: ["alt+g"],
  enabled: () => true,
  run: ({ session, t }) => {
    const on = !session.getState().grades;
    session.showGrades(on);
    session.say(t(on ? "evidence.lensOn" : "evidence.lensOff"));
  },
};

/** Opens the evidence of what is selected, with the form to add some. */
export const citeEvidence: EditorCommand = {
  id: "citeEvidence",
  group: "add",
  icon: IconQuote,
  keys: ["alt+shift+g"],
  menu: ["step", "card", "persona"],
  enabled: ({ readOnly, session }) =>
    !readOnly && ["map", "step", "card", "persona", "cell"].includes(kindOf(session.getState().selected)),
  run: ({ session }) => {
    session.showPanel("inspector");
    session.cite();
  },
};
