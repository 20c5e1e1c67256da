/** Sets up the translation function. Every folder with texts exports `en` from its own `en.ts`. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

interface Texts {
  [key: string]: string | Texts;
}

const modules = import.meta.glob<{ en: Texts }>(
  ["../features/*/en.ts", "../shell/en.ts", "../ui/en.ts", "../map-editor/en.ts", "../live/en.ts"],
  { eager: true },
);

/** `../features/maps/en.ts` → `maps`: the namespace is the folder's name. */
export const namespaceOf = (path: string): string => path.split("/").at(-2) ?? path;

export const english: Record<string, Texts> = Object.fromEntries(
  Object.entries(modules).map(([path, module]) => [namespaceOf(path), module.en]),
);

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: english },
  defaultNS: "shell",
  interpolation: { escapeValue: false },
  returnNull: false,
});

export { i18next };
