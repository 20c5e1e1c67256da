export { WordsPage } from "./WordsPage";
