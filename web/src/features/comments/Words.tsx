import { useTranslation } from "react-i18next";
import { piecesOf } from "./mentions";
import classes from "./Thread.module.css";

/** A comment's words: plain text, with names where people are called upon. */
export function Words({ text, names }: { text: string; names: Readonly<Record<string, string>> }) {
  const { t } = useTranslation("comments");
  let at = 0;
  return (
    <p className={classes.words}>
      {piecesOf(text, names, t("mention.unknown")).map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.person === null ? (
          <span key={key}>{piece.text}</span>
        ) : (
          <span key={key} className={classes.mention}>
            {piece.text}
          </span>
        );
      })}
    </p>
  );
}
