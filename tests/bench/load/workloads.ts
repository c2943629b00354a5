import type { PeerName } from './peers.ts'

export const workloadNames = ['W1', 'W2', 'W2a', 'W3', 'W3a', 'W4', 'W5', 'W6', 'W6b'] as const
export type Workload = (typeof workloadNames)[number]

export type Load =
  | { kind: 'steady'; boards: number; clients: number; perSecond: number; warmup: number; seconds: number; awareness: boolean }
  | { kind: 'burst'; updates: number; readers: number }
  | { kind: 'cold'; updates: number; opens: number }
  | { kind: 'crash'; boards: number; clients: number; perSecond: number; seconds: number }
  | { kind: 'crash-burst'; updates: number; readers: number }

export type Plan = {
  title: string
  load: Load
  peers: PeerName[]
  repetitions: number
  /** Limits of our server that this workload is measured with, where the usual ones would refuse it. */
  limits?: Record<string, number>
}

const everyone: PeerName[] = ['plain', 'ywss', 'ours', 'ywss-ldb', 'hp', 'hp-sql']
/** With awareness: nobody stores it, so that Hocuspocus' database is left out. */
const inMemory: PeerName[] = ['plain', 'ywss', 'ours', 'ywss-ldb', 'hp']
const storing: PeerName[] = ['ours', 'ywss-ldb', 'hp-sql']
/** A socket may send 200 messages a second, and 2,000 at once: a burst of 20,000 is closed with 4429. */
const noRate = { messagesASecond: 1_000_000, messagesAtOnce: 1_000_000 }

/** 500 boards from one address are more than it may make in an hour. */
const manyBoards = { madeBytes: 1_000_000_000 }

/** The workloads of the bench; `quick` with fewer seconds and repetitions, to see that everything runs. */
export function workloads(quick: boolean): Record<Workload, Plan> {
  const times = (usual: number): number => (quick ? 1 : usual)
  const w1 = { kind: 'steady', boards: 1, clients: 30, perSecond: 15, warmup: quick ? 2 : 4, seconds: quick ? 5 : 12, awareness: false } as const
  const w2 = { kind: 'steady', boards: 1, clients: 200, perSecond: 200, warmup: quick ? 2 : 4, seconds: quick ? 4 : 10, awareness: false } as const
  const w3 = { kind: 'steady', boards: 500, clients: 20, perSecond: 1000, warmup: 2, seconds: quick ? 5 : 15, awareness: false } as const
  const awareness = true
  return {
    W1: { title: 'one board, 30 clients, each a change every 2 s', load: w1, peers: everyone, repetitions: times(5) },
    W2: { title: 'one board, 200 clients, each a change a second', load: w2, peers: everyone, repetitions: times(5) },
    W2a: { title: 'W2 with awareness', load: { ...w2, awareness }, peers: inMemory, repetitions: times(5) },
    W3: { title: '500 boards of 20 clients, 1,000 changes a second', load: w3, peers: everyone, repetitions: times(2), limits: manyBoards },
    W3a: { title: 'W3 with awareness', load: { ...w3, awareness }, peers: inMemory, repetitions: times(2), limits: manyBoards },
    W4: {
      title: 'one writer, 20,000 updates as fast as it can, 10 readers',
      load: { kind: 'burst', updates: 20_000, readers: 10 },
      peers: everyone,
      repetitions: times(5),
      limits: noRate
    },
    W5: {
      title: `a document of ${quick ? '10,000' : '50,000'} updates, opened after a restart`,
      load: { kind: 'cold', updates: quick ? 10_000 : 50_000, opens: quick ? 3 : 7 },
      peers: storing,
      repetitions: 1
    },
    W6: {
      title: '1,000 clients, 500 updates a second, SIGKILL, restart',
      load: { kind: 'crash', boards: 50, clients: 20, perSecond: 500, seconds: quick ? 4 : 14 },
      peers: storing,
      repetitions: times(5)
    },
    W6b: {
      title: 'a burst of 20,000, SIGKILL when every reader has the last',
      load: { kind: 'crash-burst', updates: 20_000, readers: 10 },
      peers: storing,
      repetitions: times(1),
      limits: noRate
    }
  }
}
