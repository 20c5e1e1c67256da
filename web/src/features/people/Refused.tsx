import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";

/** Why a change did not work. */
export function Refused({ error }: { error: Error | null }) {
  if (error === null) return null;
  return <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />;
}
