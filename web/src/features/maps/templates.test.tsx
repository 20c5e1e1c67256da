import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { TemplateInfo } from "@/api";
import { answering, rendered } from "../../../tests/rendered";
import { FromTemplate } from "./FromTemplate";
import { industriesOf, searchTemplates } from "./searchTemplates";

const template = (id: string, industry: string, step: string): TemplateInfo => ({
  id,
  title: `Map of ${id}`,
  description: "From need to return.",
  industry,
  audience: "Teams",
  use: "Seeing it whole",
  personas: ["Traveller"],
  lanes: ["Emotion"],
  steps: 1,
  cards: 9,
  links: 2,
  stages: [{ title: "Before", color: 0, steps: [{ title: step, moment_of_truth: true }] }],
});
const ALL = [
  template("hotel", "Travel", "Sleep badly"),
  template("airline", "Travel", "Hear of the delay"),
  template("mortgage", "Banking", "Sign"),
];

const shown = () => screen.getAllByRole("listitem").map((item) => item.querySelector("strong")?.textContent);

describe("a map from a template", () => {
  it("is found by a word of its steps, and by industry", async () => {
    answering({ "GET /api/templates": ALL });
    rendered(<FromTemplate />);
    await screen.findByText("3 templates");
    await userEvent.type(screen.getByLabelText("Search templates"), "delay");
    await screen.findByText("1 template");
    expect(shown()).toEqual(["Map of airline"]);
    await userEvent.selectOptions(screen.getByLabelText("Industry"), "Banking");
    await screen.findByText(/No template says all of that/);
    await userEvent.clear(screen.getByLabelText("Search templates"));
    expect(shown()).toEqual(["Map of mortgage"]);
  });

  it("shows what is in it before it begins", async () => {
    const asked = answering({ "GET /api/templates": ALL, "POST /api/maps": { id: "map_new" } });
    rendered(<FromTemplate />);
    await userEvent.click(await screen.findByRole("button", { name: /Map of airline/ }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Map of airline" })),
    );
    screen.getByText("Hear of the delay");
    screen.getByText("moment of truth");
    screen.getByText("Traveller");
    expect(asked.some(({ path }) => path === "/api/maps")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Start with this template" }));
    await waitFor(() => expect(window.location.pathname).toBe("/maps/map_new"));
    expect(asked.at(-1)?.body).toEqual({ template: "airline" });
  });

  it("gives the focus and the search back to who looks at another one", async () => {
    answering({ "GET /api/templates": ALL });
    rendered(<FromTemplate />);
    await userEvent.type(await screen.findByLabelText("Search templates"), "travel");
    await userEvent.click(screen.getByRole("button", { name: /Map of hotel/ }));
    await userEvent.click(await screen.findByRole("button", { name: "All templates" }));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: /Map of hotel/ }));
    expect(screen.getByLabelText<HTMLInputElement>("Search templates").value).toBe("travel");
    await userEvent.type(screen.getByLabelText("Search templates"), " delay");
    expect(screen.getByLabelText<HTMLInputElement>("Search templates").value).toBe("travel delay");
  });
});

describe("searching templates", () => {
  it("asks for every word, in any order and case", () => {
    expect(searchTemplates(ALL, "BADLY sleep").map(({ id }) => id)).toEqual(["hotel"]);
    expect(searchTemplates(ALL, " ")).toHaveLength(3);
  });

  it("names every industry once", () => {
    expect(industriesOf(ALL)).toEqual(["Travel", "Banking"]);
  });
});
