/** What one address may do, by HTTP and sync together, each with the reason for its number. */
export const budgetLimits = {
  /**
   * Participants that join a board from one address at once, and a second from then on: a hall of 200 that joins behind one address,
   * and 50 who press twice. Who goes on alone takes two and a half minutes for all 400, and by then others have come in.
   */
  seatsAtOnce: 250,
  seatsASecond: 1,
  /** Wrong keys for one board in so many seconds. A key is beyond guessing: this keeps the search from costing anything. */
  wrongKeys: 300,
  wrongKeyWindow: 600,
  /**
   * Bytes that one address may send to make boards, and store in boards, in so many seconds: a school that begins 300 meetings in an hour.
   * Each board counts `boardBytes` beside what was sent, since it will grow. Who has used it up makes no more boards, and goes on
   * writing in those that there are: a meeting that runs is never stopped by it.
   */
  madeBytes: 32 * 1024 * 1024,
  madeWindow: 3600,
  boardBytes: 64 * 1024
}
export type BudgetLimits = typeof budgetLimits
