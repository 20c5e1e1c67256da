import { ActionIcon, Drawer, Tabs } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ComponentType, useMemo } from "react";
import { useEditor, useSessionState } from "../context";
import { Inspector } from "../inspector/Inspector";
import { RealityPanel } from "../reality/RealityPanel";
import type { Panel } from "../session";
import { UnreadDot } from "./CommentMark";
import { Opportunities } from "./Opportunities";
import { ProblemCount, Problems } from "./Problems";
import classes from "./SidePanel.module.css";

type Panels = Readonly<Partial<Record<Panel, ComponentType>>>;
/** Two views that share one tab. */
const TAB_OF: Readonly<Partial<Record<Panel, Panel>>> = { history: "versions" };
const LISTS = { reality: RealityPanel, problems: Problems, opportunities: Opportunities };

const isTab = (panel: Panel): boolean => TAB_OF[panel] === undefined;

/** What the panel can show, in the order of its tabs: the editor's own, and after the details the page's. */
function usePanels(): Panels {
  const { host } = useEditor();
  return useMemo(() => ({ inspector: Inspector, ...host.panels, ...LISTS }), [host.panels]);
}

/** The panel at the side: fields of what is selected, or a list about the whole map. */
export function SidePanel() {
  const { t } = useEditor();
  const panels = usePanels();
  const isOpen = useSessionState((state) => panels[state.panel] !== undefined);
  return isOpen ? (
    <aside className={classes.panel} aria-label={t("panel.label")}>
      <PanelTabs />
    </aside>
  ) : null;
}

/** The same on a narrow screen: a sheet that comes up from below. */
export function PanelSheet() {
  const { session, t } = useEditor();
  const panels = usePanels();
  const isOpen = useSessionState((state) => panels[state.panel] !== undefined);
  return (
    <Drawer
      opened={isOpen}
      onClose={() => session.showPanel("none")}
      position="bottom"
      size="85%"
      padding={0}
      withCloseButton={false}
      title={t("panel.label")}
      classNames={{ header: "sj-visually-hidden", body: classes.sheet, content: classes.sheetContent }}
    >
      <PanelTabs />
    </Drawer>
  );
}

function PanelTabs() {
  const { session, t } = useEditor();
  const panels = usePanels();
  const panel = useSessionState((state) => state.panel);
  const Shown = panels[panel];
  const tab = TAB_OF[panel] ?? panel;
  return (
    <Tabs
      value={tab}
      onChange={(next) => session.showPanel(next as Panel)}
      keepMounted={false}
      classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab, panel: classes.shown }}
    >
      <div className={classes.head}>
        <Tabs.List>
          {(Object.keys(panels) as Panel[]).filter(isTab).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`panel.${name}`)}
              {name === "comments" && <UnreadDot />}
              {name === "problems" && <ProblemCount />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className={classes.close}
          aria-label={t("panel.close")}
          onClick={() => session.showPanel("none")}
        >
          <IconX size={17} aria-hidden="true" />
        </ActionIcon>
      </div>
      <Tabs.Panel value={tab}>{Shown !== undefined && <Shown />}</Tabs.Panel>
    </Tabs>
  );
}
