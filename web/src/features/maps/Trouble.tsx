import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";

/** What went wrong, if anything did. */
export function Trouble({ error, onRetry }: { error: Error | null; onRetry?: () => void }) {
  if (error === null) return null;
  return (
    <ProblemNote
      title={error.message}
      detail={error instanceof ProblemError ? error.detail : undefined}
      onRetry={onRetry}
    />
  );
}
