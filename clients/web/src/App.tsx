import { Redirect, Route, Switch, useLocation } from "wouter";
import { MessengerContext, useSession } from "./client.ts";
import { SignInPage } from "./features/Identity/SignIn.tsx";
import { Shell } from "./Shell.tsx";
import { lazily } from "./ui/lazily.tsx";

const SetUpPage = lazily(async () => (await import("./features/Identity/TokenPages.tsx")).SetUpPage);
const SetPasswordPage = lazily(async () => (await import("./features/Identity/TokenPages.tsx")).SetPasswordPage);

export function App() {
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/setup" component={SetUpPage} />
      <Route path="/set-password" component={SetPasswordPage} />
      <Route>
        <SignedInOnly />
      </Route>
    </Switch>
  );
}

function SignedInOnly() {
  const session = useSession();
  const [path] = useLocation();
  switch (session.state) {
    case "starting":
      return null;
    case "anonymous":
      return <Redirect to={path === "/" ? "/sign-in" : `/sign-in?returnUrl=${encodeURIComponent(path)}`} replace />;
    case "signedIn":
    case "ended":
      return (
        <MessengerContext.Provider value={session}>
          <Shell />
        </MessengerContext.Provider>
      );
    default:
      return session satisfies never;
  }
}
