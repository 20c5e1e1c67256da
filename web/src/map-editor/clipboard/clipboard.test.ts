import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, cardsIn, documentFrom, type Fields, type MapDocument } from "@/map-model";
import { gridOf } from "../layout/grid";
import { everything, targetsIn } from "../layout/region";
import type { Target } from "../layout/target";
import { type Block, blockFrom, carried } from "./block";
import { copied } from "./copy";
import { beyondSource, filled } from "./fill";
import { growthFor, type PasteNames, planPaste } from "./paste";
import { blockOn, fieldsOf, fromHtml, fromText } from "./read";
import { importanceFrom, scaleOf } from "./values";
import { toHtml, toTsv } from "./write";

const NAMES: PasteNames = { step: "New step", lane: "New lane", importance: { wichtig: "high" } };

const MAP = documentFrom({
  map: { id: "map_x" },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "A" } },
  steps: {
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "One" },
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "Two", importance: "low" },
    stp_3: { id: "stp_3", stage: "stg_a", order: "a2", title: "Three" },
  },
  lanes: {
    lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Do" },
    lan_feel: { id: "lan_feel", order: "a1", kind: "emotion", title: "Feel" },
    lan_top: { id: "lan_top", order: "a2", kind: "importance", title: "Weight" },
    lan_nr: { id: "lan_nr", order: "a3", kind: "numbers", title: "Numbers" },
    lan_stop: { id: "lan_stop", order: "a4", kind: "barriers", title: "Barriers" },
  },
  cards: {
    crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "Opens" },
    crd_b: { id: "crd_b", lane: "lan_do", step: "stp_1", order: "a1", text: "Reads" },
    crd_c: { id: "crd_c", lane: "lan_feel", step: "stp_1", order: "a0", emotion: 0.75, text: "glad" },
    crd_d: {
      id: "crd_d",
      lane: "lan_stop",
      step: "stp_1",
      order: "a0",
      text: "Too dear",
      recommendation: "Sell smaller tins",
      importance: "high",
    },
  },
});
const grid = (map: MapDocument) => gridOf(map);
const block = (targets: readonly Target[], map = MAP): Block => {
  const found = copied(map, grid(map), targets);
  if (found === null) throw new Error("These can be copied.");
  return found;
};
const on = (html: string, text = ""): Block => {
  const found = blockOn({ html, text });
  if (found === null) throw new Error("There is something to read.");
  return found;
};
function paste(what: Block, at: Target, { map = MAP, grow = false } = {}) {
  const plan = planPaste(map, grid(map), what, { at, grow, names: NAMES });
  const edit = { do: "batch", operations: plan.changes } as const;
  const { document, inverse } = apply(map, edit);
  return { plan, document, undone: apply(document, inverse).document };
}
const texts = (map: MapDocument, lane: string, step: string) =>
  cardsIn(map, lane, step).map(({ text }) => text);
const shown = ({ rows }: Block) => rows.map((row) => row.map((piece) => piece?.text ?? null));

