import { lazy } from "react";
import { Redirect, Route, Switch } from "wouter";
import { MissingPage } from "./MissingPage";

const HomePage = lazy(() => import("@/features/workspace").then((module) => ({ default: module.HomePage })));
const DataPage = lazy(() => import("@/features/evidence").then((module) => ({ default: module.DataPage })));
const ImportPage = lazy(() =>
  import("@/features/evidence").then((module) => ({ default: module.ImportPage })),
);
const ExplorePage = lazy(() =>
  import("@/features/journeys").then((module) => ({ default: module.ExplorePage })),
);
const MapsPage = lazy(() => import("@/features/maps").then((module) => ({ default: module.MapsPage })));
const MapRoom = lazy(() => import("./MapRoom").then((module) => ({ default: module.MapRoom })));
const AtlasPage = lazy(() => import("@/features/atlas").then((module) => ({ default: module.AtlasPage })));
const ComparePage = lazy(() =>
  import("@/features/compare").then((module) => ({ default: module.ComparePage })),
);
const PersonasPage = lazy(() =>
  import("@/features/personas").then((module) => ({ default: module.PersonasPage })),
);
const PersonaPage = lazy(() =>
  import("@/features/personas").then((module) => ({ default: module.PersonaPage })),
);
const WordsPage = lazy(() => import("@/features/words").then((module) => ({ default: module.WordsPage })));
const NotificationsPage = lazy(() =>
  import("@/features/notifications/NotificationsPage").then((module) => ({
    default: module.NotificationsPage,
  })),
);
const SettingsPage = lazy(() =>
  import("./SettingsPage").then((module) => ({ default: module.SettingsPage })),
);

/** Every address of the app. Each page comes as its own file, when it is first asked for. */
export function Pages() {
  return (
    <Switch>
      <Route path="/">
        <HomePage />
      </Route>
      <Route path="/maps">
        <MapsPage />
      </Route>
      <Route path="/maps/atlas">
        <AtlasPage />
      </Route>
      <Route path="/maps/compare">
        <ComparePage />
      </Route>
      <Route path="/maps/:id">{({ id }) => <MapRoom key={id} id={id} />}</Route>
      <Route path="/personas">
        <PersonasPage />
      </Route>
      <Route path="/personas/:id">{({ id }) => <PersonaPage key={id} id={id} />}</Route>
      <Route path="/data">
        <DataPage />
      </Route>
      <Route path="/data/import">
        <ImportPage />
      </Route>
      <Route path="/explore">
        <Redirect to="/explore/overview" replace />
      </Route>
      <Route path="/explore/:view">{({ view }) => <ExplorePage view={view} />}</Route>
      <Route path="/words">
        <WordsPage />
      </Route>
      <Route path="/notifications">
        <NotificationsPage />
      </Route>
      <Route path="/settings">
        <Redirect to="/settings/account" replace />
      </Route>
      <Route path="/settings/:section">{({ section }) => <SettingsPage section={section} />}</Route>
      <Route>
        <MissingPage />
      </Route>
    </Switch>
  );
}
