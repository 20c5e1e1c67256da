import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

export interface CommittedProps {
  label: string;
  /** The label is for screen readers alone: what stands beside it says the same. */
  labelHidden?: boolean;
  description?: string;
  value: string;
  onCommit: (value: string) => void;
}

/** A text that counts when it is finished (Enter, or leaving the field), not at every letter. */
export function Committed({ label, labelHidden = false, description, value, onCommit }: CommittedProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => text.trim() !== value && onCommit(text.trim());
  return (
    <TextInput
      {...(labelHidden ? { "aria-label": label } : { label })}
      description={description}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}
