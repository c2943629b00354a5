import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Commitment, isDoneBy, isPromised, isReading, parties } from '../src/core/commitments/commitment.ts'
import { numberWords } from '../src/core/commitments/number-words.ts'
import { termNames } from '../src/core/placement/terms.ts'
import { faultLine } from '../src/schemas/faults.ts'
import { readContent } from '../src/schemas/read-content.ts'
import { agreementFacts } from './support/house/agreement-facts.ts'

const root = join(import.meta.dirname, '..')
const read = readContent(root, 'content/kvalitetsaftale')
if (!read.ok) throw new Error(read.faults.map(faultLine).join('\n'))
const { kapitler, aftaler } = read.content
const commitments: Commitment[] = kapitler.flatMap(chapter => chapter.commitments)
const byId = new Map(commitments.map(commitment => [commitment.id, commitment]))
const tasks = new Map(commitments.flatMap(({ tasks = [] }) => tasks.map(task => [task.id, task])))

const facts = agreementFacts
  .trim()
  .split('\n')
  .map(line => {
    const [id = '', strength = '', elements = '', named = ''] = line.split(' ')
    return { id, strength, elements: elements === '-' ? [] : elements.split(',').map(Number), named: named === '=' }
  })

describe('the agreement as data', () => {
  it('has every commitment and every task of the source, and no other', () => {
    expect(facts).toHaveLength(145)
    expect([...byId.keys(), ...tasks.keys()].toSorted()).toEqual(facts.map(({ id }) => id).toSorted())
    expect(byId.size).toBe(130)
    expect(tasks.size).toBe(15)
  })

  it.each(facts)('says $id as firmly as the source, for the same kerneelementer', ({ id, strength, elements, named }) => {
    const commitment = byId.get(id)
    const task = tasks.get(id)
    expect(commitment?.elements ?? task?.elements).toEqual(elements)
    if (!commitment) return expect(strength).toBe('fast')
    expect(commitment.strength).toBe(strength)
    // Where the source names nobody, every name is marked as our reading; where it names someone, not every one of them is.
    if (commitment.who.length > 0) expect(commitment.who.some(doer => !isReading(commitment, doer))).toBe(named || namedWithin.has(id))
  })
  /** Told with ≈ in the facts for who acts, while the source names the other party. */
  const namedWithin = new Set(['B76b', 'B96b', 'B106'])

  it('has the numbers of the source with what limits them', () => {
    const numbers = Object.fromEntries(commitments.flatMap(({ id, numbers }) => (numbers ? [[id, numbers.map(numberWords).join(' og ')]] : [])))
    expect(numbers).toEqual({
      B04: '1 måned',
      B05: '10 dage',
      B23: '1 gang om ugen',
      B24: 'mindst 3 slags',
      B26: 'mindst 1 time om ugen',
      B33: 'mindst 5 timer om ugen',
      B34: '1 time om dagen',
      B40: 'de 2 første uger',
      B41: 'de 2 midterste uger',
      B42: 'den sidste uge',
      B44: '3 emner',
      B46: '1½ til 2 timer til hver samtale',
      B53: '3 niveauer',
      B58: 'mindst 1 gang om ugen',
      B65: 'mindst 1 person',
      B67: '15 opgaver',
      B68: 'i gennemsnit 5 timer om ugen for hver elev',
      B78: 'den første måned',
      B86: 'mere end 1 uge',
      B89: 'fra kl. 12.00',
      B101: '3 formål',
      B105: '1 gang om året'
    })
  })

  it('counts the strengths as the source has them', () => {
    const counted = Object.fromEntries(
      aftaler[0]?.strengths.map(({ id }) => [id, commitments.filter(({ strength }) => strength === id).length]) ?? []
    )
    expect(counted).toEqual({
      skal: 26,
      'maa-ikke': 2,
      fast: 45,
      ansvar: 16,
      tilstraebes: 5,
      boer: 7,
      anbefales: 3,
      forventes: 3,
      vigtigt: 5,
      kan: 14,
      maal: 2,
      oplysning: 2
    })
    expect(commitments.filter(isPromised)).toHaveLength(126)
  })

  it('gives every party a part, and what the place does to all who work there', () => {
    for (const party of parties)
      expect(
        commitments.some(commitment => isDoneBy(commitment, party)),
        party
      ).toBe(true)
    expect(isDoneBy({ who: ['sted'] }, 'kollega')).toBe(true)
    expect(isDoneBy({ who: ['sted'] }, 'elev')).toBe(false)
    expect(isDoneBy({ who: ['sted'] }, 'skole')).toBe(false)
  })

  it('names for a plan commitments that say what the plan reads of them', () => {
    const terms = aftaler[0]?.placement?.terms ?? {}
    expect(Object.keys(terms).sort()).toEqual([...termNames].sort())
    expect([terms.introduction, terms.introductionDays, terms.expectation, terms.midway, terms.final, terms.standIn]).toEqual([
      'B04',
      'B05',
      'B40',
      'B41',
      'B42',
      'B86'
    ])
    expect(aftaler[0]?.placement?.freeDays.map(({ date, commitment, fromHour }) => [date, commitment, fromHour])).toEqual([
      ['12-24', 'B88', undefined],
      ['12-31', 'B89', 12],
      ['05-01', 'B89', 12],
      ['06-05', 'B89', 12]
    ])
  })

  it('leaves open what the source leaves open', () => {
    const asked = new Map(aftaler[0]?.questions.map(question => [question.id, question.commitments]))
    expect(asked.get('overordnet-ansvar')).toEqual(['B15', 'B19', 'B107'])
    for (const id of ['forpligtende', 'en-maaned', 'midterste-uger', 'deltid', 'fridage', 'velkomst', 'vejledningstimen'])
      expect(asked.has(id), id).toBe(true)
    for (const { ask } of aftaler[0]?.questions ?? []) expect(ask).toMatch(/\?$/)
  })
})

