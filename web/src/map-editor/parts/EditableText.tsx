import { useRef } from "react";
import { change, useEditor, useIsEditing } from "../context";
import { setFields } from "../layout/edits";
import type { Target } from "../layout/target";
import { InlineText } from "./InlineText";
import { useEndOfText } from "./useEndOfText";

export interface EditableTextProps {
  target: Target;
  field: "title" | "text" | "name";
  value: string;
  /** Asked for only where they are shown. */
  label: () => string;
  placeholder?: () => string;
  /** A title may not become empty; an empty text is what it is. */
  required?: boolean;
}

/** A field of a thing on the map: text, until the thing is being edited. */
export function EditableText(props: EditableTextProps) {
  const editing = useIsEditing(props.target);
  if (editing) return <Writing {...props} />;
  return props.value === "" ? <span data-empty="">{props.placeholder?.()}</span> : props.value;
}

function Writing({ target, field, value, label, placeholder, required = false }: EditableTextProps) {
  const editor = useEditor();
  const merge = useRef(editor.session.getState().writing);
  const onEnd = useEndOfText(target);
  const write = (text: string, base: string) =>
    change(editor, setFields(target, { [field]: text }), {
      merge: merge.current,
      base: { [field]: base },
    });
  return (
    <InlineText
      label={label()}
      value={value}
      typed={editor.session.getState().typed}
      placeholder={placeholder?.()}
      required={required}
      onWrite={write}
      onEnd={onEnd}
    />
  );
}
