import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MadeBoard } from '../../src/core/board/api.ts'
import type { Step } from '../../src/core/workshop/workshop.ts'
import { readBallot, setAnswer, setDone, setMe, setVote } from '../../src/documents/ballot.ts'
import { ask, countHeads } from '../../src/documents/before-reveal.ts'
import { readSteering } from '../../src/documents/session.ts'
import { steer } from '../../src/documents/steer.ts'
import { addRecord, editText, removeRecord, textOf } from '../../src/documents/wall.ts'
import { type Client, stopClients } from '../support/server/clients.ts'
import { answer, clientOf, joinPhone, type Phone, resultsIn, reveal, seen, vote } from '../support/server/meeting.ts'
import { startServer, type TestServer } from '../support/server/server.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  stopClients()
  await server.stop()
})

async function meeting(people: number, settings: Parameters<TestServer['make']>[0] = {}) {
  const board = await server.make(settings)
  const phones = await Promise.all(Array.from({ length: people }, () => joinPhone(server, board)))
  const session = clientOf(server, board, 'session', board.keys.facilitator)
  const results = clientOf(server, board, 'results', board.keys.facilitator)
  await Promise.all([session.synced(), results.synced()])
  return { board, phones, session, results }
}

it('[minimum] publishes the whole group at the minimum, and nothing of four', async () => {
  const five = await meeting(5)
  for (const [at, phone] of five.phones.entries()) await answer(phone, at < 4 ? { K1: at, K2: at } : { K1: 4 })
  await reveal(five.session, 'svar')
  const published = (await seen(five.results, r => 'svar' in r.published)).published.svar
  expect(published).toMatchObject({ answered: 5, elements: { 1: { counts: [1, 1, 1, 1, 1], unknown: 0 }, 2: { withheld: 'few' } } })
})

it('[minimum] counts by the settings that are stored, whatever a document says', async () => {
  const { phones, session, results } = await meeting(5, { settings: { minimum: 6 } })
  for (const phone of phones) await answer(phone, { K1: 3 })
  // A facilitator's window that tries to tell the server another minimum, in the only root that it may write.
  session.doc.getMap('steering').set('settings', { privacy: 'open', minimum: 1, keepDays: 1 })
  await reveal(session, 'svar')
  const { published, settings } = await seen(results, r => 'svar' in r.published)
  expect(settings.minimum).toBe(6)
  expect(published.svar).toMatchObject({ elements: { 1: { withheld: 'few' } } })
})

it('[vote-reopened] opens a vote again of which nothing was shown, counts the dots anew, and opens none that was shown', async () => {
  const { phones, session, results } = await meeting(6)
  for (const phone of phones.slice(0, 4)) await vote(phone, 'vaelg', 'A')
  await reveal(session, 'vaelg')
  expect((await seen(results, r => 'vaelg' in r.published)).published.vaelg).toMatchObject({ withheld: 'few' })
  steer(session.doc, 'w', { reopen: 'vaelg' })
  await seen(results, r => !('vaelg' in r.published))
  for (const phone of phones.slice(4)) await vote(phone, 'vaelg', 'A')
  await reveal(session, 'vaelg')
  const shown = await seen(results, r => 'vaelg' in r.published)
  expect(shown.published.vaelg).toMatchObject({ voters: 6, dots: { A: 6 } })
  steer(session.doc, 'w', { reopen: 'vaelg' })
  for (const phone of phones) await answer(phone, { K1: 1 })
  expect((await seen(results, r => r.progress.svar?.answered === 6)).published.vaelg).toEqual(shown.published.vaelg)
})

it('[second-round] shows a second round of the same people once the first is shown, and nothing of it that few have answered again', async () => {
  const { steps } = testWorkshop
  const step = (id: string) => steps.find(each => each.id === id) ?? expect.fail(id)
  const again = [{ ...step('svar'), id: 'igen', again: 'svar' } as Step, { ...step('vis'), id: 'vis-igen', of: 'igen' } as Step]
  const workshop = {
    ...testWorkshop,
    minutes: testWorkshop.minutes + 2,
    steps: steps.flatMap(each => (each.id === 'vis' ? [each, ...again] : [each]))
  }
  const { phones, session, results } = await meeting(7, { workshop })
  const [late, ...six] = phones
  for (const phone of six) await answer(phone, { K1: 1, K2: 4 })
  const anew = async (phone: Phone, item: string, value: number) => {
    setAnswer(phone.ballot.doc, 'igen', item, value)
    await phone.ballot.allSaved()
  }
  for (const phone of phones) await anew(phone, 'K1', 3)
  for (const phone of six.slice(0, 2)) await anew(phone, 'K2', 0)
  await reveal(session, 'igen')
  await reveal(session, 'svar')
  const { published } = await seen(results, r => 'igen' in r.published)
  // Of two who have answered again nothing is told, and the seventh was not there the first time.
  expect(published.svar).toMatchObject({ answered: 6, elements: { 1: { counts: [0, 6, 0, 0, 0] }, 2: { counts: [0, 0, 0, 0, 6] } } })
  expect(published.igen).toMatchObject({ answered: 6, elements: { 1: { counts: [0, 0, 0, 6, 0] }, 2: { withheld: 'few' } } })
  expect(late && results.received.some(frame => Buffer.from(frame).includes(late.participant))).toBe(false)
})

