import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ProblemError } from "@/api";
import { CommandsProvider } from "@/ui/commands";
import { mantineTheme, variablesResolver } from "@/ui/mantine";
import { CrashBoundary } from "./CrashBoundary";
import { Gate } from "./Gate";

/** A refusal does not change by asking again; a server that does not answer may come back. */
const mayHelpToRetry = (failures: number, error: Error): boolean =>
  failures < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500);

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayHelpToRetry, refetchOnWindowFocus: false, staleTime: 5_000 } },
});

export function App() {
  return (
    <MantineProvider theme={mantineTheme} cssVariablesResolver={variablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <CommandsProvider>
          <Notifications position="bottom-right" limit={4} />
          <CrashBoundary>
            <Gate />
          </CrashBoundary>
        </CommandsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
