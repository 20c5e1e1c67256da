/** Writing in a text while others write in it. */
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { placeIn, TextInWork } from "./live-text";
import { useLiveText } from "./useLiveText";

afterEach(cleanup);

describe("a text in work", () => {
  test("gives what was written once, with what its author saw", () => {
    const work = new TextInWork("Pays", "Pays");
    expect(work.toSave()).toBeNull();
    work.text = "Pays at last ";
    expect(work.toSave()).toEqual({ text: "Pays at last", base: "Pays" });
    expect(work.toSave()).toBeNull();
  });

  test("joins what arrives with what is not saved yet", () => {
    const work = new TextInWork("Pays by card", "Pays by card");
    work.text = "Pays by card at last";
    work.arrived("Gladly pays by card", { start: 20, end: 20 });
    expect(work.text).toBe("Gladly pays by card at last");
    expect(work.toSave()).toEqual({ text: "Gladly pays by card at last", base: "Gladly pays by card" });
  });

  test("follows the map where nothing is written, and keeps the space that is being typed", () => {
    const work = new TextInWork("One", "One");
    work.arrived("Two", { start: 0, end: 0 });
    expect(work.text).toBe("Two");
    work.text = "Two ";
    work.toSave();
    work.arrived("Two", { start: 4, end: 4 });
    expect(work.text).toBe("Two ");
  });

  test("goes back to the text of before, with others' words", () => {
    const work = new TextInWork("Pays", "Pays");
    work.text = "Pays late";
    work.toSave();
    work.arrived("Gladly Pays late", { start: 0, end: 0 });
    work.revert();
    expect(work.text).toBe("Gladly Pays");
  });

  test("of two names the last one holds", () => {
    const work = new TextInWork("Sales", "Sales", { isName: true });
    work.arrived("Support", { start: 0, end: 0 });
    expect(work.text).toBe("Support");
    work.text = "Delivery";
    work.arrived("Sales", { start: 0, end: 0 });
    expect(work.text).toBe("Delivery");
  });

  test("an empty title is not saved, and leaving it brings the title back", () => {
    const work = new TextInWork("Pays", "", { required: true });
    expect(work.toSave()).toBeNull();
    work.close();
    expect(work.text).toBe("Pays");
  });

  test.each([
    ["before the change", "abc def", "abc XX def", 2, 2],
    ["behind the change", "abc def", "abc XX def", 6, 9],
    ["at the end", "abc", "Xabc", 3, 4],
    ["within what was replaced", "abcdef", "aXf", 4, 2],
  ])("the caret stays with its words: %s", (_, before, after, place, moved) => {
    expect(placeIn(before, after, place)).toBe(moved);
  });
});

function Field({ onWrite, start }: { onWrite: (text: string, base: string) => boolean; start: string }) {
  const [value, setValue] = useState(start);
  const { ref, text, onChange, leave, revert } = useLiveText<HTMLTextAreaElement>({ value, onWrite });
  return (
    <>
      <textarea ref={ref} aria-label="Text" value={text} onChange={onChange} onBlur={leave} />
      <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={revert}>
        Revert
      </button>
      <button
        type="button"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setValue(`Theirs. ${value}`)}
      >
        Arrive
      </button>
    </>
  );
}
const field = () => screen.getByLabelText<HTMLTextAreaElement>("Text");

describe("an open field", () => {
  test("shows what arrives without moving the caret from its words, and saves both", async () => {
    const onWrite = vi.fn(() => true);
    const user = userEvent.setup();
    render(<Field onWrite={onWrite} start="Pays by card" />);
    await user.click(field());
    act(() => field().setSelectionRange(4, 4));
    await user.keyboard(" late");
    await user.click(screen.getByText("Arrive"));
    expect(field().value).toBe("Theirs. Pays late by card");
    expect(field().selectionStart).toBe("Theirs. Pays late".length);
    await user.tab();
    expect(onWrite).toHaveBeenLastCalledWith("Theirs. Pays late by card", expect.any(String));
  });

  test("saves when the page goes and when the field closes", async () => {
    const onWrite = vi.fn(() => true);
    const user = userEvent.setup();
    const { unmount } = render(<Field onWrite={onWrite} start="" />);
    await user.type(field(), "One");
    window.dispatchEvent(new Event("pagehide"));
    expect(onWrite).toHaveBeenLastCalledWith("One", "");
    await user.type(field(), " two");
    unmount();
    expect(onWrite).toHaveBeenLastCalledWith("One two", "One");
  });

  test("shows what the map has when it did not take the words", async () => {
    const user = userEvent.setup();
    render(<Field onWrite={() => false} start="Pays" />);
    await user.type(field(), " late");
    await user.tab();
    expect(field().value).toBe("Pays");
  });

  test("is left alone while characters are composed", async () => {
    const user = userEvent.setup();
    render(<Field onWrite={vi.fn(() => true)} start="Pays" />);
    act(() => void field().dispatchEvent(new Event("compositionstart")));
    await user.click(screen.getByText("Arrive"));
    expect(field().value).toBe("Pays");
    act(() => void field().dispatchEvent(new Event("compositionend")));
    expect(field().value).toBe("Theirs. Pays");
  });
});
