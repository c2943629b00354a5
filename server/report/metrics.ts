import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Report } from './facts.ts'

/** What `/metrics` serves, fed by facts. No label names a board or a person. */
export type Metrics = { record: Report; read(): Promise<{ text: string; contentType: string }> }

/** Metrics of one server, all at 0. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const boards = new Counter({
    name: 'pejling_boards_total',
    help: 'Boards made, refused for want of room, closed, deleted',
    labelNames: ['what'],
    registers
  })
  const participants = new Counter({ name: 'pejling_participants_total', help: 'Participants who have joined', registers })
  const wrongCodes = new Counter({ name: 'pejling_wrong_codes_total', help: 'Codes that opened nothing', labelNames: ['kind'], registers })
  const sockets = new Gauge({ name: 'pejling_sockets', help: 'Open sync sockets by kind of document', labelNames: ['document'], registers })
  const sentAway = new Counter({ name: 'pejling_sockets_sent_away_total', help: 'Sockets closed by the server', labelNames: ['code'], registers })
  const refusedUpgrades = new Counter({
    name: 'pejling_upgrades_refused_total',
    help: 'Sockets answered with 503: too many open, too many at once, or stopping',
    labelNames: ['why'],
    registers
  })
  const stored = new Counter({ name: 'pejling_stored_total', help: 'Updates of sessions and walls stored', labelNames: ['what'], registers })
  const commit = new Histogram({
    name: 'pejling_commit_seconds',
    help: 'Time that storing one turn took, of turns in which somebody steered or wrote on a wall',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
    registers
  })
  const calls = new Histogram({
    name: 'pejling_http_seconds',
    help: 'Time that HTTP calls took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
    registers
  })
  const bytes = new Counter({ name: 'pejling_stored_bytes_total', help: 'Bytes of the updates of sessions and walls stored', registers })
  const openBoards = new Gauge({ name: 'pejling_boards_open', help: 'Boards in memory', registers })
  const taken = new Counter({ name: 'pejling_boards_taken_over_total', help: 'Boards taken over from a server that was gone', registers })
  const passedOn = new Counter({
    name: 'pejling_passed_on_total',
    help: 'Calls and sockets that belong to another server, and were passed on to it',
    labelNames: ['what'],
    registers
  })
  const writable = new Gauge({ name: 'pejling_storage_writable', help: '1 as long as storage takes what is written', registers })
  writable.set(1)
  const failures = new Counter({ name: 'pejling_failures_total', help: 'What went wrong on the server', labelNames: ['what'], registers })

  const record: Report = fact => {
    switch (fact.name) {
      case 'board-made':
        return boards.inc({ what: 'made' })
      case 'board-refused':
        return boards.inc({ what: 'refused' })
      case 'board-closed':
        return boards.inc({ what: 'closed' })
      case 'boards-deleted':
        return boards.inc({ what: fact.why }, fact.count)
      case 'participant-joined':
        return participants.inc()
      case 'wrong-code':
        return wrongCodes.inc({ kind: fact.kind })
      case 'connected':
        return sockets.inc({ document: fact.document })
      case 'disconnected':
        return sockets.dec({ document: fact.document })
      case 'sent-away':
        return sentAway.inc({ code: fact.code })
      case 'upgrade-refused':
        return refusedUpgrades.inc({ why: fact.why })
      case 'stored':
        stored.inc({ what: 'update' }, fact.updates)
        bytes.inc(fact.bytes)
        return commit.observe(fact.ms / 1000)
      case 'call':
        return calls.observe({ method: fact.method, route: fact.route, status: fact.status }, fact.ms / 1000)
      case 'board-opened':
        return openBoards.inc()
      case 'board-let-go':
        return openBoards.dec()
      case 'board-taken':
        return taken.inc()
      case 'passed-on':
        return passedOn.inc({ what: fact.what })
      case 'storage-well':
        return writable.set(1)
      case 'storage-trouble':
        writable.set(0)
        return failures.inc({ what: fact.name })
      case 'lease-lost':
      case 'store-failed':
      case 'board-failed':
      case 'call-failed':
      case 'server-error':
      case 'socket-error':
        return failures.inc({ what: fact.name })
    }
  }
  return { record, read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }) }
}
