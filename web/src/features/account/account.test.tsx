import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { answering, rendered } from "../../../tests/rendered";
import { browserOf } from "./browser";
import { PasswordCard } from "./PasswordCard";
import { SecondStepCard } from "./SecondStepCard";

const SESSION = {
  user: { id: "usr_a", name: "Ada Sample", email: "ada@example.org", color: 1, local: false },
  workspace: { id: "wsp_a", name: "Larkspur" },
  workspaces: [],
  role: "owner",
  version: "0",
};
const AUTH = "/_allauth/browser/v1/";

describe("browserOf", () => {
  it("names browser and system by the words that browsers send", () => {
    const edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
    const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
    expect([browserOf(edge), browserOf(phone), browserOf("curl/8")]).toEqual([
      "Edge · Windows",
      "Safari · iPhone",
      null,
    ]);
  });
});

describe("a change that takes the password again", () => {
  it("asks for it, and does the change when it was shown", async () => {
    let isShown = false;
    const asked = answering({
      "GET /api/session": SESSION,
      [`GET ${AUTH}auth/session`]: { data: { user: { has_usable_password: true } } },
      [`GET ${AUTH}account/authenticators`]: {
        data: [{ type: "totp", created_at: 1_700_000_000 }],
      },
      [`POST ${AUTH}auth/reauthenticate`]: { data: {} },
    });
    const answer = globalThis.fetch;
    globalThis.fetch = async (question, options) => {
      if (options?.method === "DELETE" && !isShown)
        return Response.json({ data: { flows: [{ id: "reauthenticate" }] } }, { status: 401 });
      if (options?.method === "DELETE") return Response.json({ status: 200 });
      if (String(question).endsWith("auth/reauthenticate")) isShown = true;
      return answer(question, options);
    };
    rendered(<SecondStepCard />);
    await userEvent.click(await screen.findByRole("button", { name: "Remove the second step" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove the second step" }));
    await userEvent.type(await screen.findByLabelText(/^Password/), "a secret");
    await userEvent.click(screen.getByRole("button", { name: "Continue" }));
    await screen.findByRole("button", { name: "Remove the second step" });
    expect(isShown).toBe(true);
    expect(asked.find(({ path }) => path.endsWith("reauthenticate"))?.body).toEqual({ password: "a secret" });
  });
});

describe("the password", () => {
  it("says why it was not changed", async () => {
    answering({
      "GET /api/session": SESSION,
      [`GET ${AUTH}auth/session`]: { data: { user: { has_usable_password: true } } },
      [`POST ${AUTH}account/password/change`]: Response.json(
        { errors: [{ message: "Please type your current password.", code: "enter_current_password" }] },
        { status: 400 },
      ),
    });
    rendered(<PasswordCard />);
    await userEvent.type(await screen.findByLabelText(/^Current password/), "wrong");
    await userEvent.type(screen.getByLabelText(/^New password/), "a long enough one");
    await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Please type your current password.");
  });
});