it('[frozen] an answer that comes or changes after the reveal shows nowhere', async () => {
  const { board, phones, session, results } = await meeting(7)
  const [late, ...early] = phones
  for (const phone of early) await answer(phone, { K1: 1 })
  await reveal(session, 'svar')
  const before = await seen(results, r => 'svar' in r.published)
  const bytes = results.received.length
  if (early[0]) await answer(early[0], { K1: 4, K2: 4 })
  if (late) await answer(late, { K1: 4 })
  // Something else that does show, after all of that was stored.
  if (late) await vote(late, 'vaelg', 'A')
  const after = await seen(results, r => r.progress.vaelg?.done === 1)
  expect(after.published).toEqual(before.published)
  expect(after.progress.svar).toEqual({ answered: 6, done: 6 })
  expect(results.received.slice(bytes).some(frame => Buffer.from(frame).includes('svar'))).toBe(false)
  expect((await server.minutes(board)).ratings[0]?.answered).toBe(6)
})

it('[frozen] stays so after the server has let go of the board and loaded it again', async () => {
  const { board, phones, session, results } = await meeting(5)
  for (const phone of phones) await answer(phone, { K1: 1 })
  await reveal(session, 'svar')
  const before = await seen(results, r => 'svar' in r.published)
  stopClients()
  await until(async () => (await server.serving.boards.loaded(board.board)) === null, 'the board to be let go')
  const phone = phones[0]
  if (!phone) throw new Error('Nobody came')
  const again = clientOf(server, board, `ballot.${phone.participant}`, phone.key)
  await again.synced()
  setAnswer(again.doc, 'svar', 'K1', 4)
  await again.allSaved()
  const fresh = clientOf(server, board, 'results', board.keys.screen)
  await fresh.synced()
  expect(resultsIn(fresh)).toEqual(before)
})

it('[one-split] a reveal has one split, and the first stands', async () => {
  const { phones, session, results } = await meeting(10)
  for (const [at, phone] of phones.entries()) await answer(phone, { K1: 2 }, at % 2 ? 'skole' : 'oplaering')
  await reveal(session, 'svar', 'side')
  const first = (await seen(results, r => 'svar' in r.published)).published.svar
  expect(first).toMatchObject({ split: { by: 'side', groups: [{ id: 'skole' }, { id: 'oplaering' }] } })
  // A window that goes round `steer`, which would not do it.
  session.doc.getMap('steering').set('reveal/svar', { split: 'role' })
  await reveal(session, 'vaelg')
  expect((await seen(results, r => 'vaelg' in r.published)).published.svar).toEqual(first)
})

it('[one-split] a second round of the same statements has the first one’s split or none', async () => {
  const round = (id: string) => [{ ...testWorkshop.steps[1], id } as Step, { ...testWorkshop.steps[2], id: `vis-${id}`, of: id } as Step]
  const end = testWorkshop.steps.filter(({ kind }) => kind === 'close')
  const workshop = { ...testWorkshop, minutes: 6 + end.length, steps: [...['svar', 'anden', 'tredje'].flatMap(round), ...end] }
  const { phones, session, results } = await meeting(10, { workshop })
  for (const [at, { ballot }] of phones.entries()) {
    setMe(ballot.doc, { side: at % 2 ? 'skole' : 'oplaering', role: 'udfoerende' })
    for (const step of ['svar', 'anden', 'tredje']) setAnswer(ballot.doc, step, 'K1', at % 5)
    await ballot.allSaved()
  }
  await reveal(session, 'svar', 'side')
  await reveal(session, 'anden', 'role')
  await reveal(session, 'tredje', 'side')
  const { published } = await seen(results, r => 'tredje' in r.published)
  const splits = ['svar', 'anden', 'tredje'].map(step => published[step]?.kind === 'rate' && published[step].split)
  expect(splits).toEqual([expect.objectContaining({ by: 'side' }), null, expect.objectContaining({ by: 'side' })])
})

