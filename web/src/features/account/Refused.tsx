import { AuthRefusal, ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";

/** Why a change of the account did not work. */
export function Refused({ error }: { error: Error | null }) {
  if (error === null || (error instanceof AuthRefusal && error.asksForPassword)) return null;
  return <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />;
}
