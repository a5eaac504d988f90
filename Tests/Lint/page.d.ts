// What page.js knows of the page's own elements and events, where TypeScript knows only their base types.
interface Element {
  cells: HTMLCollectionOf<HTMLTableCellElement>;
  dataset: DOMStringMap;
  elements: { namedItem(name: string): HTMLSelectElement };
  open: boolean;
  close(): void;
  focus(options?: FocusOptions): void;
  reset(): void;
  showModal(): void;
  setAttribute(name: string, value: unknown): void;
}
interface Event {
  ctrlKey: boolean;
  key: string;
}
interface EventTarget {
  closest(selector: string): HTMLElement | null;
}
