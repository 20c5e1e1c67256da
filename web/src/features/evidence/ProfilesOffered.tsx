import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Mapping, Preview } from "@/api";

export interface ProfilesOfferedProps {
  preview: Preview;
  onMapping: (mapping: Mapping) => void;
}

/** Ways to read files with these very columns that somebody remembered. */
export function ProfilesOffered({ preview, onMapping }: ProfilesOfferedProps) {
  const { t } = useTranslation("evidence");
  if (preview.profiles.length === 0) return null;
  return (
    <div>
      <p>{t("look.profiles")}</p>
      <Group mt="xs" gap="xs">
        {preview.profiles.map(({ name, mapping }) => (
          <Button
            key={name}
            variant="default"
            onClick={() => onMapping({ ...mapping, roles: mapping.roles ?? {} })}
          >
            {t("look.asProfile", { name })}
          </Button>
        ))}
      </Group>
    </div>
  );
}
