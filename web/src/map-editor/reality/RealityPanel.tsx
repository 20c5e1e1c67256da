import { Button, Loader } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { ProblemError } from "@/api";
import { useMapDocument } from "@/live";
import { count, percent } from "@/ui/numbers";
import { ProblemNote } from "@/ui/ProblemNote";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import side from "../parts/SidePanel.module.css";
import { addMissing, readable } from "./add-missing";
import classes from "./Reality.module.css";
import { type MapReplay, useReality } from "./reality";
import { feltInWords } from "./words";

/** The map against reality, in words: how much it explains, what nobody does, what is missing. */
export function RealityPanel() {
  const { t } = useEditor();
  const { told, pending, job, error } = useReality();
  return (
    <div className={side.about}>
      <h2 className={side.title}>{t("panel.reality")}</h2>
      {(pending || job !== null) && (
        <p className={classes.words} role="status">
          <Loader size="xs" /> {t("reality.walking")}
        </p>
      )}
      {error !== null && (
        <ProblemNote
          title={error instanceof ProblemError ? error.title : t("reality.failed")}
          detail={error instanceof ProblemError ? error.detail : String(error)}
        />
      )}
      {told !== null && <Findings told={told} />}
    </div>
  );
}

function Findings({ told }: { told: MapReplay }) {
  const { t } = useEditor();
  const { journeys } = told;
  const share = (part: number) => percent(part / Math.max(1, journeys.customers));
  return (
    <>
      <p className={classes.headline}>
        {journeys.off_order > 0 ? t("reality.off", { share: share(journeys.off_order) }) : t("reality.allOn")}
      </p>
      <p className={classes.words}>
        {t("reality.sum", {
          explained: percent(journeys.explained_share),
          low: percent(journeys.explained_low),
          high: percent(journeys.explained_high),
          off: share(journeys.off_order),
          never: share(journeys.off_map),
          customers: count(journeys.customers),
          events: percent(journeys.events_share),
        })}
      </p>
      {told.numbers_are_stale && <p className={classes.stale}>{t("reality.stale")}</p>}
      <Nobody told={told} />
      <Missing told={told} />
      <Ways told={told} />
      <Personas told={told} />
    </>
  );
}

function Nobody({ told }: { told: MapReplay }) {
  const { t, session } = useEditor();
  const { steps } = useMapDocument();
  if (told.nobody.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t("reality.nobody")}</h3>
      <ul className={classes.list}>
        {told.nobody.map((id) => (
          <li key={id}>
            <button
              type="button"
              className={classes.goto}
              onClick={() => session.select(targetOf("step", id), { focus: true })}
            >
              {steps[id]?.title ?? id}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Missing({ told }: { told: MapReplay }) {
  const editor = useEditor();
  const { t, readOnly } = editor;
  const { steps } = useMapDocument();
  if (told.journeys.missing.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t("reality.missingTitle")}</h3>
      <ul className={classes.list}>
        {told.journeys.missing.map(({ event, share, customers, after, before }) => (
          <li key={event} className={classes.entry}>
            <div>
              <strong>{readable(event)}</strong>
              <small>
                {t("reality.lies", {
                  customers: count(customers),
                  share: percent(share),
                  after: steps[after]?.title ?? t("reality.start"),
                  before: steps[before]?.title ?? t("reality.end"),
                })}
              </small>
            </div>
            {!readOnly && (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                aria-label={`${t("reality.add")}: ${readable(event)}`}
                onClick={() => addMissing(editor, event, after)}
              >
                {t("reality.add")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ways({ told }: { told: MapReplay }) {
  const { t } = useEditor();
  const { steps } = useMapDocument();
  if (told.journeys.ways.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t("reality.ways")}</h3>
      <ol className={classes.list}>
        {told.journeys.ways.slice(0, 10).map((way) => (
          <li key={way.steps.join()} className={classes.entry}>
            <span>
              {way.is_cut && "… → "}
              {way.steps.map((id) => steps[id]?.title ?? id).join(" → ")}
            </span>
            <small>
              {t("reality.walkers", { customers: count(way.customers), share: percent(way.share) })}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Personas({ told }: { told: MapReplay }) {
  const { t } = useEditor();
  const { personas, steps } = useMapDocument();
  if (told.personas.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t("reality.personas")}</h3>
      {told.personas.map(({ persona, customers, steps: felt, problem }) => (
        <details key={persona} className={classes.persona}>
          <summary>
            {t("reality.persona", { name: personas[persona]?.name ?? persona, customers: count(customers) })}
          </summary>
          {problem !== "" && <p className={classes.words}>{problem}</p>}
          <ul className={classes.list}>
            {felt
              .filter(({ score }) => score !== null)
              .map((one) => (
                <li key={one.step}>
                  {steps[one.step]?.title}: {feltInWords(one, t)}
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
