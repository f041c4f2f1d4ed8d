import { type ComponentType, lazy, Suspense, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Modal } from "./Modal.tsx";

const loads: (() => Promise<unknown>)[] = [];

/**
 * A component that is fetched when it is first shown. Nothing stands in its place meanwhile: a dialog that comes a moment late is quieter than
 * one that comes in two steps. What could not be fetched says so, and is fetched anew the next time.
 */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let failed = false;
  const fetched = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch {
        failed = true;
        return { default: NotLoaded as ComponentType<Props> };
      }
    });
  let latest = fetched();
  loads.push(load);
  return function Lazily(props: Props) {
    const [Loaded] = useState(() => {
      if (failed) {
        failed = false;
        latest = fetched();
      }
      return latest;
    });
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

/** Fetches all of them, so that they open at once and without a network too. */
export async function fetchLazy(): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

function NotLoaded({ onClose }: { readonly onClose?: () => void }) {
  const intl = useIntl();
  const words = (
    <p role="alert">
      <FormattedMessage id="failure.unknown" />
    </p>
  );
  if (onClose === undefined) return words;
  return (
    <Modal title={intl.formatMessage({ id: "notLoaded" })} onClose={() => onClose()}>
      {words}
    </Modal>
  );
}
