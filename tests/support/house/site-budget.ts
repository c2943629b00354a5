/** What a page may weigh, and why. Bytes on the wire: gzip for text, as they are for fonts and pictures. */

/** Pages that a meeting is begun, held or ended on. They alone may run JavaScript. */
export const holdsMeeting = (path: string): boolean =>
  /^\/(bord|deltag|nyt|start|tilpas|referat|overblik|moeder|kvalitetsaftalen\/(status|steder)|oplaeringsplan|evaluering\/(udfyld|samlet))\//.test(
    path
  )

/** A board is opened in one of three ways, each with a view in a file of its own, named as its component. */
export const boardViews = ['Facilitator', 'Participant', 'Screen'] as const
export type BoardView = (typeof boardViews)[number]
export const viewFile = (view: string): RegExp => new RegExp(`/${view}\\.[^/]+\\.js$`)

/** All JavaScript that a device loads in a whole meeting, gzip: the project's promise to old phones on weak wifi. */
export const SCRIPT_BYTES = 90_000

/**
 * The same of each way to open a board. The facilitator's laptop needs 108.5 kB as this is written, since it counts heads, tells what a
 * reveal will show and how the answers came, puts back what was removed, shows stacks of notes, two rounds and staff's guess, writes the agreement and
 * keeps the time of day; 90 is the goal, and is not met.
 */
export const WHOLE_SCRIPT_BYTES: Record<BoardView, number> = { Participant: SCRIPT_BYTES, Facilitator: 109_000, Screen: SCRIPT_BYTES }

/**
 * Parts that are loaded only where somebody asks for them, by their files' names, and what each may weigh with all that it alone needs: no
 * meeting waits for them, and they count in no other sum. `AgreeForm`: on phones, where participants may write; the laptop has it from the start.
 * `last-besides`, `then-now`: an earlier meeting's figures beside this one's, where a meeting has brought them. `word-file`: with the library that writes Word documents. `zod` reads a saved file strictly, for `bring-minutes`,
 * `bring-place` and for a drejebog from a file.
 */
export const ON_DEMAND_BYTES: Readonly<Record<string, number>> = {
  SortNotes: 6_000,
  AgreeForm: 4_000,
  Rehearsal: 6_000,
  chime: 1_000,
  StatusView: 4_000,
  StatusScreen: 5_000,
  Shared: 4_000,
  Paper: 8_000,
  EarlyInvite: 4_000,
  HandOver: 4_000,
  ReadingHelp: 2_000,
  FiguresUnfolded: 1_000,
  ReviewForm: 4_000,
  FollowUp: 4_000,
  'last-besides': 1_500,
  'then-now': 1_500,
  'bring-minutes': 6_000,
  'bring-place': 8_000,
  zod: 30_000,
  'word-file': 70_000
}
export const onDemand = new RegExp(`/(${Object.keys(ON_DEMAND_BYTES).join('|')})\\.[^/]+\\.js$`)

/** What of it is loaded until the first statement can be answered, the lobby stands, or the code can be read from the big screen. */
export const FIRST_SCRIPT_BYTES = 65_000

/**
 * HTML, styles, font and pictures of a content page on a phone, first visit. The heaviest page was 47 kB when this was set, 34 kB of
 * it the one font: there is room for more text, and none for a second font or a large picture that nobody has thought about.
 */
export const PAGE_BYTES = 60_000

/** The service worker itself, gzip. It runs beside the pages and is loaded when they are there, so it counts in no page's sum. */
export const WORKER = '/sw.js'
export const WORKER_BYTES = 15_000

/** All that a device keeps of the site for when there is no net, as it comes over the wire (brotli). What the page at hand has loaded is not loaded again. */
export const KEPT_BYTES = 700_000
