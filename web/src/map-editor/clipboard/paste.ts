/** The one edit that puts a block onto the map. */
import {
  type Card,
  type Change,
  type Fields,
  type Importance,
  type Json,
  keysBetween,
  LANES_WITHOUT_CARDS,
  type LaneKind,
  type MapDocument,
  newId,
} from "@/map-model";
import { CARD_FIELDS } from "../layout/edits";
import { cardsAt, type Grid } from "../layout/grid";
import { LABELS, LANES, positionOf, STEPS } from "../layout/navigate";
import { cellOf, kindOf, type Target, targetOf } from "../layout/target";
import { type Block, carried, type LaneHead, type Piece } from "./block";
import { cardsFrom, importanceFrom, type Misfit, MisfitError, type Scale, scaleOf } from "./values";

/** What is new where a block is larger than the map: how many, and how they are named. */
export interface Growth {
  readonly steps: number;
  readonly lanes: number;
}
export interface PasteNames {
  readonly step: string;
  readonly lane: string;
  /** The words by which the editor shows importance. */
  readonly importance: Readonly<Record<string, Importance>>;
}
export interface Pasted {
  readonly changes: readonly Change[];
  /** Every place that was written. */
  readonly written: readonly Target[];
  readonly misfits: ReadonlyMap<Misfit, number>;
  /** Cards whose place was taken. */
  readonly replaced: number;
  readonly scale: Scale | null;
}

const LONGEST_TITLE = 300;

/** Where a block meets the map, once its heads are set apart. */
interface Placed {
  readonly rows: readonly (readonly (Piece | null)[])[];
  readonly lanesOfRows: readonly (LaneHead | null)[];
  readonly stepTitles: readonly (Piece | null)[] | null;
  readonly laneTitles: readonly (Piece | null)[] | null;
  /** Index of the first lane and of the first step among those that are not folded away. */
  readonly lane: number;
  readonly step: number;
}

const stepsOf = (grid: Grid) => grid.columns.flatMap(({ step }) => step ?? []);

function placed(map: MapDocument, grid: Grid, block: Block, at: Target): Placed | null {
  const position = positionOf(map, grid, at);
  if (position === null || kindOf(at) === "stage") return null;
  // Names go to names only: elsewhere, a block's own heads stay behind.
  const onSteps = position.row === STEPS;
  const onLabels = position.column === LABELS;
  const isOurs = block.map !== "";
  const cutRow = block.headRow && !onSteps ? 1 : 0;
  const cutColumn = block.headColumn && !onLabels ? 1 : 0;
  const rows = block.rows.slice(cutRow).map((row) => row.slice(cutColumn));
  const takesRow = onSteps && (block.headRow || !isOurs);
  const takesColumn = onLabels && (block.headColumn || !isOurs);
  const body = (takesRow ? rows.slice(1) : rows).map((row) => (takesColumn ? row.slice(1) : row));
  const step = grid.columns
    .slice(0, Math.max(0, position.column))
    .filter((column) => column.step !== null).length;
  return {
    rows: body,
    lanesOfRows: block.lanes.slice(cutRow + (takesRow ? 1 : 0)),
    stepTitles: takesRow ? (rows[0] ?? []).slice(takesColumn ? 1 : 0) : null,
    laneTitles: takesColumn ? rows.slice(takesRow ? 1 : 0).map((row) => row[0] ?? null) : null,
    lane: Math.max(0, position.row - LANES),
    step,
  };
}

const widthOf = ({ rows, stepTitles }: Placed): number =>
  Math.max(stepTitles?.length ?? 0, ...rows.map((row) => row.length), 0);

