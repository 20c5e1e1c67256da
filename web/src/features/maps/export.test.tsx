import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answering, rendered } from "../../../tests/rendered";
import { ExportDialog } from "./ExportDialog";

const JOB = {
  id: "job_1",
  kind: "render",
  title: "Buying as PPTX",
  state: "done",
  stage: "",
  done: 1,
  total: 1,
  seconds_left: null,
  error: null,
  result: {
    name: "Buying.pptx",
    size: 57_000,
    warnings: ["No font draws it."],
    left_out: ["Pictures are left out."],
  },
};
const NOTATIONS = [
  { name: "mermaid", title: "Mermaid journey", writes: true, carries: "Stages and steps." },
  { name: "yaml", title: "Sojourn YAML", writes: true, carries: "All." },
  { name: "picture", title: "Picture", writes: false, carries: "Nothing." },
];

function dialog() {
  const asked = answering({
    "GET /api/map-formats": NOTATIONS,
    "POST /api/maps/map_x/renders": JOB,
    "GET /api/jobs/job_1": JOB,
  });
  rendered(<ExportDialog map="map_x" opened onClose={() => undefined} />);
  const sent = () => asked.find(({ method }) => method === "POST")?.body;
  const start = () => userEvent.click(screen.getByRole("button", { name: "Export" }));
  return { sent, start };
}

it("asks for pages that join, and offers paper for a PDF only", async () => {
  const { sent, start } = dialog();
  await userEvent.click(screen.getByText("A4"));
  await userEvent.click(screen.getByText("Several that join"));
  await userEvent.click(screen.getByText("Standing"));
  await start();
  expect(sent()).toEqual({
    format: "pdf",
    theme: "light",
    paper: "a4",
    pages: "several",
    orientation: "portrait",
  });
});

it("offers no paper and no colours for a workbook", async () => {
  dialog();
  expect(screen.getByText("A4")).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: /^Excel/ }));
  expect(screen.queryByText("A4")).toBeNull();
  expect(screen.queryByText("Colours")).toBeNull();
});

it("lists the notations of other tools that are written and not told better above", async () => {
  const { sent, start } = dialog();
  await userEvent.click(await screen.findByText("For other tools"));
  await userEvent.click(screen.getByRole("radio", { name: /^Mermaid journey/ }));
  expect(screen.queryByText("Sojourn YAML")).toBeNull();
  expect(screen.queryByText("Picture")).toBeNull();
  await start();
  expect(sent()).toMatchObject({ format: "mermaid" });
});

it("names the file, its size, and what it leaves out or cannot show", async () => {
  const { start } = dialog();
  await userEvent.click(screen.getByRole("radio", { name: /^PowerPoint/ }));
  await start();
  const link = await screen.findByRole("link", { name: "Download PowerPoint" });
  expect(link.getAttribute("href")).toBe("/api/jobs/job_1/file");
  expect(screen.getByText(/^Buying\.pptx, 57/)).toBeTruthy();
  expect(screen.getByText("Pictures are left out.")).toBeTruthy();
  expect(screen.getByText("No font draws it.")).toBeTruthy();
});
