import { useTranslation } from "react-i18next";
import { Avatar } from "./Avatar";
import classes from "./Composer.module.css";
import type { Person } from "./mentions";

export interface MentionListProps {
  id: string;
  people: readonly Person[];
  chosen: number;
  onTake: (person: Person) => void;
}

/** The people who fit what is typed after an @. The cursor stays in the text. */
export function MentionList({ id, people, chosen, onTake }: MentionListProps) {
  const { t } = useTranslation("comments");
  return (
    <>
      <span className="sj-visually-hidden" role="status">
        {people.length > 0 && t("mention.offered", { count: people.length })}
      </span>
      {people.length > 0 && (
        <div id={id} role="listbox" aria-label={t("mention.label")} className={classes.list}>
          {people.map((person, index) => (
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classes.option}
              onMouseDown={(event) => {
                event.preventDefault();
                onTake(person);
              }}
            >
              <Avatar name={person.name} />
              {person.name}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
