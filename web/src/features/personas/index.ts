export { PersonaPage } from "./PersonaPage";
export { PersonasPage } from "./PersonasPage";
export { usePersonaDesk } from "./usePersonaDesk";
