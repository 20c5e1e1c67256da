import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowsDiff,
  IconClock,
  IconDotsVertical,
  IconPencil,
  IconRestore,
  IconStarFilled,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEditor } from "@/map-editor";
import { NameForm } from "./NameForm";
import { useDeleteVersion, type Version } from "./queries";
import { useRestore } from "./useRestore";
import { useShow } from "./useShow";
import classes from "./Versions.module.css";
import { type MapState, useVersionsDesk } from "./VersionsDesk";
import { timeOf, titleOf } from "./when";

/** A kept state: a click shows it, its menu does the rest. */
export function VersionItem({ version }: { version: Version }) {
  const { t } = useTranslation("versions");
  const { shown } = useVersionsDesk();
  const show = useShow();
  const [isNaming, setNaming] = useState(false);
  const isNamed = version.kind === "named";
  const state: MapState = { seq: version.seq, title: titleOf(version), at: version.at };
  const isShown =
    shown.mode === "look" && shown.state.seq === version.seq && shown.state.title === state.title;
  if (isNaming)
    return (
      <li>
        <NameForm version={version} onDone={() => setNaming(false)} />
      </li>
    );
  return (
    <li className={classes.item} data-shown={isShown || undefined}>
      <button
        type="button"
        className={classes.version}
        aria-current={isShown || undefined}
        onClick={() => show({ mode: "look", state })}
      >
        {isNamed ? (
          <IconStarFilled size={16} className={classes.star} aria-hidden="true" />
        ) : (
          <IconClock size={16} className={classes.clock} aria-hidden="true" />
        )}
        <span className={classes.words}>
          <strong className={classes.name}>{version.name || t(`list.${kindOf(version)}`)}</strong>
          {version.note !== "" && <span className={classes.note}>{version.note}</span>}
          <span className={classes.facts}>
            {[timeOf(version.at), version.by === "" ? "" : t("list.by", { name: version.by })]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </button>
      <More version={version} state={state} onName={() => setNaming(true)} />
    </li>
  );
}

const kindOf = ({ kind }: Version) => (kind === "named" ? "automatic" : kind);

interface MoreProps {
  version: Version;
  state: MapState;
  onName: () => void;
}

function More({ version, state, onName }: MoreProps) {
  const { t } = useTranslation("versions");
  const { map, mayEdit } = useVersionsDesk();
  const { host } = useEditor();
  const show = useShow();
  const { restore } = useRestore();
  const remove = useDeleteVersion(map);
  const isKept = version.id !== "";
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t("list.more", { title: state.title })}
        >
          <IconDotsVertical size={17} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowsDiff size={17} aria-hidden="true" />}
          onClick={() => show({ mode: "compare", from: state, to: null })}
        >
          {t("act.compare")}
        </Menu.Item>
        {mayEdit && (
          <Menu.Item
            leftSection={<IconRestore size={17} aria-hidden="true" />}
            onClick={() => restore(state)}
          >
            {t("act.restore")}
          </Menu.Item>
        )}
        {mayEdit && isKept && (
          <Menu.Item leftSection={<IconPencil size={17} aria-hidden="true" />} onClick={onName}>
            {t(version.kind === "named" ? "name.edit" : "name.openOther")}
          </Menu.Item>
        )}
        {mayEdit && version.kind === "named" && (
          <Menu.Item
            leftSection={<IconX size={17} aria-hidden="true" />}
            onClick={() =>
              remove.mutate(version.id, {
                onSuccess: () => host.tell(t("act.deleted", { name: version.name })),
                onError: (error) => host.tell(`${t("act.failed")} ${error.message}`, { problem: true }),
              })
            }
          >
            {t("act.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
