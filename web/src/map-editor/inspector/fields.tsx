/** Fields of the inspector: saved as one types, one operation a pause. */
import { NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { type Ref, useRef, useState } from "react";
import { type TextElement, useLiveText } from "@/live";
import { type Fields, isMergedText, newId } from "@/map-model";
import { change, useEditor } from "../context";
import { setFields, TABLE_OF } from "../layout/edits";
import { kindOf, type Target } from "../layout/target";
import classes from "./Inspector.module.css";

/** Sets fields of a thing on the map. */
export function useSet(target: Target): (fields: Fields, merge?: string) => void {
  const editor = useEditor();
  return (fields, merge) => void change(editor, setFields(target, fields), merge ?? null);
}

export interface TextFieldProps {
  target: Target;
  field: string;
  value: string;
  label: string;
  description?: string;
  lines?: number;
  required?: boolean;
  /** Asked for while one writes there: they are gathered from the whole map. */
  suggestions?: () => readonly string[];
}

/** A text that follows the map, also while it is being written: others' words are joined with one's own. */
export function TextField(props: TextFieldProps) {
  // Another thing's text is another text in work.
  return <Writing key={`${props.target}/${props.field}`} {...props} />;
}

function Writing({ target, field, value, label, description, lines, required, suggestions }: TextFieldProps) {
  const editor = useEditor();
  const merge = useRef(newId("op"));
  const listId = useRef(newId("op"));
  const [isAsked, setAsked] = useState(false);
  const { ref, text, onChange, leave } = useLiveText<TextElement>({
    value,
    required,
    isName: !isMergedText(TABLE_OF[kindOf(target)] ?? "", field),
    onWrite: (written, base) =>
      change(editor, setFields(target, { [field]: written }), {
        merge: merge.current,
        base: { [field]: base },
      }),
  });
  const shared = {
    label,
    description,
    readOnly: editor.readOnly,
    value: text,
    onChange,
    onFocus: () => {
      merge.current = newId("op");
      setAsked(true);
    },
    onBlur: () => {
      setAsked(false);
      leave();
    },
  };
  if (lines !== undefined)
    return (
      <Textarea
        {...shared}
        ref={ref as Ref<HTMLTextAreaElement>}
        rows={lines}
        classNames={{ input: classes.growing }}
        style={{ "--lines": lines }}
      />
    );
  return (
    <>
      <TextInput
        {...shared}
        ref={ref as Ref<HTMLInputElement>}
        list={suggestions === undefined ? undefined : listId.current}
      />
      {suggestions !== undefined && (
        <datalist id={listId.current}>
          {(isAsked ? suggestions() : []).map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}

export interface ChoiceFieldProps {
  label: string;
  value: string | null;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string | null) => void;
  /** Shown for `null`; without it there must be a value. */
  none?: string;
}

export function ChoiceField({ label, value, choices, onChoose, none }: ChoiceFieldProps) {
  const { readOnly } = useEditor();
  return (
    <Select
      label={label}
      value={value}
      data={[...choices]}
      placeholder={none}
      clearable={none !== undefined}
      allowDeselect={none !== undefined}
      disabled={readOnly}
      onChange={onChoose}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

/** A feeling on the shown scale, -2 to +2; stored as -1 to +1. */
export function FeelingField({ target, emotion, label }: { target: Target; emotion: number; label: string }) {
  const { readOnly } = useEditor();
  const set = useSet(target);
  return (
    <NumberInput
      label={label}
      value={Number((emotion * 2).toFixed(3))}
      min={-2}
      max={2}
      step={0.25}
      decimalScale={3}
      clampBehavior="strict"
      disabled={readOnly}
      onChange={(value) => {
        if (typeof value === "number" && value >= -2 && value <= 2 && value / 2 !== emotion)
          set({ emotion: value / 2 }, `feeling:${target}`);
      }}
    />
  );
}
