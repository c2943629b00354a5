import { KEEP_HEADER } from '../core/board/keep-header.ts'
import { deleteCopy } from '../sync/delete-copy.ts'
import { openDatabase, transact } from '../sync/local-database.ts'
import { PREFIX } from '../sync/seat.ts'

/** The two answers that a board is opened with: its facts and its workshop. */
const ANSWERS = /^\/api\/boards\/([\w-]+)(?:\/workshop)?$/
/** A server that has not answered by then (ms) is not waited for where an answer is kept. */
const ANSWER_WITHIN = 4_000

/** What is kept of an answer. `at`: when it came, Unix ms. */
type Kept = { text: string; at: number }
/** Facts of a board that matter here. */
type Facts = { now?: number; expires?: string }

/** The board whose opening this asks for; null where it asks for something else. */
export const boardAsked = (pathname: string): string | null => ANSWERS.exec(pathname)?.[1] ?? null

/** Beside the copies of the board's documents, and deleted with them. */
const databaseOf = (board: string): string => `${PREFIX}${board}/answers`

/** The key opens the board: what is kept under its hash is found by who has the key, and tells nobody else of it. */
async function nameOf(request: Request): Promise<string> {
  const asked = new TextEncoder().encode(`${new URL(request.url).pathname} ${request.headers.get('authorization') ?? ''}`)
  return String(new Uint8Array(await crypto.subtle.digest('SHA-256', asked)))
}

async function inDatabase(board: string, work: (store: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase(databaseOf(board))
  // Whoever deletes it does not wait for this.
  database.onversionchange = () => database.close()
  await transact(database, work).finally(() => database.close())
}

async function keep(board: string, name: string, answer: Response): Promise<void> {
  const kept: Kept = { text: await answer.text(), at: Date.now() }
  await inDatabase(board, store => store.put(kept, name))
}

/** As it was kept, but with the server's clock as it is now, by this device's own. Null where nothing is kept, or the board's date has come. */
async function keptAnswer(board: string, name: string): Promise<Response | null> {
  let found: Kept | undefined
  await inDatabase(board, store => {
    const request = store.get(name)
    request.onsuccess = () => {
      found = request.result
    }
  })
  const kept = found
  const facts = kept && (JSON.parse(kept.text) as Facts)
  const past = facts?.expires !== undefined && Date.parse(facts.expires) <= Date.now()
  if (!kept || past) {
    await deleteCopy(databaseOf(board))
    return null
  }
  const text = facts?.now === undefined ? kept.text : JSON.stringify({ ...facts, now: facts.now + Date.now() - kept.at, kept: true })
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}

/** Answers of a proxy whose server is away. */
const isAway = (status: number): boolean => status === 502 || status === 504

/**
 * Answers what a board is opened with: as the server does, or where it does not, or not soon, as it did before. Keeps the answer where the page asks for
 * that by `KEEP_HEADER`: a page does so once somebody has a seat on this device. Rejects as `fetch` does where nothing is kept.
 * `alive` keeps the service worker running until the promise is settled.
 */
export async function answerOrKept(board: string, request: Request, alive: (promise: Promise<unknown>) => void): Promise<Response> {
  // Who asks past all caches wants to know how it is now.
  if (request.cache === 'no-store' && !request.headers.has(KEEP_HEADER)) return fetch(request)
  const name = await nameOf(request)
  // A storage that fails costs only what it keeps.
  const kept = () => keptAnswer(board, name).catch(() => null)
  const asked = fetch(request)
  const late = new Promise<null>(resolve => setTimeout(() => resolve(null), ANSWER_WITHIN))
  const answer = await Promise.race([asked, late]).catch(() => null)
  if (answer === null || isAway(answer.status)) return (await kept()) ?? asked
  if (answer.ok && request.headers.has(KEEP_HEADER)) alive(keep(board, name, answer.clone()).catch(() => undefined))
  return answer
}
