import type { Fact, Report } from './facts.ts'

/** From the most urgent on; a level writes those before it too. */
export const levels = ['error', 'warn', 'info', 'debug'] as const
export type Level = (typeof levels)[number]

/** Facts as lines: `2026-11-23T08:40:29Z info Listening on http://localhost:4321`. Only those of the level and above. */
export function createLog(level: Level, write: (line: string) => void, now: () => Date): Report {
  const most = levels.indexOf(level)
  return fact => {
    const [of, words] = line(fact)
    if (levels.indexOf(of) <= most) write(`${now().toISOString()} ${of} ${words}`)
  }
}

function line(fact: Fact): [Level, string] {
  switch (fact.name) {
    case 'listening':
      return ['info', `Listening on ${fact.url}`]
    case 'stopped':
      return ['info', 'Stopped: everything is stored and all connections are closed']
    case 'board-made':
      return ['info', 'A board was made']
    case 'board-refused':
      return ['error', 'No board was made: the disk is nearly full, and what is left is kept for meetings that run. Make room']
    case 'board-closed':
      return ['info', 'A board was closed and its ballots destroyed']
    case 'boards-deleted':
      return ['info', `${fact.count} deleted, ${fact.why === 'asked' ? 'as its facilitator asked' : 'past their date'}`]
    case 'participant-joined':
      return ['debug', 'A participant joined']
    case 'wrong-code':
      return ['debug', `A ${fact.kind} code that opens nothing was tried`]
    case 'connected':
      return ['debug', `Connected to a ${fact.document}`]
    case 'disconnected':
      return ['debug', `Disconnected from a ${fact.document}`]
    case 'sent-away':
      return ['debug', `A socket was closed with ${fact.code}`]
    case 'upgrade-refused':
      return ['debug', `A socket was refused with 503: ${fact.why}`]
    case 'socket-error':
      return ['debug', `A socket failed: ${words(fact.error)}`]
    case 'server-error':
      return ['error', `Connections may not be taken just now: ${words(fact.error)}`]
    case 'stored':
      return ['debug', `Stored ${fact.updates} updates of sessions and walls in ${fact.ms.toFixed(1)} ms`]
    case 'data-shut':
      return ['warn', `Other users of this machine could read the data: ${fact.paths} of its files and folders are now this user's alone`]
    case 'data-open':
      return ['warn', `Other users of this machine can read the data folder: make it mode 0700, and its files 0600 (${told(fact.error)})`]
    case 'store-failed':
      return ['warn', `Storing failed, and whoever wrote was told so: ${words(fact.error)}`]
    case 'storage-trouble':
      return ['error', `${troubles[fact.trouble]} (${told(fact.error)})`]
    case 'storage-well':
      return ['info', 'The storage takes what is written again, and everybody can write']
    case 'lease-lost':
      return [
        'error',
        'PostgreSQL did not answer for two seconds, or took this server for dead: its boards are loaded anew, here or by another server'
      ]
    case 'board-taken':
      return ['info', 'A board was taken over from a server that is gone']
    case 'passed-on':
      return ['debug', `A ${fact.what} was passed on to another server`]
    case 'board-opened':
      return ['debug', 'A board was opened']
    case 'board-let-go':
      return ['debug', 'A board was let go of']
    case 'board-failed':
      return ['error', `A board was given up and is loaded anew: ${words(fact.error)}`]
    case 'call':
      return ['debug', `${fact.method} ${fact.route} ${fact.status} in ${fact.ms.toFixed(1)} ms`]
    case 'call-failed':
      return ['error', `A call failed: ${words(fact.error)}`]
  }
}

/** What has happened, what it means for those who meet, and what to do. */
const troubles: Record<Extract<Fact, { name: 'storage-trouble' }>['trouble'], string> = {
  full: 'The disk is full: nothing is saved, writers are told so, and what is saved can be read. Make room, and the server goes on by itself',
  'read-only':
    'The data folder, or the database, cannot be written: nothing is saved, writers are told so, and what is saved can be read. Make it writable, and the server goes on by itself',
  damaged:
    'The database is damaged: nothing is saved any more, and what is readable can be read. Stop the server, look with "npm run admin -- check", and restore a backup',
  failing:
    'The data folder, or PostgreSQL, cannot be used: nothing is saved, and writers are told so. Look at the disk or the database; the server goes on by itself when it answers again'
}

/** An error's words without anything that could be a key or an id. */
const told = (error: unknown): string => (error instanceof Error ? error.message.replace(/[A-Za-z0-9_-]{12,}/g, '…') : 'unknown')

/** The same, and where it came from. */
function words(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const from = error.stack?.split('\n').find(text => text.trimStart().startsWith('at '))
  return `${error.name}: ${told(error)}${from ? ` (${from.trim()})` : ''}`
}
