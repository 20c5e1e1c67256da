/** Members, departments, invitations, workspaces and the audit log. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client, useSession } from "@/api";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Member = Schemas["MemberView"];
export type Role = Schemas["NewInvitation"]["role"];
export type Department = Schemas["DepartmentView"];
export type Invitation = Schemas["InvitationView"];
export type MadeInvitation = Schemas["MadeInvitation"];
export type AuditEntry = Schemas["AuditEntryView"];

export const ROLES = ["owner", "admin", "editor", "commenter", "viewer"] as const;

/** Whether the person at the browser looks after people. */
export function useIsAdmin(): boolean {
  const role = useSession().data?.role;
  return role === "owner" || role === "admin";
}

/** The roles that the person at the browser may give: owners alone make owners. */
export function useGivenRoles(): readonly (typeof ROLES)[number][] {
  const role = useSession().data?.role;
  return role === "owner" ? ROLES : ROLES.filter((one) => one !== "owner");
}

export const useMembers = () =>
  useQuery({
    queryKey: ["people", "members"],
    queryFn: ({ signal }) => answered(client.GET("/api/members", { signal })),
  });

export const useDepartments = () =>
  useQuery({
    queryKey: ["people", "departments"],
    queryFn: ({ signal }) => answered(client.GET("/api/departments", { signal })),
  });

export const useInvitations = (enabled: boolean) =>
  useQuery({
    queryKey: ["people", "invitations"],
    queryFn: ({ signal }) => answered(client.GET("/api/invitations", { signal })),
    enabled,
  });

/** A change after which people are asked anew. */
function useChange<Value, Answer>(change: (value: Value) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ["people"] }),
  });
}

export interface MemberChange {
  user: string;
  role?: Role;
  department?: string | null;
}

export const useChangeMember = () =>
  useChange(({ user, ...body }: MemberChange) =>
    answered(client.PATCH("/api/members/{user_id}", { params: { path: { user_id: user } }, body })),
  );

export const useRemoveMember = () =>
  useChange((user: string) =>
    client.DELETE("/api/members/{user_id}", { params: { path: { user_id: user } } }),
  );

export interface NewInvitation {
  email: string;
  role: Role;
  department: string | null;
}

export const useInvite = () =>
  useChange((body: NewInvitation) => answered(client.POST("/api/invitations", { body })));

export const useRenewInvitation = () =>
  useChange((id: string) =>
    answered(
      client.POST("/api/invitations/{invitation_id}/renew", { params: { path: { invitation_id: id } } }),
    ),
  );

export const useRevokeInvitation = () =>
  useChange((id: string) =>
    client.DELETE("/api/invitations/{invitation_id}", { params: { path: { invitation_id: id } } }),
  );

export const useCreateDepartment = () =>
  useChange((body: { name: string; color: number }) => answered(client.POST("/api/departments", { body })));

export const useChangeDepartment = () =>
  useChange(({ id, ...body }: { id: string; name?: string; color?: number }) =>
    answered(
      client.PATCH("/api/departments/{department_id}", { params: { path: { department_id: id } }, body }),
    ),
  );

export const useRemoveDepartment = () =>
  useChange((id: string) =>
    client.DELETE("/api/departments/{department_id}", { params: { path: { department_id: id } } }),
  );

export function useRenameWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => answered(client.PATCH("/api/workspace", { body: { name } })),
    onSuccess: (session) => queries.setQueryData(["session"], session),
  });
}

/** Goes on in the new workspace, or in what is left after leaving one: everything is asked anew. */
function useElsewhere<Value, Answer>(change: (value: Value) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.resetQueries() });
}

export const useCreateWorkspace = () =>
  useElsewhere((name: string) => answered(client.POST("/api/workspaces", { body: { name } })));

export const useLeaveWorkspace = () =>
  useElsewhere((id: string) =>
    client.POST("/api/workspaces/{workspace_id}/leave", { params: { path: { workspace_id: id } } }),
  );

export const useAudit = (kind: string | null) =>
  useInfiniteQuery({
    queryKey: ["people", "audit", kind],
    queryFn: ({ signal, pageParam }) =>
      answered(
        client.GET("/api/audit", {
          params: {
            query: {
              ...(pageParam === null ? {} : { before: pageParam }),
              ...(kind === null ? {} : { kind }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ more, entries }) => (more ? (entries.at(-1)?.number ?? null) : null),
  });

export const useCheckAudit = () =>
  useMutation({ mutationFn: () => answered(client.GET("/api/audit/check")) });
