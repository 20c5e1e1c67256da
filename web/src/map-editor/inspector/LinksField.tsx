import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconLinkPlus, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { isAddress, type WebLink } from "@/map-model";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import { linkTitle } from "../parts/CardLinks";
import { useSet } from "./fields";
import classes from "./Inspector.module.css";

const MOST_LINKS = 20;

/** An address as it is typed: without a scheme, the web is meant. */
export function toAddress(typed: string): string {
  const text = typed.trim();
  if (text === "" || /^[a-z][a-z0-9+.-]*:/i.test(text)) return text;
  return /^[^\s/@]+@[^\s/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
}

/** The links of a card: added, opened, removed. */
export function LinksField({ target, links }: { target: Target; links: readonly WebLink[] }) {
  const { t, readOnly } = useEditor();
  const set = useSet(target);
  const [address, setAddress] = useState("");
  const [title, setTitle] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const put = (next: readonly WebLink[]) => set({ links: next.map((link) => ({ ...link })) });
  const add = (event: FormEvent) => {
    event.preventDefault();
    const url = toAddress(address);
    if (!isAddress(url)) {
      setProblem(t("webLinks.wrong"));
      return;
    }
    put([...links.filter((link) => link.url !== url), { url, title: title.trim() }]);
    setAddress("");
    setTitle("");
    setProblem(null);
  };
  return (
    <div className={classes.group}>
      <span className={classes.groupLabel}>{t("webLinks.title")}</span>
      {links.map((link) => (
        <div key={link.url} className={classes.webLink}>
          {isAddress(link.url) ? (
            <a href={link.url} target="_blank" rel="noopener noreferrer nofollow" title={link.url}>
              {linkTitle(link)}
              <span className="sj-visually-hidden"> {t("links.newTab")}</span>
            </a>
          ) : (
            <span>{linkTitle(link)}</span>
          )}
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={26}
              aria-label={t("webLinks.remove", { title: linkTitle(link) })}
              onClick={() => put(links.filter((one) => one !== link))}
            >
              <IconX size={15} aria-hidden="true" />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && links.length < MOST_LINKS && (
        <form onSubmit={add} className={classes.addLink}>
          <TextInput
            size="xs"
            label={t("webLinks.address")}
            placeholder="https://"
            value={address}
            error={problem}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            label={t("webLinks.words")}
            value={title}
            maxLength={300}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="subtle"
            size="compact-sm"
            className={classes.quiet}
            disabled={address.trim() === ""}
            leftSection={<IconLinkPlus size={16} aria-hidden="true" />}
          >
            {t("webLinks.add")}
          </Button>
        </form>
      )}
      {links.length >= MOST_LINKS && (
        <p className={classes.words}>{t("webLinks.full", { count: MOST_LINKS })}</p>
      )}
    </div>
  );
}
