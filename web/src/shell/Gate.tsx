import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { ProblemError, useSession } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { Frame } from "./Frame";
import classes from "./Gate.module.css";

const SignInPage = lazy(() => import("./SignInPage").then((module) => ({ default: module.SignInPage })));
const SetupPage = lazy(() => import("./SetupPage").then((module) => ({ default: module.SetupPage })));

const JoinPage = lazy(() => import("./JoinPage").then((module) => ({ default: module.JoinPage })));
const NoWorkspacePage = lazy(() =>
  import("./NoWorkspacePage").then((module) => ({ default: module.NoWorkspacePage })),
);
const ConfirmEmailPage = lazy(() =>
  import("./ConfirmEmailPage").then((module) => ({ default: module.ConfirmEmailPage })),
);
const AskPasswordPage = lazy(() =>
  import("./PasswordPages").then((module) => ({ default: module.AskPasswordPage })),
);
const NewPasswordPage = lazy(() =>
  import("./PasswordPages").then((module) => ({ default: module.NewPasswordPage })),
);

const SharedPage = lazy(() =>
  import("@/features/sharing/SharedPage").then((module) => ({ default: module.SharedPage })),
);

const belongsNowhere = (error: Error | null): boolean =>
  error instanceof ProblemError && error.code === "no-membership";

const asksToSignIn = (error: Error | null): boolean => error instanceof ProblemError && error.status === 401;

/** Decides what a visitor sees first: setup, sign-in, or the product. */
export function Gate() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/setup">
          <SetupPage />
        </Route>
        <Route path="/join/:token">{({ token }) => <JoinPage token={token} />}</Route>
        <Route path="/account/password">
          <AskPasswordPage />
        </Route>
        <Route path="/account/password/:token">{({ token }) => <NewPasswordPage token={token} />}</Route>
        <Route path="/account/email/:token">{({ token }) => <ConfirmEmailPage token={token} />}</Route>
        <Route path="/s/:token">{({ token }) => <SharedPage token={token} />}</Route>
        <Route path="/embed/:token">{({ token }) => <SharedPage token={token} embedded />}</Route>
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
  if (belongsNowhere(session.error)) return <NoWorkspacePage />;
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
