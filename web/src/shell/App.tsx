import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
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
  const { t } = useTranslation("ui");
  const theme = useMemo(() => mantineTheme(t("close")), [t]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variablesResolver} defaultColorScheme="auto">
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
