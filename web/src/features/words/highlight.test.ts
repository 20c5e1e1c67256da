import { describe, expect, it } from "vitest";
import { pieces, searched } from "./highlight";

const marked = (text: string, query: string) =>
  pieces(text, query)
    .filter((piece) => piece.marked)
    .map((piece) => piece.text);

describe("marking what was searched", () => {
  it("takes phrases whole and single words apart", () => {
    expect(searched('late "two hours" x')).toEqual(["late", "two hours"]);
  });
  it("marks whole words that begin with what was searched", () => {
    expect(marked("Delivery late, and the delivered parcel", "deliv")).toEqual(["Delivery", "delivered"]);
  });
  it("does not mind capitals and accents", () => {
    expect(marked("Très déçu", "decu")).toEqual(["déçu"]);
  });
  it("keeps every letter of the text", () => {
    const text = "I waited two hours. (Two!) hours";
    expect(
      pieces(text, 'wait "two hours"')
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
  it("takes signs as they are", () => {
    expect(marked("a+b (sic)", "(sic")).toEqual(["(sic"]);
    expect(marked("nothing", "")).toEqual([]);
  });
});
