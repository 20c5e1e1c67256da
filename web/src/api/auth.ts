/** The door to accounts (`/_allauth/browser/v1`): sign in, second step, password, address, sessions. */
import { request, unsafeHeaders } from "./http";
import { unreachable } from "./problem";

const ROOT = "/_allauth/browser/v1/";

interface Fault {
  message: string;
  code: string;
  param?: string;
}

interface Flow {
  id: string;
  is_pending?: boolean;
}

interface AuthBody {
  status?: number;
  data?: { flows?: readonly Flow[] };
  meta?: Record<string, unknown>;
  errors?: readonly Fault[];
}

/** A refusal of the accounts' part: what is wrong, or what is still to be done. */
export class AuthRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly meta: Readonly<Record<string, unknown>>;
  private readonly flows: readonly Flow[];

  constructor(status: number, { data, meta, errors }: AuthBody) {
    const first = errors?.[0];
    super(first?.message ?? "");
    this.name = "AuthRefusal";
    this.status = status;
    this.code = first?.code ?? "";
    this.meta = meta ?? {};
    this.flows = data?.flows ?? [];
  }

  /** The password was right; a code is still to come. */
  get asksForCode(): boolean {
    return (
      this.status === 401 && this.flows.some(({ id, is_pending }) => id === "mfa_authenticate" && is_pending)
    );
  }

  /** The session is good, but this takes the password (or a code) once more. */
  get asksForPassword(): boolean {
    return this.status === 401 && this.flows.some(({ id }) => id.endsWith("reauthenticate"));
  }

  /** Too many tries of late. */
  get isTooOften(): boolean {
    return this.status === 429 || this.code === "too_many_login_attempts" || this.code === "rate_limited";
  }
}

export interface AuthOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
}

async function bodyOf(response: Response): Promise<AuthBody> {
  const text = await response.text();
  try {
    return JSON.parse(text) as AuthBody;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * Asks the accounts' part, and gives the `data` of its answer.
 *
 * @throws AuthRefusal when it refuses or something is still to be done.
 */
export async function auth<Data = unknown>(path: string, options: AuthOptions = {}): Promise<Data> {
  const { method = "GET", body, headers = {} } = options;
  let response: Response;
  try {
    response = await fetch(ROOT + path, {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(method === "GET" ? {} : unsafeHeaders()),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw unreachable();
  }
  const answer = await bodyOf(response);
  if (!response.ok) throw new AuthRefusal(response.status, answer);
  return answer.data as Data;
}

/** Asks what is open to everyone, so that the browser holds a CSRF token before it sends a password. */
export const prepareAuth = (): Promise<unknown> => request("/api/setup");

/** Like `auth`, for what allauth answers with 401 when it is done: nobody is signed in afterwards. */
export async function authThenOut(path: string, options: AuthOptions): Promise<void> {
  try {
    await auth(path, options);
  } catch (error) {
    if (!(error instanceof AuthRefusal) || error.status !== 401) throw error;
  }
}
