import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type Theme = "system" | "light" | "dark";

const KEY = "messenger-theme";

function read(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

const store = createStore<{ readonly theme: Theme }>(() => ({ theme: read() }));
show(store.getState().theme);
window.addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  store.setState({ theme: read() });
  show(read());
});

export const useTheme = (): Theme => useStore(store, (state) => state.theme);

export function changeTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  store.setState({ theme });
  show(theme);
}