it('[cards-no-figures] a cards board publishes no figures', async () => {
  const { phones, session, results } = await meeting(6, { settings: { privacy: 'cards' } })
  for (const phone of phones) {
    await answer(phone, { K1: 3, K2: 3 }, 'skole')
    await vote(phone, 'vaelg', 'A')
  }
  await reveal(session, 'svar', 'side')
  await reveal(session, 'vaelg')
  const { published } = await seen(results, r => 'svar' in r.published && 'vaelg' in r.published)
  expect(published.svar).toEqual({ kind: 'rate', answered: 0, elements: {}, items: {}, split: null })
  expect(published.vaelg).toEqual({ kind: 'vote', withheld: 'few' })
})

it('[own-words] a vote on notes is on those that hang at its closing, and stays with them', async () => {
  const { board, phones, session, results } = await meeting(5)
  const wall = clientOf(server, board, 'wall', board.keys.facilitator)
  await wall.synced()
  for (const id of ['en', 'to', 'tre']) addRecord(wall.doc, 'notes', id, { step: 'sedler', lane: 'hjaelper' }, { text: `Seddel ${id}` })
  await wall.allSaved()
  for (const phone of phones) await vote(phone, 'stem', 'en', 'to')
  removeRecord(wall.doc, 'notes', 'to')
  await wall.allSaved()
  await reveal(session, 'stem')
  const { published } = await seen(results, r => 'stem' in r.published)
  const options = ['en', 'tre'].map(id => ({ id, label: expect.stringContaining(`Seddel ${id}`) }))
  const closed = { kind: 'vote', voters: 5, options, dots: { en: 5, tre: 0 } }
  expect(published.stem).toEqual(closed)
  // What was voted on can be rewritten on the wall, and deleted: the dots stay with the words that they were given.
  const text = textOf(wall.doc, 'notes', 'en', 'text')
  if (!text) throw new Error('The note is there')
  editText(text, 'Afskaffe pauserne')
  removeRecord(wall.doc, 'notes', 'tre')
  await wall.allSaved()
  expect(resultsIn(results).published.stem).toEqual(closed)
  expect((await server.minutes(board)).votes[0]?.options.map(({ label }) => label)).toEqual([
    expect.stringContaining('Seddel en'),
    expect.stringContaining('Seddel tre')
  ])
})

it('[told-before-shown] shows what the facilitator was told, or nothing and tells it anew', async () => {
  const { phones, session, results } = await meeting(6)
  const [last, ...first] = phones
  for (const phone of first) await answer(phone, { K1: 2 })
  ask(session.doc, 'svar', null)
  const { n, elements } = (await seen(results, r => r.previews.svar !== undefined)).previews.svar ?? {}
  expect([n, elements]).toEqual([1, [1]])
  // The fifth answer to another element comes between the look and the press.
  for (const phone of first.slice(0, 4)) await answer(phone, { K2: 1 })
  if (last) await answer(last, { K2: 1 })
  expect((await seen(results, r => r.previews.svar?.n === 2)).previews.svar?.elements).toEqual([1, 2])
  steer(session.doc, 'A', { reveal: { step: 'svar', split: null, told: 1 } })
  await session.allSaved()
  expect(resultsIn(results).published).toEqual({})
  // Also not later, should it happen to be what was told once.
  setAnswer(last?.ballot.doc as Y.Doc, 'svar', 'K2', undefined)
  await last?.ballot.allSaved()
  expect((await seen(results, r => r.previews.svar?.n === 3)).previews.svar?.elements).toEqual([1])
  expect(resultsIn(results).published).toEqual({})
  steer(session.doc, 'A', { reveal: { step: 'svar', split: null, told: 3 } })
  const shown = await seen(results, r => 'svar' in r.published)
  expect(shown.published.svar).toMatchObject({ elements: { 1: { unknown: 0 }, 2: { withheld: 'few' } } })
  expect(shown.previews).toEqual({})
})

