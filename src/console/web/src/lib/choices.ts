/** What a reader chose, kept in the browser. */
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const listeners = new Set<() => void>();

function read(key: string, otherwise: string): string {
  return localStorage.getItem(key) ?? otherwise;
}

function write(key: string, value: string): void {
  localStorage.setItem(key, value);
  applyChoices();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function useChoice(key: string, otherwise: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => read(key, otherwise));
  return [value, (next) => write(key, next)];
}

/** Before the first paint, and whenever a choice changes. */
export function applyChoices(): void {
  const theme = read('theme', 'system') as Theme;
  const isDark =
    theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  document.documentElement.dataset.texts = read('texts', 'plain');
}
