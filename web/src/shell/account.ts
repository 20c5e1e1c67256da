/** Accounts of servers that are not on this machine: sign in, sign out, the first account, invitations. */
import {
  AuthRefusal,
  answered,
  auth,
  authThenOut,
  client,
  type InvitationDoor,
  prepareAuth,
  request,
} from "@/api";

/** Whether a code is still to come. */
export type SignInStep = "done" | "code";

export async function signIn(email: string, password: string): Promise<SignInStep> {
  await prepareAuth();
  try {
    await auth("auth/login", { method: "POST", body: { email, password } });
    return "done";
  } catch (error) {
    if (error instanceof AuthRefusal && error.asksForCode) return "code";
    throw error;
  }
}

/** The second step: a code of the authenticator app, or one of the recovery codes. */
export async function giveCode(code: string): Promise<void> {
  await auth("auth/2fa/authenticate", { method: "POST", body: { code: code.replaceAll(/\s/g, "") } });
}

/** Whether this browser has shown a password (here or at a company) and a code is still to come. */
export async function isCodePending(): Promise<boolean> {
  try {
    await auth("auth/session");
    return false;
  } catch (error) {
    return error instanceof AuthRefusal && error.asksForCode;
  }
}

export const signOut = (): Promise<void> => authThenOut("auth/session", { method: "DELETE" });

/** Where a company's sign-in page is, for this browser. */
export const companyPage = async (id: string): Promise<string> => {
  await prepareAuth();
  const path = { company_id: id };
  return (await answered(client.POST("/api/sign-in/{company_id}", { params: { path } }))).url;
};

export async function askForNewPassword(email: string): Promise<void> {
  await prepareAuth();
  await auth("auth/password/request", { method: "POST", body: { email } });
}

export async function setNewPassword(key: string, password: string): Promise<void> {
  await prepareAuth();
  await authThenOut("auth/password/reset", { method: "POST", body: { key, password } });
}

export async function confirmEmail(key: string): Promise<void> {
  await prepareAuth();
  await authThenOut("auth/email/verify", { method: "POST", body: { key } });
}

export interface FirstAccount {
  name: string;
  email: string;
  password: string;
}

export async function makeFirstAccount(token: string, account: FirstAccount): Promise<void> {
  await prepareAuth();
  await request("/api/setup", { method: "POST", body: { token, ...account } });
}

export async function lookAtInvitation(token: string): Promise<InvitationDoor> {
  await prepareAuth();
  return answered(client.POST("/api/join/look", { body: { token } }));
}

export interface NewAccount {
  name: string;
  password: string;
}

export const acceptInvitation = (token: string, account: NewAccount) =>
  answered(client.POST("/api/join", { body: { token, ...account } }));
