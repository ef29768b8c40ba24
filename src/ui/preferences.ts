/** @file Preferences kept on this computer. A browser that refuses storage only forgets them. */

export const preferences = {
  /** The stored value; null when there is none or storage is refused. */
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Private windows may refuse; the choice then lasts as long as the page.
    }
  },
};
