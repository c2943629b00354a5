/** Limits of one update, each with the reason for its number. */
export const updateLimits = {
  /** Longest key of a map: a step's and an item's id are 40 characters each. */
  keyLength: 120,
  /** Size of one plain value, counted in characters and parts. A clock or a reveal is under 100. */
  valueSize: 2000,
  /** Depth of one plain value: what a document holds is flat. */
  valueDepth: 4,
  /** Characters inserted in one piece of text: a long paste. */
  textLength: 10_000,
  /** New structs in one message, and stretches that it deletes: a whole wall that was written without a connection has 2,000. 25 ms. */
  structs: 4000,
  /** Structs and deleted stretches that are read of one message, known ones among them: 20 ms, where a megabyte could hold 170,000. */
  structsRead: 20_000,
  /**
   * Work that the places of one message's structs may make, in neighbours passed, 0.1 µs each: see ListReplay. Yjs goes by all that
   * others have put between a struct and the one that it follows. Five people who have each written 300 words into one text without
   * a connection make 86,000.
   */
  integrationBudget: 120_000,
  /** Length of a deleted stretch that a message may claim to have written: such lengths cost no bytes. */
  deletedLength: 1_000_000
}
export type UpdateLimits = typeof updateLimits
