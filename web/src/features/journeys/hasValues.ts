/** Whether the log says what events are worth: questions ask for values only where there are some. */
import { useVocabulary } from "./segments";

export function useHasValues(): boolean {
  return useVocabulary().data?.columns.some(({ name }) => name === "value") ?? false;
}