describe("what other programs write", () => {
  test("Excel: styles, indented line ends, and breaks of the same cell", () => {
    const html = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=ProgId content=Excel.Sheet><style><!--td {mso-style-parent:style0;} --></style></head>
<body><!--StartFragment--><table border=0 cellpadding=0><col width=87>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl65 style='mso-ignore:colspan'>Opens the
  letter</td>
  <td class=xl66 width=64>first<br style='mso-data-placement:same-cell;'>
    second</td>
 </tr>
 <tr><td x:num="0.5" align=right>0,5</td><td>&nbsp;</td></tr>
<!--EndFragment--></table></body></html>`;
    const read = on(html);
    expect(shown(read)).toEqual([
      ["Opens the letter", "first\nsecond"],
      ["0,5", ""],
    ]);
    expect(read.rows[1]?.[0]?.number).toBe(0.5);
    expect(read.as).toBe("cells");
  });

  test("Google Sheets: its own wrapper, and values beside what is shown", () => {
    const html = `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #ccc;}br {mso-data-placement:same-cell;}--></style>
<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" border="1"><colgroup><col width="100"/></colgroup><tbody>
<tr style="height:21px;"><td style="overflow:hidden;" data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;Asks&quot;}">Asks</td><td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:-1.5}">-1,5</td></tr>
<tr><td>one<br/>two</td><td></td></tr></tbody></table>`;
    const read = on(html, "ignored\ttext");
    expect(shown(read)).toEqual([
      ["Asks", "-1,5"],
      ["one\ntwo", ""],
    ]);
    expect(read.rows[0]?.[1]?.number).toBe(-1.5);
  });

  test("LibreOffice: numbers in sdval, merged cells", () => {
    const html = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4"/></head><body><table cellspacing="0" border="0">
<colgroup width="85"></colgroup><tr><td height="17" align="right" sdval="1.25" sdnum="1031;">1,25</td><td colspan=2><font face="Liberation Sans">wide</font></td></tr>
<tr><td rowspan=2>tall</td><td>x</td><td>y</td></tr><tr><td>z</td><td>w</td></tr></table></body></html>`;
    const read = on(html);
    expect(shown(read)).toEqual([
      ["1,25", "wide", ""],
      ["tall", "x", "y"],
      ["", "z", "w"],
    ]);
    expect(read.rows[0]?.[0]?.number).toBe(1.25);
  });

  test("text with tabs: quotes hold tabs, breaks and doubled quotes; a quote inside a word is a sign", () => {
    expect(fieldsOf('a\t"b\nc"\t"say ""hi"""\n5" disk\t"x')).toEqual([
      ["a", "b\nc", 'say "hi"'],
      ['5" disk', '"x'],
    ]);
    expect(shown(on("", 'a\tb\r\nc\t"d\r\ne"\r\n'))).toEqual([
      ["a", "b"],
      ["c", "d\ne"],
    ]);
  });

  test("lines without tabs are cards for one cell", () => {
    const read = on("", "one\ntwo\n\nthree\n");
    expect(read.as).toBe("cards");
    expect(texts(paste(read, "cell:lan_do/stp_2").document, "lan_do", "stp_2")).toEqual([
      "one",
      "two",
      "three",
    ]);
    expect(fromText(" \n")).toBeNull();
  });

  test("hostile HTML gives its text and nothing else", () => {
    const html = `<table><tr><td><img src=x onerror="window.hit=1">a<script>window.hit=2</script></td>
      <td><svg onload="window.hit=3"></svg><style>b{}</style><b onclick="x()">b</b></td></tr></table>`;
    expect(shown(on(html))).toEqual([["a", "b"]]);
    expect((window as { hit?: number }).hit).toBeUndefined();
  });

  test("a forged block of ours keeps only what a card may hold", () => {
    const forged = {
      rows: [
        [
          {
            text: "x",
            cards: [{ text: "ok", emotion: 9, __proto__: 1, id: "crd_a", lane: "lan_x", bad: 1 }],
          },
        ],
      ],
      as: "cards",
    };
    expect(blockFrom(JSON.stringify(forged))?.rows[0]?.[0]?.cards).toEqual([{ text: "ok" }]);
    for (const json of ["{", "[]", '{"rows":[]}', '{"rows":[1]}', "null"]) expect(blockFrom(json)).toBeNull();
  });
});

describe("what others read", () => {
  test("cells as text: cards as lines, feelings as shown, importance as a word", () => {
    const all = block(targetsIn(grid(MAP), everything(grid(MAP))));
    expect(shown(all).map((row) => row.slice(0, 3))).toEqual([
      ["", "One", "Two"],
      ["Do", "Opens\nReads", ""],
      ["Feel", "+1.5 glad", ""],
      ["Weight", "", "low"],
      ["Numbers", "", ""],
      ["Barriers", "Too dear", ""],
    ]);
    expect(toTsv(all).split("\n")[0]).toBe("\tOne\tTwo\tThree");
    expect(toTsv(all)).toContain('Do\t"Opens');
  });

  test("no text becomes a formula, and comes back as it was", () => {
    const bad = apply(MAP, {
      do: "set",
      table: "cards",
      record_id: "crd_d",
      fields: { text: '=HYPERLINK("http://x")' },
    }).document;
    const cell = block(["cell:lan_stop/stp_1"], bad);
    expect(toTsv(cell)).toBe(`"'=HYPERLINK(""http://x"")"`);
    expect(toHtml(cell)).toContain("<td style=\"mso-number-format:'\\@'\">'=HYPERLINK(");
    expect(on("", toTsv({ ...cell, rows: [[...(cell.rows[0] ?? []), null]] })).rows[0]?.[0]?.text).toBe(
      '=HYPERLINK("http://x")',
    );
    expect(toTsv(block(["cell:lan_feel/stp_1", "cell:lan_feel/stp_2"]))).toBe("'+1.5 glad\t");
  });

  test("our own HTML is a table for others and the block for us", () => {
    const cells = block(["cell:lan_stop/stp_1"]);
    expect(fromHtml(toHtml(cells))).toEqual(cells);
    expect(toHtml(cells)).toContain(">Too dear</td>");
  });
});

