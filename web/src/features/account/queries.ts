/** One's own account: address, password, second step, sessions. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AuthRefusal, answered, auth, client, useSession } from "@/api";

export interface Address {
  email: string;
  verified: boolean;
  primary: boolean;
}

export interface Authenticator {
  type: "totp" | "recovery_codes";
  created_at: number;
  total_code_count?: number;
  unused_code_count?: number;
}

export interface Login {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  is_current: boolean;
}

export interface Me {
  user: { has_usable_password: boolean };
}

const ACCOUNT = "account";
export const keys = {
  me: [ACCOUNT, "me"],
  addresses: [ACCOUNT, "addresses"],
  authenticators: [ACCOUNT, "authenticators"],
  sessions: [ACCOUNT, "sessions"],
} as const;

/** Nothing of this is there on a server that needs no account. */
export function useHasAccount(): boolean {
  return useSession().data?.user.local === false;
}

function useAuth<Data>(key: readonly string[], path: string) {
  const enabled = useHasAccount();
  return useQuery({ queryKey: key, queryFn: () => auth<Data>(path), enabled });
}

export const useMe = () => useAuth<Me>(keys.me, "auth/session");
export const useAddresses = () => useAuth<Address[]>(keys.addresses, "account/email");
export const useAuthenticators = () =>
  useAuth<Authenticator[]>(keys.authenticators, "account/authenticators");
export const useLogins = () => useAuth<Login[]>(keys.sessions, "auth/sessions");

export function useRefresh() {
  const queries = useQueryClient();
  return (...which: (readonly string[])[]) =>
    Promise.all(which.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

export function useChangeYou() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; color: number }) => answered(client.PATCH("/api/account", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
}

export interface Setup {
  secret: string;
}

/** Begins to set up an authenticator app: allauth answers "not found", with a fresh secret. */
export async function beginSecondStep(): Promise<Setup> {
  try {
    await auth("account/authenticators/totp");
  } catch (error) {
    if (error instanceof AuthRefusal && error.status === 404 && typeof error.meta.secret === "string")
      return { secret: error.meta.secret };
    throw error;
  }
  throw new TypeError("An authenticator app is set up already.");
}

export const finishSecondStep = (code: string) =>
  auth("account/authenticators/totp", { method: "POST", body: { code: code.replaceAll(/\s/g, "") } });
export const removeSecondStep = () => auth("account/authenticators/totp", { method: "DELETE" });
export const recoveryCodes = async (): Promise<readonly string[]> =>
  (await auth<{ unused_codes: string[] }>("account/authenticators/recovery-codes")).unused_codes;
export const freshRecoveryCodes = async (): Promise<readonly string[]> =>
  (
    await auth<{ unused_codes: string[] }>("account/authenticators/recovery-codes", {
      method: "POST",
      body: {},
    })
  ).unused_codes;
export const endLogins = (ids: readonly number[]) =>
  auth("auth/sessions", { method: "DELETE", body: { sessions: ids } });
export const changeAddress = (email: string) => auth("account/email", { method: "POST", body: { email } });
export const sendConfirmation = (email: string) => auth("account/email", { method: "PUT", body: { email } });
export const changePassword = (current: string, password: string) =>
  auth("account/password/change", {
    method: "POST",
    body: current === "" ? { new_password: password } : { current_password: current, new_password: password },
  });
