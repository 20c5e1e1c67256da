import { useTranslation } from "react-i18next";
import { AuthRefusal, ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";

/** Why something at the door did not work, in the reader's words. */
export function Refusal({ error, wrong }: { error: Error | null; wrong?: string }) {
  const { t } = useTranslation("shell");
  if (error === null) return null;
  if (error instanceof AuthRefusal) {
    if (error.isTooOften) return <ProblemNote title={t("door.tooOften")} detail={t("door.tooOftenDetail")} />;
    return <ProblemNote title={wrong ?? error.message} detail={wrong === undefined ? "" : error.message} />;
  }
  return <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />;
}
