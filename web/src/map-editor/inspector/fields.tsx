/** Fields of the inspector: saved as one types, one operation a pause. */
import { NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { type Fields, newId } from "@/map-model";
import { change, useEditor } from "../context";
import { setFields } from "../layout/edits";
import type { Target } from "../layout/target";

const PAUSE_MS = 500;

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
  suggestions?: readonly string[];
}

/** A text that follows the map, except while it is being written. */
export function TextField({
  target,
  field,
  value,
  label,
  description,
  lines,
  required,
  suggestions,
}: TextFieldProps) {
  const { readOnly } = useEditor();
  const set = useSet(target);
  const [text, setText] = useState<string | null>(null);
  const merge = useRef(newId("op"));
  const listId = useRef(newId("op"));
  const latest = useRef({ text, set, value });
  latest.current = { text, set, value };
  const write = () => {
    const { text: now, value: before, set: put } = latest.current;
    if (now === null || now.trim() === before || (required === true && now.trim() === "")) return;
    put({ [field]: now.trim() }, merge.current);
  };
  const writeLatest = useRef(write);
  writeLatest.current = write;
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => writeLatest.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const keep = () => writeLatest.current();
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  const shared = {
    label,
    description,
    readOnly,
    value: text ?? value,
    onFocus: () => {
      merge.current = newId("op");
      setText(value);
    },
    onBlur: () => {
      write();
      setText(null);
    },
  };
  if (lines !== undefined)
    return (
      <Textarea
        {...shared}
        autosize
        minRows={lines}
        maxRows={14}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    );
  return (
    <>
      <TextInput
        {...shared}
        list={suggestions === undefined ? undefined : listId.current}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {suggestions !== undefined && (
        <datalist id={listId.current}>
          {suggestions.map((suggestion) => (
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
