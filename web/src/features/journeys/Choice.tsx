import { Select } from "@mantine/core";

export interface ChoiceProps<Name extends string> {
  label: string;
  value: Name;
  options: readonly { value: Name; label: string }[];
  onChange: (value: Name) => void;
  width?: string;
}

/** One of a few, always one. */
export function Choice<Name extends string>({ label, value, options, onChange, width }: ChoiceProps<Name>) {
  return (
    <Select
      label={label}
      w={width}
      maw="100%"
      allowDeselect={false}
      data={[...options]}
      value={value}
      onChange={(chosen) => {
        const found = options.find((option) => option.value === chosen);
        if (found !== undefined) onChange(found.value);
      }}
    />
  );
}
