import { Button, TextInput } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle, IconBulb } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { useLiveState } from "@/live";
import { change, useEditor } from "../context";
import { allowing, type Finding, isOpen, takingBack, targetOfFinding } from "./findings";
import classes from "./Problems.module.css";

const ICONS = { error: IconAlertOctagon, warning: IconAlertTriangle, hint: IconBulb };

/** One finding: how grave it is, what it says, and what can be done about it. */
export function FindingItem({ finding }: { finding: Finding }) {
  const { t, session, readOnly } = useEditor();
  const Icon = ICONS[finding.severity];
  return (
    <li className={classes.finding}>
      <button
        type="button"
        className={classes.message}
        title={t("finding.show")}
        onClick={() => session.select(targetOfFinding(finding), { focus: true })}
      >
        <span className={classes.severity} data-severity={finding.severity}>
          <Icon size={15} aria-hidden="true" />
          {t(`finding.severity.${finding.severity}`)} <span className={classes.code}>{finding.code}</span>
        </span>
        <span>{finding.message}</span>
      </button>
      {finding.reason !== null && <p className={classes.reason}>{finding.reason || t("finding.noReason")}</p>}
      {!readOnly && (isOpen(finding) ? <Answers finding={finding} /> : <TakeBack finding={finding} />)}
    </li>
  );
}

function Answers({ finding }: { finding: Finding }) {
  const editor = useEditor();
  const [asks, setAsks] = useState(false);
  if (asks) return <AllowForm finding={finding} onDone={() => setAsks(false)} />;
  return (
    <div className={classes.answers}>
      {finding.fixes.map(({ title, operation }) => (
        <Button key={title} size="compact-sm" variant="light" onClick={() => change(editor, operation)}>
          {title}
        </Button>
      ))}
      <Button
        className={classes.plain}
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => setAsks(true)}
      >
        {editor.t("finding.allow")}
      </Button>
    </div>
  );
}

function AllowForm({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const editor = useEditor();
  const { t } = editor;
  const map = useLiveState((state) => state.document.map);
  const [reason, setReason] = useState("");
  const allow = (event: SubmitEvent) => {
    event.preventDefault();
    if (change(editor, allowing(map, finding, reason.trim()))) onDone();
  };
  return (
    <form className={classes.allow} onSubmit={allow}>
      <TextInput
        label={t("finding.allowLabel")}
        value={reason}
        maxLength={300}
        required
        autoFocus
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      />
      <div className={classes.answers}>
        <Button type="submit" size="compact-sm" disabled={reason.trim() === ""}>
          {t("finding.allowSave")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
          {t("finding.cancel")}
        </Button>
      </div>
    </form>
  );
}

function TakeBack({ finding }: { finding: Finding }) {
  const editor = useEditor();
  const map = useLiveState((state) => state.document.map);
  return (
    <div className={classes.answers}>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => change(editor, takingBack(map, finding))}
      >
        {editor.t("finding.takeBack")}
      </Button>
    </div>
  );
}
