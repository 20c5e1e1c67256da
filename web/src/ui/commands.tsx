/** One list of commands for palette, menus and keys. Whoever is on screen registers its own. */
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useState } from "react";

export interface Command {
  id: string;
  label: string;
  group?: string;
  icon?: ReactNode;
  /** Shown beside the label, such as `Ctrl Z`; the owner of the command listens for it. */
  shortcut?: string;
  enabled?: boolean;
  run: () => void;
}

interface Actions {
  register: (owner: string, commands: readonly Command[]) => void;
  unregister: (owner: string) => void;
  open: () => void;
  close: () => void;
}

interface Palette extends Pick<Actions, "open" | "close"> {
  commands: readonly Command[];
  opened: boolean;
}

/** Apart from the palette's state, so that registering never re-renders whoever registers. */
const ActionsContext = createContext<Actions | null>(null);
const PaletteContext = createContext<Palette | null>(null);

function provided<Value>(value: Value | null): Value {
  if (value === null) throw new Error("Commands are used outside <CommandsProvider>; wrap the app in it.");
  return value;
}

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [owners, setOwners] = useState<Record<string, readonly Command[]>>({});
  const [opened, setOpened] = useState(false);
  const actions = useMemo<Actions>(
    () => ({
      register: (owner, commands) => setOwners((all) => ({ ...all, [owner]: commands })),
      unregister: (owner) => setOwners(({ [owner]: _gone, ...others }) => others),
      open: () => setOpened(true),
      close: () => setOpened(false),
    }),
    [],
  );
  const palette = useMemo<Palette>(
    () => ({ commands: Object.values(owners).flat(), opened, open: actions.open, close: actions.close }),
    [owners, opened, actions],
  );
  return (
    <ActionsContext value={actions}>
      <PaletteContext value={palette}>{children}</PaletteContext>
    </ActionsContext>
  );
}

/** Offers commands while the calling component is mounted. Pass a memoised list. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  const { register, unregister } = provided(useContext(ActionsContext));
  useEffect(() => {
    register(owner, commands);
    return () => unregister(owner);
  }, [owner, commands, register, unregister]);
}

/** The palette's state, and every command offered right now. */
export function useCommandPalette(): Palette {
  return provided(useContext(PaletteContext));
}

/** Opens the palette, without following its state. */
export function useOpenPalette(): () => void {
  return provided(useContext(ActionsContext)).open;
}
