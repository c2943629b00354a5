/** What keeps an operator's command from being done: one sentence of what is wrong, and what to do. */
export class AdminProblem extends Error {}