describe('another agreement in its place', () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  /** The project's content with the small agreement beside ours, and what `change` makes of it. */
  const withAgreement = (change: (folder: string) => void = () => {}) => {
    const top = mkdtempSync(join(tmpdir(), 'pejling-aftale-'))
    folders.push(top)
    cpSync(join(root, 'content'), join(top, 'content'), { recursive: true })
    cpSync(join(root, 'workshops'), join(top, 'workshops'), { recursive: true })
    cpSync(join(root, 'tests/support/house/small-agreement'), join(top, 'anden-aftale'), { recursive: true })
    change(join(top, 'anden-aftale'))
    return readContent(top, 'anden-aftale')
  }
  const edit = (path: string, from: string | RegExp, to: string) => {
    const text = readFileSync(path, 'utf8')
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    writeFileSync(path, changed)
  }
  const faultsAfter = (change: (folder: string) => void): string[] => {
    const result = withAgreement(change)
    return result.ok ? [] : result.faults.map(faultLine)
  }
  const chapter = (folder: string) => join(folder, 'kapitler/1-vejledning.md')

  it('is read instead of ours', () => {
    const result = withAgreement()
    if (!result.ok) throw new Error(result.faults.map(faultLine).join('\n'))
    expect(result.content.aftaler.map(({ title }) => title)).toEqual(['Aftale om god oplæring'])
    expect(result.content.kapitler.flatMap(({ commitments }) => commitments.map(({ id }) => id))).toEqual(['A1', 'A2', 'A3'])
  })

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'a strength that is not explained',
      f => edit(chapter(f), 'strength: skal', 'strength: boer'),
      /^anden-aftale\/kapitler\/1-vejledning\.md: commitments\.A1\.strength: "boer" er ikke forklaret i anden-aftale\/aftale\.md\. Tilføj den/
    ],
    ['an unknown strength', f => edit(chapter(f), 'strength: skal', 'strength: måske'), /commitments\.A1\.strength: skal være en af: skal, /],
    ['one id twice', f => edit(chapter(f), 'id: A2', 'id: A1'), /commitments\.A1\.id: id A1 er allerede brugt/],
    ['a role without a name', f => edit(chapter(f), 'who: [vejleder]', 'who: [kollega]'), /commitments\.A1\.who: "kollega" er ikke en rolle/],
    [
      'a question about nothing',
      f => edit(join(f, 'aftale.md'), 'commitments: [A2]', 'commitments: [A9]'),
      /questions\.hvornaar\.commitments: nævner A9, som ikke findes/
    ],
    [
      'a scale that is not there',
      f => edit(join(f, 'aftale.md'), 'scale: status', 'scale: farver'),
      /scale: "farver" findes ikke i content\/skalaer\. Der er: grad, status/
    ],
    [
      'a plan by what is not there',
      f => edit(join(f, 'aftale.md'), 'questions:', 'placement: { terms: { guidance: A9 } }\nquestions:'),
      /placement\.terms\.guidance: nævner A9, som ikke findes/
    ],
    [
      'a plan by what has no number',
      f => edit(join(f, 'aftale.md'), 'questions:', 'placement: { terms: { midway: A3 } }\nquestions:'),
      /placement\.terms\.midway: A3 har intet tal i uger\. Skriv tallet ved tilsagnet/
    ],
    [
      'a day off that no year has',
      f =>
        edit(join(f, 'aftale.md'), 'questions:', 'placement: { terms: {}, freeDays: [{ date: 02-30, name: skuddag, commitment: A1 }] }\nquestions:'),
      /placement\.freeDays\.02-30: er ikke en dag i året/
    ],
    ['a number upside down', f => edit(chapter(f), 'amount: 1, unit', 'amount: 3, to: 2, unit'), /commitments\.A1\.numbers: går fra 3 til 2/],
    ['a reading of nobody', f => edit(chapter(f), 'reading: [who]', 'reading: [leder]'), /commitments\.A2\.reading: "leder" står ikke i who/],
    ['no reason', f => edit(chapter(f), /\n {4}why: Eleven ved[^\n]*/, ''), /commitments\.A2\.why: mangler/],
    ['two agreements', f => cpSync(join(f, 'aftale.md'), join(f, 'kopi.md')), /kopi\.md: hele filen: er én for meget/],
    ['no agreement', f => rmSync(join(f, 'aftale.md')), /aftale\.md: hele filen: mangler\. .*KVALITETSAFTALE/],
    ['no chapter', f => rmSync(chapter(f)), /kapitler: mangler\. Læg mindst ét kapitel/],
    ['no folder of chapters', f => rmSync(join(f, 'kapitler'), { recursive: true }), /anden-aftale\/kapitler: hele mappen: findes ikke/],
    [
      'a chapter number twice',
      f => {
        mkdirSync(f, { recursive: true })
        cpSync(chapter(f), join(f, 'kapitler/2-kopi.md'))
      },
      /number: 1 er brugt i/
    ]
  ])('tells file, field and remedy of %s', (_, change, told) => {
    const lines = faultsAfter(change)
    expect(lines.join('\n')).toMatch(new RegExp(told.source, 'm'))
  })

  const withForm = (f: string) => cpSync(join(root, 'tests/support/house/small-form.md'), join(f, 'evaluering/skema.md'))
  const form = (f: string) => join(f, 'evaluering/skema.md')

  it('needs no form for the evaluation, and reads the one that it has', () => {
    const [without, having] = [withAgreement(), withAgreement(withForm)]
    if (!without.ok || !having.ok) throw new Error('not read')
    expect(without.content.evalueringer).toEqual([])
    expect(having.content.evalueringer.map(({ title }) => title)).toEqual(['Mit skema'])
  })

  it.each<[string, string, string, RegExp]>([
    ['a commitment that is not there', 'commitments: [A2]', 'commitments: [A9]', /statements\.plan\.commitments: nævner A9, som ikke findes/],
    ['an unknown commitment about the form', 'about: [A1]', 'about: [A8]', /about: nævner A8, som ikke findes/],
    ['one statement twice', 'id: plan', 'id: time', /statements\.time\.id: id time er brugt to gange/],
    ['a statement that is too long', 'Jeg kendte planen.', `Jeg kendte ${'en '.repeat(16)}plan.`, /plan\.text: har 19 ord, højst 16/],
    ['a statement about the student', 'Jeg kendte planen.', 'Eleven kendte planen.', /plan\.text: er ikke i jeg-form/]
  ])('tells of %s in the form', (_, from, to, told) => {
    const lines = faultsAfter(f => {
      withForm(f)
      edit(form(f), from, to)
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(told)
    expect(lines[0]).toMatch(/^anden-aftale\/evaluering\/skema\.md: /)
  })

  it('tells of a second form', () => {
    const lines = faultsAfter(f => {
      withForm(f)
      cpSync(form(f), join(f, 'evaluering/to.md'))
    })
    expect(lines).toEqual([
      'anden-aftale/evaluering/to.md: hele filen: er én for meget: anden-aftale/evaluering/skema.md er der allerede. Flyt eller fjern den ene.'
    ])
  })

  it('says that the whole folder is not there', () => {
    const result = readContent(root, 'content/findes-ikke')
    expect(result.ok ? [] : result.faults.map(faultLine)).toContain('content/findes-ikke: hele mappen: findes ikke. Er navnet stavet rigtigt?')
  })
})
