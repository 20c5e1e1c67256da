import { useEditor } from "../context";
import inspector from "../inspector/Inspector.module.css";
import { useReality } from "./reality";
import { realityInWords } from "./words";

/** In the details of a step: what really happens there, in sentences. */
export function StepReality({ step }: { step: string }) {
  const { t } = useEditor();
  const { view, byStep } = useReality();
  const facts = byStep.get(step);
  const words = view === "think" || facts === undefined ? [] : realityInWords(facts, t);
  if (words.length === 0) return null;
  return (
    <section className={inspector.section}>
      <h3>{t("reality.here")}</h3>
      {words.map((sentence) => (
        <p key={sentence} className={inspector.words}>
          {sentence}
        </p>
      ))}
    </section>
  );
}
