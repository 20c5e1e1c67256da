/** Accounts of servers that are not on this machine: sign in, sign out, the first account. */
import { ProblemError, request } from "@/api";

const SESSION = "/_allauth/browser/v1/auth/session";
const LOGIN = "/_allauth/browser/v1/auth/login";

/** Asks what is open to everyone, so that the browser holds a CSRF token before it sends a password. */
const prepare = (): Promise<unknown> => request("/api/setup");

export async function signIn(email: string, password: string): Promise<void> {
  await prepare();
  await request(LOGIN, { method: "POST", body: { email, password } });
}

/** allauth answers 401 to a session that has just ended: that is what was asked for. */
export async function signOut(): Promise<void> {
  try {
    await request(SESSION, { method: "DELETE" });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
  }
}

export interface FirstAccount {
  name: string;
  email: string;
  password: string;
}

export async function makeFirstAccount(token: string, account: FirstAccount): Promise<void> {
  await prepare();
  await request("/api/setup", { method: "POST", body: { token, ...account } });
}