/** What the map lacks for the whole block to fit; `null` where it cannot be put at all. */
export function growthFor(map: MapDocument, grid: Grid, block: Block, at: Target): Growth | null {
  const found = block.as === "cards" ? null : placed(map, grid, block, at);
  if (block.as === "cards") return { steps: 0, lanes: 0 };
  if (found === null) return null;
  return {
    steps: Math.max(0, found.step + widthOf(found) - stepsOf(grid).length),
    lanes: Math.max(0, found.lane + found.rows.length - grid.lanes.length),
  };
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Collects the changes of one paste. */
class Paste {
  readonly changes: Change[] = [];
  readonly written: Target[] = [];
  readonly misfits = new Map<Misfit, number>();
  replaced = 0;
  scale: Scale | null = null;

  constructor(
    private readonly map: MapDocument,
    private readonly grid: Grid,
    private readonly block: Block,
    private readonly names: PasteNames,
  ) {}

  misfit(misfit: Misfit): void {
    this.misfits.set(misfit, (this.misfits.get(misfit) ?? 0) + 1);
  }

  /** Runs something that may not fit; what does not is counted, and its place stays as it was. */
  private trying(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof MisfitError)) throw error;
      this.misfit(error.misfit);
    }
  }

  title(table: "steps" | "lanes", id: string, before: string, piece: Piece | null | undefined): void {
    const title = piece?.text.replaceAll("\n", " ").trim() ?? "";
    if (title === "" || title === before) return;
    if ([...title].length > LONGEST_TITLE) this.misfit("tooLong");
    else {
      this.changes.push({ do: "set", table, record_id: id, fields: { title } });
      this.written.push(targetOf(table === "steps" ? "step" : "lane", id));
    }
  }

  add(table: "steps" | "lanes", record: Fields): void {
    this.changes.push({ do: "add", table, record });
  }

  cell(lane: { id: string; kind: LaneKind }, step: string, piece: Piece | null, scale: Scale | null): void {
    if (piece === null) return;
    this.trying(() => {
      if (lane.kind === "importance") this.importance(step, piece);
      else if (lane.kind === "numbers" && piece.text.trim() === "") return;
      else this.cards(lane, step, cardsFrom(lane.kind, piece, scale));
      this.written.push(cellOf(lane.id, step));
      if (lane.kind === "emotion" && piece.cards === null && piece.text !== "") this.scale = scale;
    });
  }

  private importance(step: string, piece: Piece): void {
    const importance = importanceFrom(piece.text, this.names.importance);
    if ((this.map.steps[step]?.importance ?? null) !== importance)
      this.changes.push({ do: "set", table: "steps", record_id: step, fields: { importance } });
  }

  /** Fields that mean something on this map: personas by their ids, pictures by theirs. */
  private here(fields: Fields): Fields {
    const { persona = null, ...others } = fields;
    const isKnown = typeof persona === "string" && this.map.personas[persona] !== undefined;
    const known: Record<string, Json> = { ...others };
    if ("persona" in fields) known.persona = isKnown ? persona : null;
    if (this.block.map !== this.map.map.id && typeof known.image === "string" && known.image !== "") {
      known.image = "";
      this.misfit("picture");
    }
    return known;
  }

  /** Makes a cell hold the wanted cards: those that stand there are changed, so that they stay who they are. */
  private cards(lane: { id: string; kind: LaneKind }, step: string, wanted: readonly Fields[]): void {
    const standing = cardsAt(this.grid, lane.id, step);
    for (const [index, fields] of wanted.entries()) {
      const card = standing[index];
      if (card !== undefined) this.rewrite(card, this.here(fields));
    }
    for (const card of standing.slice(wanted.length)) this.changes.push(removed(card));
    if (standing.length > 0) this.replaced += standing.length;
    this.append(lane, step, wanted.slice(standing.length), standing.at(-1)?.order ?? null);
  }

  private rewrite(card: Card, wanted: Fields): void {
    const before = carried(card);
    const fields = Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) => !same(before[name], value)),
    );
    if (Object.keys(fields).length > 0)
      this.changes.push({ do: "set", table: "cards", record_id: card.id, fields });
  }

  append(
    lane: { id: string; kind: LaneKind },
    step: string,
    wanted: readonly Fields[],
    after: string | null,
  ): Target[] {
    const orders = keysBetween(after, null, wanted.length);
    return wanted.map((fields, index) => {
      const id = newId("crd");
      const place = { id, lane: lane.id, step, order: orders[index] ?? "a0" };
      this.changes.push({
        do: "add",
        table: "cards",
        record: { ...CARD_FIELDS[lane.kind], ...this.here(fields), ...place },
      });
      return targetOf("card", id);
    });
  }
}

const removed = ({ id }: { id: string }): Change => ({ do: "remove", table: "cards", record_id: id });

interface NewRecord {
  readonly id: string;
  readonly record: Fields;
}

function newSteps(grid: Grid, count: number, titles: readonly string[]): NewRecord[] {
  const stage = [...grid.spans].reverse().find(({ folded }) => !folded);
  if (stage === undefined || count === 0) return [];
  const orders = keysBetween(stage.steps.at(-1)?.order ?? null, null, count);
  return orders.map((order, index) => {
    const id = newId("stp");
    return {
      id,
      record: { id, stage: stage.stage.id, order, title: (titles[index] ?? "").slice(0, LONGEST_TITLE) },
    };
  });
}