describe("pasting", () => {
  test("whole cells come with every field, and undo restores the map exactly", () => {
    const { document, undone } = paste(block(["cell:lan_stop/stp_1"]), "cell:lan_stop/stp_3");
    const [card] = cardsIn(document, "lan_stop", "stp_3");
    expect(card && carried(card)).toEqual(carried(MAP.cards.crd_d ?? {}));
    expect(undone).toEqual(MAP);
  });

  test("text from a spreadsheet keeps the cards that stand there, with all that text cannot say", () => {
    const { document, plan } = paste(on("<table><tr><td>Too cheap</td></tr></table>"), "card:crd_d");
    expect(document.cards.crd_d).toMatchObject({ text: "Too cheap", recommendation: "Sell smaller tins" });
    expect(plan.replaced).toBe(1);
  });

  test("cards are put beside what is there, cells take its place", () => {
    const cards = block(["card:crd_d"]);
    expect(texts(paste(cards, "cell:lan_do/stp_1").document, "lan_do", "stp_1")).toEqual([
      "Opens",
      "Reads",
      "Too dear",
    ]);
    const cells = block(["cell:lan_stop/stp_1"]);
    expect(texts(paste(cells, "cell:lan_do/stp_1").document, "lan_do", "stp_1")).toEqual(["Too dear"]);
  });

  test("holes leave what they meet; empty cells empty it", () => {
    const holes = block(["cell:lan_do/stp_2", "cell:lan_stop/stp_3"]);
    expect(holes.rows[0]?.[1]).toBeNull();
    const { document } = paste(block(["cell:lan_do/stp_2"]), "cell:lan_do/stp_1");
    expect(texts(document, "lan_do", "stp_1")).toEqual([]);
  });

  test("feelings are numbers on the scale that the row fits", () => {
    const row = (...values: string[]) => on(`<table><tr><td>${values.join("</td><td>")}</td></tr></table>`);
    const emotions = (what: Block) =>
      ["stp_1", "stp_2", "stp_3"].map(
        (step) => cardsIn(paste(what, "cell:lan_feel/stp_1").document, "lan_feel", step)[0]?.emotion,
      );
    expect(emotions(row("-2", "0,5", "+1"))).toEqual([-1, 0.25, 0.5]);
    expect(emotions(row("1", "3", "5"))).toEqual([-1, 0, 1]);
    expect(emotions(row("1", "10", "5.5"))).toEqual([-1, 1, 0]);
    expect(scaleOf([{ text: "11", number: null, cards: null }])).toBeNull();
  });

  test("what does not fit is counted, and its place stays as it was", () => {
    const column = on(
      "<table><tr><td>x</td></tr><tr><td>happy</td></tr><tr><td>very</td></tr><tr><td>12</td></tr></table>",
    );
    const { document, plan } = paste(column, "cell:lan_do/stp_1");
    expect(Object.fromEntries(plan.misfits)).toEqual({ feeling: 1, importance: 1, numbers: 1 });
    expect(document.cards.crd_c).toEqual(MAP.cards.crd_c);
  });

  test("importance is read in English and as it is shown", () => {
    expect(["High", " m ", "1", "wichtig", ""].map((word) => importanceFrom(word, NAMES.importance))).toEqual(
      ["high", "medium", "low", "high", null],
    );
    const { document } = paste(on("<table><tr><td>high</td><td></td></tr></table>"), "cell:lan_top/stp_1");
    expect([document.steps.stp_1?.importance, document.steps.stp_2?.importance]).toEqual(["high", null]);
  });

  test("a larger table says what it would add, and adds it as one edit", () => {
    const wide = on("", "a\tb\tc\nd\te\tf");
    expect(growthFor(MAP, grid(MAP), wide, "cell:lan_stop/stp_2")).toEqual({ steps: 1, lanes: 1 });
    const grown = paste(wide, "cell:lan_stop/stp_2", { grow: true });
    expect(Object.keys(grown.document.steps).length).toBe(4);
    expect(Object.values(grown.document.lanes).find(({ title }) => title === "New lane")?.kind).toBe(
      "custom",
    );
    expect(Object.keys(grown.document.cards).length).toBe(4 + 6);
    expect(grown.undone).toEqual(MAP);
    const kept = paste(wide, "cell:lan_stop/stp_2");
    expect(Object.keys(kept.document.steps).length).toBe(3);
  });

  test("names go to names: a table on a step begins with titles", () => {
    const { document } = paste(on("", "Eins\tZwei\nx\ty"), "step:stp_1");
    expect([document.steps.stp_1?.title, document.steps.stp_2?.title]).toEqual(["Eins", "Zwei"]);
    expect(texts(document, "lan_do", "stp_2")).toEqual(["y"]);
  });

  test("personas and pictures of another map stay behind", () => {
    const foreign: Block = {
      ...block(["card:crd_d"]),
      map: "map_other",
      rows: [[{ text: "x", number: null, cards: [{ text: "x", persona: "per_z", image: "img_1" }] }]],
    };
    const { document, plan } = paste(foreign, "cell:lan_do/stp_2");
    expect(cardsIn(document, "lan_do", "stp_2")[0]).toMatchObject({ text: "x", persona: null, image: "" });
    expect(plan.misfits.get("picture")).toBe(1);
  });

  test("five thousand cells are one edit that can be taken back", () => {
    const stage = { stg_a: { id: "stg_a", order: "a0", title: "A" } };
    const keys = Array.from({ length: 100 }, (_, index) => `b${String(index).padStart(2, "0")}V`);
    const rows = <Value>(count: number, make: (index: number) => Value) =>
      Array.from({ length: count }, (_, index) => make(index));
    const big = documentFrom({
      map: { id: "map_big" },
      stages: stage,
      steps: Object.fromEntries(
        rows(100, (at) => [
          `stp_${at}`,
          { id: `stp_${at}`, stage: "stg_a", order: keys[at] ?? "", title: "s" },
        ]),
      ),
      lanes: Object.fromEntries(
        rows(50, (at) => [
          `lan_${at}`,
          { id: `lan_${at}`, order: keys[at] ?? "", kind: "custom", title: "l" },
        ]),
      ),
    });
    const tsv = rows(50, (lane) => rows(100, (step) => `text ${lane} ${step}`).join("\t")).join("\n");
    const { plan, document, undone } = paste(on("", tsv), "cell:lan_0/stp_0", { map: big });
    expect(plan.changes.length).toBe(5000);
    expect(Object.keys(document.cards).length).toBe(5000);
    expect(undone).toEqual(big);
  });
});