it('[given-counts] an answer counts whether or not its person has said to be done, and an empty seat counts nowhere', async () => {
  const { board, phones, session, results } = await meeting(7)
  for (const { ballot } of phones.slice(0, 5)) {
    setAnswer(ballot.doc, 'svar', 'K1', 3)
    await ballot.allSaved()
  }
  expect((await seen(results, r => r.progress.svar?.answered === 5)).progress.svar).toEqual({ answered: 5, done: 0 })
  await reveal(session, 'svar')
  expect((await seen(results, r => 'svar' in r.published)).published.svar).toMatchObject({ answered: 5, elements: { 1: { unknown: 0 } } })
  expect((await server.call('POST', `/api/boards/${board.board}/close`, { key: board.keys.facilitator })).json).toEqual({ destroyed: 5 })
  expect(await server.minutes(board)).toMatchObject({ people: 7, answered: 5 })
})

it('[heads] more ballots than heads hold a reveal until the numbers fit, and both are published with the picture', async () => {
  const { phones, session, results } = await meeting(6)
  for (const phone of phones) {
    await answer(phone, { K1: 2 })
    await vote(phone, 'vaelg', 'A')
  }
  countHeads(session.doc, 5)
  for (const step of ['svar', 'vaelg']) ask(session.doc, step, null)
  const held = await seen(results, r => Boolean(r.previews.svar?.held && r.previews.vaelg?.held))
  for (const step of ['svar', 'vaelg']) steer(session.doc, 'A', { reveal: { step, split: null, told: held.previews[step]?.n ?? 0 } })
  await session.allSaved()
  expect(resultsIn(results).published).toEqual({})
  countHeads(session.doc, 6)
  const fits = await seen(results, r => r.previews.svar?.held === false && r.previews.vaelg?.held === false)
  // The press of before was of other numbers.
  expect(fits.published).toEqual({})
  for (const step of ['svar', 'vaelg']) steer(session.doc, 'A', { reveal: { step, split: null, told: fits.previews[step]?.n ?? 0 } })
  const { published } = await seen(results, r => 'svar' in r.published && 'vaelg' in r.published)
  expect(published).toMatchObject({ svar: { answered: 6, heads: 6 }, vaelg: { voters: 6, heads: 6 } })
})

it('[minimum] a vote of too few tells no number of voters: with one option left it would be that option’s', async () => {
  const { phones, session, results } = await meeting(5)
  for (const phone of phones.slice(0, 2)) await vote(phone, 'vaelg', 'A')
  await reveal(session, 'vaelg')
  expect((await seen(results, r => 'vaelg' in r.published)).published.vaelg).toEqual({ kind: 'vote', withheld: 'few' })
})

it('[settings-frozen] [open-to-private] the minimum changes before the first answer, and settings only towards more secrecy', async () => {
  const board = await server.make({ settings: { privacy: 'open', minimum: 5 } })
  const patch = (body: unknown, key = board.keys.facilitator) => server.call('PATCH', `/api/boards/${board.board}`, { key, body })
  expect((await patch({ privacy: 'private' }, board.keys.participant)).status).toBe(403)
  expect((await patch({ minimum: 21 })).json).toMatchObject({ error: { code: 'minimum-out-of-range' } })
  const phone = await joinPhone(server, board)
  expect((await patch({ privacy: 'private', minimum: 7 })).json).toEqual({ privacy: 'private', minimum: 7, keepDays: 30 })
  expect((await seen(phone.results, r => r.settings.privacy === 'private')).settings.minimum).toBe(7)
  expect((await patch({ minimum: 6 })).json).toMatchObject({ error: { code: 'lower-minimum' } })
  expect((await patch({ privacy: 'open' })).json).toMatchObject({ error: { code: 'less-private' } })
  // To say where one sits is no answer yet.
  setMe(phone.ballot.doc, { side: 'skole' })
  await phone.ballot.allSaved()
  expect((await patch({ minimum: 8 })).status).toBe(200)
  await answer(phone, { K1: 1 })
  const frozen = await patch({ minimum: 9 })
  expect(frozen.status).toBe(409)
  expect(frozen.json).toMatchObject({ error: { code: 'settings-frozen' } })
  expect((await server.info(board.board, board.keys.screen)).settings).toEqual({ privacy: 'private', minimum: 8, keepDays: 30 })
})

it('[open-to-private] a private board becomes cards until something is published, and shows nothing of what was answered', async () => {
  const { board, phones, session, results } = await meeting(5)
  const patch = (of: MadeBoard, privacy: string) =>
    server.call('PATCH', `/api/boards/${of.board}`, { key: of.keys.facilitator, body: { privacy } }).then(({ json }) => json)
  for (const phone of phones) await answer(phone, { K1: 3 })
  expect(await patch(board, 'cards')).toMatchObject({ privacy: 'cards' })
  expect(await patch(board, 'private')).toMatchObject({ error: { code: 'less-private' } })
  await reveal(session, 'svar')
  expect((await seen(results, r => 'svar' in r.published)).published.svar).toMatchObject({ answered: 0, elements: {} })
  const other = await meeting(5)
  for (const phone of other.phones) await answer(phone, { K1: 3 })
  await reveal(other.session, 'svar')
  await seen(other.results, r => 'svar' in r.published)
  expect(await patch(other.board, 'cards')).toMatchObject({ error: { code: 'already-published' } })
})

