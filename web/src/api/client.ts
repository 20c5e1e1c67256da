/** The client typed by the contract: paths, bodies and answers come from `schema.d.ts`. */
import createClient from "openapi-fetch";
import { unsafeHeaders } from "./http";
import { problemOf, unreachable } from "./problem";
import type { paths } from "./schema";

/** Fetches, and turns every refusal into a `ProblemError`. */
async function checkedFetch(question: Request): Promise<Response> {
  if (question.method !== "GET")
    for (const [name, value] of Object.entries(unsafeHeaders())) question.headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(question);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: checkedFetch,
});

/** The answer of a call that has not been refused. */
export async function answered<Answer>(call: Promise<{ data?: Answer }>): Promise<Answer> {
  const { data } = await call;
  if (data === undefined)
    throw new TypeError("The server answered with nothing where an answer was promised.");
  return data;
}
