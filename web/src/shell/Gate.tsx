import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { ProblemError, useSession } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { Frame } from "./Frame";
import classes from "./Gate.module.css";

const SignInPage = lazy(() => import("./SignInPage").then((module) => ({ default: module.SignInPage })));
const SetupPage = lazy(() => import("./SetupPage").then((module) => ({ default: module.SetupPage })));

const asksToSignIn = (error: Error | null): boolean => error instanceof ProblemError && error.status === 401;

/** Decides what a visitor sees first: setup, sign-in, or the product. */
export function Gate() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/setup">
          <SetupPage />
        </Route>
        <Route>
          <SignedIn />
        </Route>
      </Switch>
    </Suspense>
  );
}

function SignedIn() {
  const session = useSession();
  if (asksToSignIn(session.error)) return <SignInPage onSignedIn={() => void session.refetch()} />;
  if (session.error !== null)
    return (
      <main className={classes.problem}>
        <ProblemNote
          title={session.error.message}
          detail={session.error instanceof ProblemError ? session.error.detail : ""}
          onRetry={() => void session.refetch()}
        />
      </main>
    );
  return <Frame session={session.data} />;
}