it('[settings-frozen] an answer, a dot or a done that is taken back keeps the minimum where it is, over a restart too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-frozen-'))
  let own = await startServer({ dataDir: folder })
  const uses: ((doc: Y.Doc, on: boolean) => void)[] = [
    (doc, on) => setAnswer(doc, 'svar', 'K1', on ? 3 : undefined),
    (doc, on) => setVote(doc, 'vaelg', 'A', on),
    (doc, on) => setDone(doc, 'svar', on)
  ]
  const boards: MadeBoard[] = []
  const raise = (board: MadeBoard) =>
    own.call('PATCH', `/api/boards/${board.board}`, { key: board.keys.facilitator, body: { minimum: 9 } }).then(({ status }) => status)
  for (const use of uses) {
    const board = await own.make()
    boards.push(board)
    const { ballot } = await joinPhone(own, board)
    for (const on of [true, false]) {
      use(ballot.doc, on)
      await ballot.allSaved()
    }
    expect(readBallot(ballot.doc)).toEqual({ answers: {}, votes: {}, done: [] })
    expect(await raise(board)).toBe(409)
  }
  stopClients()
  await own.stop()
  own = await startServer({ dataDir: folder })
  for (const board of boards) expect(await raise(board)).toBe(409)
  await own.stop()
  rmSync(folder, { recursive: true })
})

const stepIn = (client: Client): string => readSteering(client.doc, testWorkshop).step

it('[two-facilitators] the last act wins, and both windows show it', async () => {
  const { board, session: a } = await meeting(0)
  const b = clientOf(server, board, 'session', board.keys.facilitator)
  const screen = clientOf(server, board, 'session', board.keys.screen)
  await Promise.all([b.synced(), screen.synced()])
  steer(a.doc, 'A', { step: 'svar', clock: { endsAt: 1000 } })
  await until(() => stepIn(b) === 'svar', 'the step')
  steer(b.doc, 'B', { step: 'sedler' })
  await until(() => stepIn(a) === 'sedler' && stepIn(screen) === 'sedler', 'the step')
  // Both at once: one of the two, and the same one everywhere.
  steer(a.doc, 'A', { step: 'stem' })
  steer(b.doc, 'B', { step: 'aftal' })
  await Promise.all([a.allSaved(), b.allSaved()])
  await until(() => [a, b, screen].every(client => ['stem', 'aftal'].includes(stepIn(client))), 'the last step')
  await until(() => stepIn(a) === stepIn(b) && stepIn(b) === stepIn(screen), 'the same step')
  expect(readSteering(a.doc, testWorkshop)).toEqual(readSteering(b.doc, testWorkshop))
  // Neither has been refused, and both go on.
  expect([a.closed, b.closed]).toEqual([null, null])
})

it('[late-joiner] lands in the current step, and counts from then on', async () => {
  const { board, session, results } = await meeting(2)
  steer(session.doc, 'A', { step: 'svar', clock: { endsAt: 123456 } })
  await session.allSaved()
  const { key } = await server.join(board.code)
  const late = clientOf(server, board, 'session', key)
  await late.synced()
  expect(readSteering(late.doc, testWorkshop)).toMatchObject({ step: 'svar', clock: { endsAt: 123456 } })
  await joinPhone(server, board)
  expect((await seen(results, r => r.people === 3)).progress.svar).toEqual({ answered: 0, done: 0 })
})

it('the results that publish come with what revealed them: nobody sees a reveal without its figures', async () => {
  const { board, phones, session } = await meeting(5)
  for (const phone of phones) await answer(phone, { K1: 2 })
  let stored = false
  const { commit } = server.storage
  server.storage.commit = async batch => {
    const documents = batch.updates.map(update => update.document)
    if (documents.includes('session')) {
      stored = true
      expect(documents).toContain('results')
    }
    await commit(batch)
  }
  await reveal(session, 'svar')
  expect(stored).toBe(true)
  const doc = new Y.Doc()
  for (const update of await server.storage.document(board.board, 'results')) Y.applyUpdate(doc, update)
  expect(doc.getMap('published').has('svar')).toBe(true)
})
