/** Limits of the commit loop and the storage breaker, each with the reason for its number. */
export const commitLimits = {
  /**
   * Ms from one commit to the next, where more than two come in a row. With 1,000 changes a second three are one
   * commit, and what 200 people change on one board is told in fewer messages; a fiftieth of what a person notices.
   */
  minCommitInterval: 3,
  /** How often it is tried whether storage that has failed takes anything again, ms: clients come back within 2.5 s. */
  probeEvery: 1000
}
export type CommitLimits = typeof commitLimits
