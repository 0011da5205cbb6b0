/** Line icons on a 16-unit grid, drawn for Countersign. Always decoration: the words are beside them. */
const paths = {
  requests: "M2 9.5h3.5l1 2h3l1-2H14M3.5 3h9L14 9.5V13H2V9.5z",
  servers:
    "M3 2.5h10a1 1 0 0 1 1 1V6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1zM3 9h10a1 1 0 0 1 1 1v2.5a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM4.5 4.8h.01M4.5 11.3h.01",
  models: "M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM2.8 5L8 8l5.2-3M8 8v6",
  history: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.5V8l2.3 1.5",
  warning: "M8 2l6.3 11.3H1.7zM8 6.5v3M8 11.5h.01",
  error: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8v3.7M8 11h.01",
  help: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.3 6.2a1.7 1.7 0 1 1 2.5 1.6c-.5.3-.8.6-.8 1.2M8 11.2h.01",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.3v3.9M8 4.9h.01",
  done: "M3 8.4l3.3 3.3L13 4.8",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4.5 6.3L8 9.8l3.5-3.5",
  right: "M6.3 4.5L9.8 8l-3.5 3.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3.5 8h9",
  remove: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4",
  edit: "M10.8 2.7l2.5 2.5L6 12.5l-3.2.7.7-3.2zM9.3 4.2l2.5 2.5",
  undo: "M5.5 3L2.5 6l3 3M2.8 6H9a4 4 0 0 1 0 8H6.5",
  again: "M13 3.2v3.3H9.7M12.7 6.3A5.2 5.2 0 1 0 13 9.5",
  run: "M5 3.2l7.5 4.8L5 12.8z",
  stop: "M4 4h8v8H4z",
  image: "M2.5 3h11v10h-11zM5.6 6.2h.01M2.8 11.5l3.2-3 2 1.7 2.5-2.7 3 3",
  audio: "M3 6.5v3M5.5 4.5v7M8 2.5v11M10.5 5v6M13 6.5v3",
  tool: "M13.2 4.6l-2 2h-1.8V4.8l2-2A3.6 3.6 0 0 0 6.7 7L2.6 11.1a1.63 1.63 0 0 0 2.3 2.3L9 9.3a3.6 3.6 0 0 0 4.2-4.7z",
  key: "M10.3 2.5a3.2 3.2 0 1 1-2.6 5.1L3 12.3v1.2h2v-1.6h1.6v-1.6L8.4 8.5M11 5h.01",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zM10.3 10.3L13.5 13.5",
  link: "M6.5 9.5l3-3M7.3 4.8l1.4-1.4a2.8 2.8 0 0 1 4 4l-1.5 1.4M8.7 11.2l-1.4 1.4a2.8 2.8 0 0 1-4-4l1.5-1.4",
  menu: "M3 4.5h10M3 8h10M3 11.5h10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  settings: "M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M8.5 3.5v3h3v-3zM4.5 9.5v3h3v-3z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.3V2.5h-8v8h2.8",
  person:
    "M8 2.5a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 0 1 0-5.4zM2.8 13.5c.5-2.6 2.5-4 5.2-4s4.7 1.4 5.2 4",
  log: "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
} as const;

/** What can be drawn. */
export type IconName = keyof typeof paths;

/** How everything here is drawn. */
const pen = {
  focusable: false,
  fill: "none",
  strokeLinecap: "round",
  strokeLinejoin: "round",
  style: { flex: "none" },
} as const;

/** One icon, as large as the text beside it unless told. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      {...pen}
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      stroke="currentColor"
      strokeWidth={size > 24 ? 1 : 1.5}
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark: a signature in a seal. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      {...pen}
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      stroke="var(--signet)"
      strokeWidth={1.5}
    >
      <circle cx="12" cy="12" r="9.2" />
      <path d="M7.5 13.2c1.6-3.6 2.7-4.6 3.3-4.2.9.6-1.3 4.9-.2 5.3 1 .3 1.7-2.3 2.6-2.1.7.2-.1 1.7.8 1.9.9.2 1.3-.8 2.5-.9" />
    </svg>
  );
}
