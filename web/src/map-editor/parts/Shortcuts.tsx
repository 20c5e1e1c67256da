import { Modal } from "@mantine/core";
import { COMMANDS, keysOfLine, shownKeys, WALK_LINES } from "../commands";
import { useEditor, useSessionState } from "../context";
import classes from "./Shortcuts.module.css";

const WRITING = ["type", "enter", "another", "breakLine", "tab", "escape"] as const;
const GROUPS = ["edit", "add", "move", "map", "view"] as const;

/** Every key of the editor, from the list of commands itself. */
export function Shortcuts() {
  const { session, t } = useEditor();
  const opened = useSessionState((state) => state.dialog === "shortcuts");
  return (
    <Modal
      opened={opened}
      onClose={() => session.showDialog("none")}
      title={t("shortcuts.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("panel.close") }}
    >
      <div className={classes.columns}>
        <section className={classes.group}>
          <h3 className={classes.title}>{t("shortcuts.walking")}</h3>
          {WRITING.map((name) => (
            <p key={name} className={classes.line}>
              <span>{t(`shortcuts.${name}`)}</span>
              <kbd>{t(`shortcuts.${name}Keys`)}</kbd>
            </p>
          ))}
        </section>
        <section className={classes.group}>
          <h3 className={classes.title}>{t("shortcuts.selecting")}</h3>
          {WALK_LINES.map((line) => (
            <p key={line} className={classes.line}>
              <span>{t(`walks.${line}`)}</span>
              <kbd>{keysOfLine(line)}</kbd>
            </p>
          ))}
        </section>
        {GROUPS.map((group) => {
          const commands = COMMANDS.filter(
            (command) => command.group === group && command.keys !== undefined,
          );
          if (commands.length === 0) return null;
          return (
            <section key={group} className={classes.group}>
              <h3 className={classes.title}>{t(`shortcuts.group.${group}`)}</h3>
              {commands.map(({ id, keys }) => (
                <p key={id} className={classes.line}>
                  <span>{t(`commands.${id}`)}</span>
                  <kbd>{keys?.[0] === undefined ? "" : shownKeys(keys[0])}</kbd>
                </p>
              ))}
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