function newLanes(grid: Grid, heads: readonly LaneHead[]): (NewRecord & { kind: LaneKind })[] {
  const orders = keysBetween(grid.lanes.at(-1)?.order ?? null, null, heads.length);
  return heads.map(({ kind, title }, index) => {
    const id = newId("lan");
    return {
      id,
      kind,
      record: { id, order: orders[index] ?? "a0", kind, title: title.slice(0, LONGEST_TITLE) },
    };
  });
}

function pasteCards(paste: Paste, map: MapDocument, grid: Grid, block: Block, at: Target): Target[] {
  const position = positionOf(map, grid, at);
  const lane = grid.lanes[(position?.row ?? -1) - LANES];
  const step = grid.columns[position?.column ?? -1]?.step;
  if (lane === undefined || step === undefined || step === null) return [];
  const pieces = block.rows.flat();
  const scale = lane.kind === "emotion" ? scaleOf(pieces) : null;
  if (LANES_WITHOUT_CARDS.has(lane.kind)) {
    paste.cell(lane, step.id, pieces[0] ?? null, scale);
    return [];
  }
  const wanted = pieces.flatMap((piece) => {
    try {
      return piece === null ? [] : cardsFrom(lane.kind, piece, scale);
    } catch (error) {
      if (!(error instanceof MisfitError)) throw error;
      paste.misfit(error.misfit);
      return [];
    }
  });
  return paste.append(lane, step.id, wanted, cardsAt(grid, lane.id, step.id).at(-1)?.order ?? null);
}

/**
 * Plans a paste at a thing: cells replace what they meet from there on to the right and down, cards are put beside it.
 *
 * @param grow Whether steps and lanes are added where the block is larger than the map.
 */
export function planPaste(
  map: MapDocument,
  grid: Grid,
  block: Block,
  { at, grow, names }: { at: Target; grow: boolean; names: PasteNames },
): Pasted {
  const paste = new Paste(map, grid, block, names);
  if (block.as === "cards") paste.written.push(...pasteCards(paste, map, grid, block, at));
  const found = block.as === "cards" ? null : placed(map, grid, block, at);
  if (found !== null)
    pasteCells(paste, grid, found, { grow, names, growth: growthFor(map, grid, block, at) });
  const { changes, written, misfits, replaced, scale } = paste;
  return { changes, written, misfits, replaced, scale };
}

function pasteCells(
  paste: Paste,
  grid: Grid,
  found: Placed,
  { grow, names, growth }: { grow: boolean; names: PasteNames; growth: Growth | null },
): void {
  const titleAt = (pieces: readonly (Piece | null)[] | null, index: number): string =>
    pieces?.[index]?.text.replaceAll("\n", " ").trim() ?? "";
  const standing = stepsOf(grid).slice(found.step);
  const count = grow ? (growth?.steps ?? 0) : 0;
  const titles = Array.from(
    { length: count },
    (_, index) => titleAt(found.stepTitles, standing.length + index) || names.step,
  );
  const addedSteps = newSteps(grid, count, titles);
  const lanes = grid.lanes.slice(found.lane);
  const heads = Array.from({ length: grow ? (growth?.lanes ?? 0) : 0 }, (_, index): LaneHead => {
    const head = found.lanesOfRows[lanes.length + index];
    const title = titleAt(found.laneTitles, lanes.length + index) || head?.title || names.lane;
    return { kind: head?.kind ?? "custom", title };
  });
  const addedLanes = newLanes(grid, heads);
  for (const { record } of addedSteps) paste.add("steps", record);
  for (const { record } of addedLanes) paste.add("lanes", record);
  for (const [index, step] of standing.entries())
    paste.title("steps", step.id, step.title, found.stepTitles?.[index]);
  for (const [index, lane] of lanes.entries())
    paste.title("lanes", lane.id, lane.title, found.laneTitles?.[index]);
  const columns = [...standing.map(({ id }) => id), ...addedSteps.map(({ id }) => id)];
  for (const [index, lane] of [...lanes, ...addedLanes].entries()) {
    const row = found.rows[index];
    if (row === undefined) return;
    const scale = lane.kind === "emotion" ? scaleOf(row) : null;
    for (const [at, step] of columns.entries()) paste.cell(lane, step, row[at] ?? null, scale);
  }
}
