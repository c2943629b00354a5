/** A row of a table. `line`: the same in running text. `under`: it belongs to the one above. Where cells are fewer than columns the last spans the rest. */
export type Row = { cells: string[]; line: string; under?: true }

/** A part of a document, whatever writes it. Texts are one line each, but for a list's entries, which are lines. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; /** What the text is of: "Det vil eleverne mærke". */ label?: string; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; /** What its rows are. */ caption: string; head: string[]; rows: Row[] }
