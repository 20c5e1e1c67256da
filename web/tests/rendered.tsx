/** Draws a part of the app as the app would: theme, texts, queries, commands. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, vi } from "vitest";
import "@/i18n";
import { CommandsProvider } from "@/ui/commands";
import { mantineTheme, variablesResolver } from "@/ui/mantine";

/** A busy machine is no fault of the page. */
configure({ asyncUtilTimeout: 10_000 });

/** jsdom knows neither media queries nor observers. */
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => undefined;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.history.replaceState(null, "", "/");
});

export function rendered(part: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <MantineProvider theme={mantineTheme("Close")} cssVariablesResolver={variablesResolver} env="test">
      <QueryClientProvider client={queries}>
        <CommandsProvider>{part}</CommandsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** Answers by method and path; whatever is not foreseen is refused, so that a test cannot pass by luck. */
export function answering(answers: Record<string, unknown>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (question: Request | string, options?: RequestInit) => {
    const request =
      question instanceof Request
        ? question
        : new Request(new URL(question, window.location.origin), options);
    const path = new URL(request.url).pathname;
    const form = options?.body instanceof FormData ? Object.fromEntries(options.body) : null;
    const text = form === null ? await request.text() : "";
    asked.push({ method: request.method, path, body: text === "" ? form : JSON.parse(text) });
    const answer = answers[`${request.method} ${path}`];
    if (answer instanceof Response) return answer.clone();
    return answer === undefined
      ? Response.json({ title: `No answer for ${request.method} ${path}`, status: 500 }, { status: 500 })
      : Response.json(answer);
  });
  return asked;
}