describe("filling", () => {
  const at = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column });
  test("repeats cells to the right, with every field; into a curve only feelings go", () => {
    const plan = filled(MAP, grid(MAP), { source: at(6, 0), whole: { ...at(6, 0), right: 2 } }, NAMES);
    const { document } = apply(MAP, { do: "batch", operations: plan?.changes ?? [] });
    for (const step of ["stp_2", "stp_3"])
      expect(cardsIn(document, "lan_stop", step)[0]).toMatchObject({ recommendation: "Sell smaller tins" });
    const down = filled(MAP, grid(MAP), { source: at(2, 0), whole: { ...at(2, 0), bottom: 3 } }, NAMES);
    expect([down?.changes.length, down?.misfits.get("feeling")]).toEqual([0, 1]);
  });
  test("the pattern of several cells goes on, upwards too", () => {
    expect(beyondSource(at(4, 1), { ...at(4, 1), top: 2 })).toEqual({ top: 2, bottom: 3, left: 1, right: 1 });
    const source = { ...at(2, 0), right: 1 };
    const plan = filled(MAP, grid(MAP), { source, whole: { ...source, right: 2 } }, NAMES);
    const { document } = apply(MAP, { do: "batch", operations: plan?.changes ?? [] });
    expect(texts(document, "lan_do", "stp_3")).toEqual(["Opens", "Reads"]);
  });
});

describe("laws", () => {
  const words = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, " "));
  const fields: fc.Arbitrary<Fields> = fc.record({
    text: words,
    recommendation: words,
    channel: words,
    unnecessary: fc.boolean(),
    importance: fc.option(fc.constantFrom("low", "medium", "high")),
  });

  test("copied and pasted elsewhere, cards have the same fields; undo restores exactly", () => {
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 4 }), (cards) => {
        const map = documentFrom({
          ...(MAP as unknown as Record<string, Fields>),
          cards: Object.fromEntries(
            cards.map((one, index) => [
              `crd_${index}`,
              { ...one, id: `crd_${index}`, lane: "lan_do", step: "stp_1", order: `a${index}` },
            ]),
          ),
        });
        const read = on(toHtml(block(["cell:lan_do/stp_1"], map)));
        const { document, undone } = paste(read, "cell:lan_stop/stp_2", { map });
        expect(cardsIn(document, "lan_stop", "stp_2").map(carried)).toEqual(
          cardsIn(map, "lan_do", "stp_1").map(carried),
        );
        expect(undone).toEqual(map);
      }),
      { numRuns: 60 },
    );
  });

  test("any table of texts comes back out of tab-separated text as it went in", () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/[^\n\t" -~äß]/g, "x").trim());
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const quoted = rows.map((row) =>
          row.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)),
        );
        expect(fieldsOf(quoted.map((row) => row.join("\t")).join("\n"))).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});
