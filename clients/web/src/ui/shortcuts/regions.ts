/** The parts of the page in the order in which F6 goes through them. */
const REGIONS = ["rail", "list", "log", "composer", "details", "page"] as const;
type Region = (typeof REGIONS)[number];

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
/** What one most likely wants of a part: where one is in a list, the field to write in. */
const PREFERRED = '[aria-current="page"], textarea';

/** What had the focus in each part last. */
const last = new Map<Region, HTMLElement>();

const isVisible = (element: HTMLElement): boolean => element.checkVisibility();

function find(region: Region): HTMLElement | undefined {
  const selector = region === "log" ? '[data-region="page"] [role="log"]' : `[data-region="${region}"]`;
  const element = [...document.querySelectorAll<HTMLElement>(selector)].find(isVisible);
  // A conversation is a page of several parts.
  return region === "page" && element?.querySelector('[role="log"]') != null ? undefined : element;
}

function enter(region: Region, element: HTMLElement): void {
  const before = last.get(region);
  const all = (selector: string) => [...element.querySelectorAll<HTMLElement>(selector)].filter(isVisible);
  const target =
    before?.isConnected === true && element.contains(before) && isVisible(before)
      ? before
      : element.tabIndex === 0
        ? element
        : (all(PREFERRED)[0] ?? all(FOCUSABLE)[0] ?? element);
  if (target === element && element.tabIndex < 0) element.tabIndex = -1;
  target.focus();
}

/** Moves the focus to the next part of the page that is there, or to the one before. */
export function moveRegion(step: 1 | -1): boolean {
  const there = REGIONS.flatMap((region) => {
    const element = find(region);
    return element === undefined ? [] : [{ region, element }];
  });
  const { activeElement } = document;
  const here = there.findIndex(({ element }) => element.contains(activeElement));
  const current = there[here];
  if (current !== undefined && activeElement instanceof HTMLElement) last.set(current.region, activeElement);
  const next = there.at(here === -1 ? (step === 1 ? 0 : -1) : (here + step) % there.length);
  if (next !== undefined) enter(next.region, next.element);
  return next !== undefined;
}
