import { fireEvent, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { answering, rendered } from "../../../tests/rendered";
import { FromFile } from "./FromFile";
import { fileOn, type MapFile } from "./readFile";

const FORMATS = [
  { name: "grid-csv", title: "CSV grid", extensions: ["csv"], reads: true, writes: true, guesses: true },
];
const FOUND: MapFile = {
  format: "grid-csv",
  title: "Our shop",
  stages: [
    { title: "Search", steps: ["Browse", "Compare", "Ask", "Wait", "Choose"] },
    { title: "Buy", steps: ["Pay"] },
  ],
  lanes: [{ title: "Mood", kind: "emotion", cards: 3, guessed: true }],
  personas: 0,
  cards: 3,
  losses: [{ code: "sheets", change: "skipped", count: 1, said: "1 sheet not read: “Old”" }],
  yaml: "sojourn: 1",
};

const csv = () => new File(["Stage,Search"], "grid.csv", { type: "text/csv" });

describe("a map from a file", () => {
  it("shows what was recognised and what is lost, then makes the map", async () => {
    const asked = answering({
      "GET /api/map-formats": FORMATS,
      "POST /api/map-files": FOUND,
      "POST /api/maps": { id: "map_new" },
    });
    rendered(<FromFile />);
    await userEvent.upload(screen.getByTestId("files"), csv(), { applyAccept: false });
    await screen.findByText("Recognised as CSV grid");
    screen.getByText("2 stages, 6 steps");
    screen.getByText("and 1 more");
    screen.getByText("1 sheet not read: “Old”");
    const title = screen.getByLabelText("Title of the map");
    await userEvent.clear(title);
    await userEvent.type(title, "Shop");
    await userEvent.click(screen.getByRole("button", { name: "Create the map" }));
    await waitFor(() => expect(window.location.pathname).toBe("/maps/map_new"));
    expect(asked.at(-1)?.body).toEqual({ yaml: "sojourn: 1", title: "Shop" });
  });

  it("reads the file anew with the kind that was chosen, and keeps the title", async () => {
    const asked = answering({ "GET /api/map-formats": FORMATS, "POST /api/map-files": FOUND });
    rendered(<FromFile />);
    await userEvent.upload(screen.getByTestId("files"), csv(), { applyAccept: false });
    await userEvent.type(await screen.findByLabelText("Title of the map"), "!");
    await userEvent.click(await screen.findByRole("combobox", { name: "Kind of “Mood”" }));
    await userEvent.click(await screen.findByRole("option", { name: "Thoughts", hidden: true }));
    const sent = () => asked.filter(({ path }) => path === "/api/map-files");
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]?.body).toMatchObject({ kinds: '{"Mood":"thoughts"}' });
    expect(screen.getByLabelText<HTMLInputElement>("Title of the map").value).toBe("Our shop!");
  });

  it("takes a pasted table", async () => {
    const asked = answering({ "GET /api/map-formats": FORMATS, "POST /api/map-files": FOUND });
    rendered(<FromFile />);
    await screen.findByText(/paste it here/);
    const data = { files: [], getData: (type: string) => (type === "text/plain" ? "a\tb" : "") };
    fireEvent.paste(document.body, { clipboardData: data });
    await screen.findByText("Recognised as CSV grid");
    expect(asked.some(({ path }) => path === "/api/map-files")).toBe(true);
  });
});

describe("what is on the clipboard", () => {
  const holding = (texts: Record<string, string>, files: File[] = []) =>
    fileOn({ files: files as unknown as FileList, getData: (type) => texts[type] ?? "" }, "pasted");

  it("is a file, else a table, else a text, else nothing", () => {
    expect(holding({ "text/plain": "x" }, [csv()])?.name).toBe("grid.csv");
    expect(holding({ "text/html": "<table><tr>", "text/plain": "x" })?.name).toBe("pasted.html");
    expect(holding({ "text/html": "<b>x</b>", "text/plain": "x" })?.name).toBe("pasted");
    expect(holding({ "text/plain": " \n" })).toBeNull();
  });
});
