import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isPromised } from '../src/core/commitments/commitment.ts'
import { earlierPatterns } from '../src/core/workshop/earlier-words.ts'
import { itemText, itemWordings, studentsStatements } from '../src/core/workshop/item-text.ts'
import { type Facts, type StepNow, stepNow } from '../src/core/workshop/script.ts'
import { type Privacy, withChoice } from '../src/core/workshop/workshop.ts'
import { compileWorkshop, variants } from '../src/schemas/compile-workshop.ts'
import { ContentError, faultLine } from '../src/schemas/faults.ts'
import { STATEMENT_WORDS } from '../src/schemas/kerneelement.ts'
import { readContent } from '../src/schemas/read-content.ts'
import { WORKSHOP_BYTES, workshopSchema } from '../src/schemas/workshop.ts'
import { danishSpeller, misspelt, misspeltContent, misspeltScreens } from './support/house/spelling.ts'

const root = join(import.meta.dirname, '..')
const read = readContent(root)
if (!read.ok) throw new Error(`The content has faults:\n${read.faults.map(faultLine).join('\n')}`)
const { kerneelementer, anvendelser, skalaer, aftaler, kapitler } = read.content
const sources = { elements: kerneelementer, scales: skalaer, agreement: aftaler[0], chapters: kapitler }
const workshops = read.content.workshops.map(({ template }) => template)
const luu = 'luu-strategisk-droeftelse'

/** What an author may have written: anything at all. */
// biome-ignore lint/suspicious/noExplicitAny: the tests spoil it in every way.
type Loose = any

/** The front matter of a drejebog as its author wrote it, to be spoilt. */
const frontmatter = (slug: string): Loose => {
  const text = readFileSync(join(root, 'workshops', `${slug}.md`), 'utf8')
  return parse(text.split(/^---$/m)[1] ?? '')
}

/** What the author is told about a drejebog with one mistake in it. */
function told(slug: string, spoil: (drejebog: Loose) => void): string {
  const drejebog = frontmatter(slug)
  spoil(drejebog)
  try {
    compileWorkshop(slug, drejebog, sources)
  } catch (error) {
    if (error instanceof ContentError) return error.message
    throw error
  }
  return 'nothing'
}

const template = (slug: string) => {
  const found = workshops.find(w => w.slug === slug)
  if (!found) throw new Error(`no workshop ${slug}`)
  return found
}
const stepOf = (drejebog: Loose, id: string) => drejebog.steps.find((s: Loose) => s.id === id)

describe('the content', () => {
  it('is valid and whole', () => {
    expect(kerneelementer.map(e => e.number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(read.content.roller.map(r => r.role).toSorted()).toEqual(['elev', 'strategisk', 'udfoerende', 'udvikling'])
    expect(anvendelser.map(a => a.number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(read.content.vejledning.map(v => v.slug)).toEqual(
      expect.arrayContaining(['moedeleder', 'ny-i-luu', 'hvad-gemmer-vaerktoejet', 'tilgaengelighed', 'kilder'])
    )
    expect(workshops.map(w => w.slug).toSorted()).toEqual([
      'elevstemmen',
      'foa-i-dialog-med-arbejdspladsen',
      'kvalitetsaftale',
      'kvalitetsaftalens-aarlige-status',
      'kvalitetstjek-af-en-indsats',
      luu,
      'opfoelgningsmoede',
      'personalemoede-paa-oplaeringsstedet',
      'skole-og-oplaeringssted',
      'teammoede-paa-skolen'
    ])
  })

  it('has statements of one sentence and at most 16 words', () => {
    const texts = kerneelementer.flatMap(e => [
      e.headline,
      ...Object.values(e.statements).flatMap(list => list.flatMap(s => [s.text, 'own' in s ? s.own : s.skole]))
    ])
    const written = texts.filter(t => t !== undefined)
    expect(written.length).toBe(6 + 6 * 12 + 6 * 3 + 7)
    for (const text of written) {
      expect(text.split(/\s+/).length, text).toBeLessThanOrEqual(STATEMENT_WORDS)
      expect(text.match(/[.!?]/g), text).toHaveLength(1)
      expect(text, text).toMatch(/^[A-ZÆØÅ].*\.$/)
    }
  })

  it('has unique ids of statements', () => {
    const ids = kerneelementer.flatMap(e => Object.values(e.statements).flatMap(list => list.map(s => s.id)))
    expect(ids).toHaveLength(72)
    expect(new Set(ids).size).toBe(72)
  })

  it('leads every anvendelse to a workshop that exists, and says how to adapt the nearest', () => {
    for (const { workshop, fit, note } of anvendelser) {
      expect(workshops.map(w => w.slug)).toContain(workshop)
      if (fit === 'naermest') expect(note).toBeTruthy()
    }
  })

  it('links only to pages of its own that exist', () => {
    const entries = [...kerneelementer, ...read.content.roller, ...anvendelser, ...read.content.vejledning]
    const links = entries.flatMap(e => [...e.body.matchAll(/\]\(\/([a-z]+)\/([a-z-]+)\/\)/g)])
    expect(links.length).toBeGreaterThan(0)
    for (const [, folder, slug] of links) {
      const pages: Record<string, string[]> = { drejeboeger: workshops.map(w => w.slug), vejledning: read.content.vejledning.map(({ slug }) => slug) }
      expect(pages[folder ?? ''], folder).toContain(slug)
    }
  })
})

describe('the workshops', () => {
  it('are accepted by the server, with each choice made', () => {
    for (const workshop of workshops.flatMap(variants)) {
      const result = workshopSchema.safeParse(workshop)
      expect(result.error?.issues ?? [], workshop.slug).toEqual([])
      expect(result.data).toEqual(workshop)
      expect(JSON.stringify(workshop).length).toBeLessThan(WORKSHOP_BYTES / 3)
    }
  })

  it('have minutes that add up', () => {
    expect(Object.fromEntries(workshops.map(w => [w.slug, w.minutes]))).toEqual({
      [luu]: 90,
      'personalemoede-paa-oplaeringsstedet': 45,
      'foa-i-dialog-med-arbejdspladsen': 60,
      elevstemmen: 40,
      'skole-og-oplaeringssted': 75,
      'teammoede-paa-skolen': 45,
      'kvalitetstjek-af-en-indsats': 60,
      kvalitetsaftale: 60,
      'kvalitetsaftalens-aarlige-status': 90,
      opfoelgningsmoede: 30
    })
    for (const { steps, minutes, slug } of workshops)
      expect(
        steps.reduce((sum, s) => sum + s.minutes, 0),
        slug
      ).toBe(minutes)
  })

  it('play the flow that their meeting needs', () => {
    const kinds = (slug: string) => template(slug).steps.map(s => s.kind)
    expect(kinds(luu)).toEqual(['talk', 'talk', 'rate', 'reveal', 'talk', 'notes', 'vote', 'agree', 'close'])
    expect(kinds('personalemoede-paa-oplaeringsstedet')).toEqual(['talk', 'talk', 'rate', 'reveal', 'talk', 'notes', 'vote', 'agree', 'close'])
    expect(kinds('foa-i-dialog-med-arbejdspladsen')).toEqual(['talk', 'talk', 'rate', 'reveal', 'notes', 'agree', 'close'])
    expect(kinds('elevstemmen')).toEqual(['talk', 'rate', 'reveal', 'notes', 'vote', 'agree', 'close'])
  })

  it('let LUU choose between six headlines and 18 statements, and vote on the six', () => {
    const [headlines, statements] = variants(template(luu))
    expect(headlines?.instruments.vurdering?.items.map(i => i.id)).toEqual(['K1', 'K2', 'K3', 'K4', 'K5', 'K6'])
    expect(statements?.instruments.vurdering?.items).toHaveLength(18)
    // One wording for the whole committee: a figure of two wordings would be of two questions.
    for (const item of statements?.instruments.vurdering?.items ?? []) expect(itemWordings(item, template(luu)), item.id).toHaveLength(1)
    const vote = headlines?.steps.find(s => s.kind === 'vote')
    expect(vote).toMatchObject({ dots: 2, options: [1, 2, 3, 4, 5, 6].map(n => ({ id: `k${n}`, element: n })) })
  })

  it('give the staff meeting one element in depth, and call the students part a guess', () => {
    const options = variants(template('personalemoede-paa-oplaeringsstedet'))
    expect(options.map(w => w.focus)).toEqual([[4], [6], [5], [1], [2], [3]])
    const items = options[0]?.instruments.vurdering?.items ?? []
    expect(items.map(i => [i.id, i.guess ?? false])).toEqual([
      ['K4D1', false],
      ['K4D2', false],
      ['K4D3', false],
      ['K4E1', true],
      ['K4E2', true],
      ['K4E3', true]
    ])
  })

  it('say of their answers word for word what was said before the words were content', () => {
    const instruments = workshops.flatMap(workshop => Object.values(workshop.instruments)).filter(({ scale }) => scale[0] === 'slet ikke')
    expect(instruments.length).toBeGreaterThan(7)
    for (const { patterns } of instruments) expect(patterns).toEqual(earlierPatterns)
  })

  it('ask the status of what the agreement promises, the whole or a part of it', () => {
    const status = (option: string) => {
      const { instruments } = withChoice(template('kvalitetsaftale'), option)
      const instrument = instruments.status
      if (!instrument) throw new Error(`no status in ${option}`)
      return instrument
    }
    const whole = status('hele')
    // All that is promised but B84, which serves no kerneelement; goals and facts are not promised.
    const promised = kapitler.flatMap(({ commitments }) => commitments.filter(isPromised).map(({ id }) => id))
    expect(whole.items.map(({ id }) => id)).toEqual(promised.filter(id => id !== 'B84'))
    expect(whole.sections?.map(({ title }) => title)).toEqual(kapitler.map(({ title }) => title))
    expect(whole.scale).toEqual(['ikke begyndt', 'på vej', 'på plads'])
    expect([whole.unknown, whole.notApplicable]).toEqual(['ved ikke', 'ikke relevant hos os'])
    expect(status('fast').items.map(({ strength }) => strength)).toEqual(expect.arrayContaining(['skal', 'maa-ikke']))
    expect(new Set(status('fast').items.map(({ strength }) => strength))).toEqual(new Set(['skal', 'maa-ikke']))
    expect(status('kapitel-5').sections).toBeUndefined()
    expect(status('kapitel-5').items.map(({ id }) => id)).toEqual(['B33', 'B34', 'B35', 'B36', 'B37', 'B38a', 'B38b', 'B39b'])
    expect(status('rolle-elev').items.map(({ id }) => id)).toContain('B49')
    expect(status('rolle-elev').items.map(({ id }) => id)).not.toContain('B68')
    expect(template('kvalitetsaftale').choice?.options).toHaveLength(2 + 12 + 6)
  })

  it('ask students about themselves, on the same scale', () => {
    const instrument = template('elevstemmen').instruments.vurdering
    expect(instrument).toMatchObject({
      question: 'I hvilken grad passer det på dig?',
      scale: template(luu).instruments.vurdering?.scale,
      unknown: 'ved ikke'
    })
    expect(instrument?.items).toHaveLength(18)
    expect(withChoice(template('elevstemmen'), 'seks').instruments.vurdering?.items.map(({ id }) => id)).toEqual(
      [1, 2, 3, 4, 5, 6].map(number => `K${number}E1`)
    )
    for (const item of instrument?.items ?? []) {
      expect(itemText(item)).toMatch(/\b([Jj]eg|mig|[Mm]in|[Mm]it|[Mm]ine)\b/)
      expect(item.guess).toBeUndefined()
    }
  })

  it('give students among themselves cards with their own statements, and nobody else', () => {
    const cards = (slug: string) => template(slug).elements.map(({ number }) => studentsStatements(template(slug), number))
    expect(cards('elevstemmen').flat()).toEqual(template('elevstemmen').instruments.vurdering?.items.map(item => itemText(item)))
    for (const { slug } of workshops) if (slug !== 'elevstemmen') expect(cards(slug).flat(), slug).toEqual([])
  })

  /** Every state that a step of a drejebog can be told in. */
  const states = (privacy: Privacy): Facts[] => {
    if (privacy === 'cards') return (['one', 'several'] as const).map(elements => ({ privacy, elements }))
    return (['few', 'enough'] as const).flatMap(answers =>
      (['before', 'after'] as const).flatMap(reveal => (['one', 'several'] as const).map(elements => ({ privacy, answers, reveal, elements })))
    )
  }
  const wordsOf = ({ say, ifQuiet, see, prompts }: StepNow) => [...say, ifQuiet, see, ...prompts]

  it('[script-holds] tell nobody in cards to answer, and nobody else to talk from cards that are not there', () => {
    const answering =
      /svarer|svarene|svar for dig|har svaret|dit svar|ved ikke er også et svar|sådan svarede|åben visning|prikker(ne)? bliver|sæt (to|én|din) prik|hvilken stol|billedet|fælles billede|med to prikker/i
    for (const { slug, steps } of workshops)
      for (const step of steps) {
        for (const facts of states('cards'))
          for (const text of [step.cardsTitle ?? step.title, ...wordsOf(stepNow(step, facts))])
            if (!/giver eleverne svar|svar til eleverne/.test(text)) expect(text, `${slug} ${step.id}`).not.toMatch(answering)
        for (const facts of [...states('private'), ...states('open')].filter(({ answers }) => answers === 'enough'))
          if (step.kind === 'rate') expect(wordsOf(stepNow(step, facts)).join(' '), `${slug} ${step.id}`).not.toMatch(/kort(et|ene)?\b/i)
      }
  })

  it('[script-holds] say no condition where the board knows the answer, and always have something to say', () => {
    for (const { slug, steps } of workshops)
      for (const step of steps)
        for (const facts of (['private', 'open', 'cards'] as const).flatMap(states)) {
          const now = stepNow(step, facts)
          const place = `${slug} ${step.id} ${JSON.stringify(facts)}`
          for (const text of wordsOf(now))
            expect(text, place).not.toMatch(/har du valgt|^er der for få|^(i et (privat|åbent) møde|med dialogkort|når I svarer)\b.*:/i)
          expect([now.say.length > 0, now.ifQuiet !== '', now.see !== ''], place).toEqual([true, true, true])
          // A page of words is not read aloud.
          expect(now.say.length, place).toBeLessThanOrEqual(8)
        }
  })

  it('promise students an answer, and say by whom, in which week and how', () => {
    for (const { slug, steps } of workshops) {
      const agree = steps.find(step => step.kind === 'agree')
      expect(agree && stepNow(agree, { privacy: 'private', elements: 'several' }).say.join(' '), slug).toMatch(
        /svar til eleverne.*Hvem .*uge.*hvordan/i
      )
    }
  })

  it('never ask about membership', () => {
    const { sides, steps } = template('foa-i-dialog-med-arbejdspladsen')
    for (const { label } of sides) expect(label).not.toMatch(/medlem/i)
    expect(steps[0]?.see).toContain('Ingen bliver spurgt om medlemskab')
  })
})

describe('the spelling', async () => {
  const right = await danishSpeller(root)

  it('is right in every file', () => {
    expect(misspeltContent(root, right)).toEqual([])
  })

  it('is right on the screens of a meeting', async () => {
    expect(misspeltScreens(root, right)).toEqual([])
    const folder = await mkdtemp(join(tmpdir(), 'pejling-spelling-'))
    await mkdir(join(folder, 'src/islands'), { recursive: true })
    const planted =
      '<script>let trouble = "Der er inngen forbindelse nu."</script><p class="rigthe">Svaerne {1 ? "er visst for alle" : ""}</p><input aria-label="Kodde" />'
    await writeFile(join(folder, 'src/islands/Planted.svelte'), planted)
    const found = misspeltScreens(folder, right)
    await rm(folder, { recursive: true })
    expect(found.map(({ word }) => word).toSorted()).toEqual(['Kodde', 'Svaerne', 'inngen', 'visst'])
  })

  it('knows the words of the field, and finds a slip of the finger', () => {
    expect(misspelt('LUU og FEVU er ”uddannelses- og oplæringsudvalg” (SEVU’s ord).', right)).toEqual([])
    expect(misspelt('Eleverne er i opplæring på uddanelsen.', right)).toEqual(['opplæring', 'uddanelsen'])
  })

  it('is looked at in the fields and in the text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-spelling-'))
    for (const name of ['content', 'workshops']) await cp(join(root, name), join(folder, name), { recursive: true })
    const path = join(folder, 'workshops', `${luu}.md`)
    const text = await readFile(path, 'utf8')
    await writeFile(path, `${text.replace('title: Velkomst', 'title: Vellkomst')}\nDet er aftallt.\n`)
    const found = misspeltContent(folder, right)
    await rm(folder, { recursive: true })
    expect(found.map(each => [each.file, each.word])).toEqual([
      [`workshops/${luu}.md`, 'Vellkomst'],
      [`workshops/${luu}.md`, 'aftallt']
    ])
  })
})

describe('a mistake in a drejebog names file, field and remedy', () => {
  const file = `workshops/${luu}.md`
  const cases: [string, (d: Loose) => void, string, RegExp][] = [
    ['a missing field', d => delete d.purpose, 'purpose', /mangler.*Én sætning/],
    ['a missing field of a step', d => delete stepOf(d, 'billedet').ifQuiet, 'steps.billedet.ifQuiet', /mangler.*stille/],
    ['a misspelt field', d => (d.formaal = 'x'), 'formaal', /kendes ikke.*Ret navnet/],
    ['a wrong kind of value', d => (d.minutes = 'halvfems'), 'minutes', /skal være et (helt )?tal/],
    ['minutes that do not add up', d => (stepOf(d, 'aftale').minutes = 20), 'minutes', /er 90, men trinnenes minutter giver 92.*Ret/],
    ['an unknown element', d => (d.focus = [1, 7]), 'focus.nr. 2', /en af: 1, 2, 3, 4, 5, 6/],
    ['an unknown lens', d => (d.choice.options[1].instruments.vurdering.lens = 'chef'), 'lens', /en af: strategisk/],
    ['an unknown set', d => (d.choice.options[0].instruments.vurdering.set = 'alle'), 'set', /skal være/],
    ['an unknown instrument', d => (stepOf(d, 'vurdering').instrument = 'skema'), 'steps.vurdering.instrument', /"skema" findes ikke.*vurdering/],
    ['an unknown kind of step', d => (stepOf(d, 'luk').kind = 'slut'), 'steps.luk.kind', /skal være en af: talk, rate/],
    [
      'a reveal of what is no earlier rating',
      d => (stepOf(d, 'billedet').of = 'velkomst'),
      'steps.billedet.of',
      /ikke et tidligere rate-trin.*Skriv id/
    ],
    ['a reveal before its rating', d => d.steps.splice(2, 2, d.steps[3], d.steps[2]), 'steps.billedet.of', /ikke et tidligere rate-trin/],
    [
      'a vote on what are no notes',
      d => {
        delete stepOf(d, 'prikker').options
        stepOf(d, 'prikker').from = 'velkomst'
      },
      'steps.prikker.from',
      /ikke et tidligere notes-trin/
    ],
    ['a vote on nothing', d => delete stepOf(d, 'prikker').options, 'steps.prikker.options', /færre end to/],
    ['a repeated step id', d => (stepOf(d, 'sedler').id = 'velkomst'), 'steps.velkomst', /står to gange.*Giv hver sin/],
    ['a repeated lane id', d => (stepOf(d, 'sedler').lanes[1].id = 'virker'), 'steps.sedler.lanes.virker', /står to gange/],
    [
      'statements that one of its sides cannot answer',
      d => (d.choice.options[1].instruments.vurdering.lens = 'udfoerende'),
      'instruments.vurdering',
      /giver organisation og elev udsagnet K1D1, som de ikke kan svare på/
    ],
    ['a condition that is unknown', d => (stepOf(d, 'velkomst').say[0] = { when: { mood: 'glad' }, text: 'Hej.' }), 'mood', /kendes ikke/],
    ['a condition of an unknown value', d => (stepOf(d, 'billedet').say[0] = { when: { privacy: 'hidden' }, text: 'Hej.' }), 'privacy', /private/],
    ['a condition that says nothing', d => (stepOf(d, 'billedet').say[0] = { when: {}, text: 'Hej.' }), 'when', /siger ikke, hvornår linjen gælder/],
    ['a line with a condition and no text', d => (stepOf(d, 'billedet').say[0] = { when: { privacy: 'open' } }), 'text', /mangler/],
    [
      'a line about answers before anyone can have answered',
      d => (stepOf(d, 'velkomst').say[0] = { when: { answers: 'few' }, text: 'Vi er få.' }),
      'steps.velkomst.say.nr. 1',
      /taler om svar, før nogen kan have svaret/
    ],
    ['a repeated choice', d => (d.choice.options[1].id = 'overskrifter'), 'choice.options', /samme id/],
    [
      'a paper for a step that is not there',
      d => (d.print = [{ paper: 'elevens-vej', step: 'vejen' }]),
      'print',
      /nævner trinnet "vejen".*Skriv et trins id/
    ],
    ['a paper that is unknown', d => (d.print = [{ paper: 'plakat', step: 'luk' }]), 'paper', /skal være/],
    ['an end without close', d => d.steps.pop(), 'steps', /close/],
    ['a group turned round', d => (d.group = { from: 20, to: 6 }), 'group.from', /Byt om/]
  ]
  it.each(cases)('%s', (_name, spoil, field, remedy) => {
    const message = told(luu, spoil)
    const line = message.split('\n').find(l => l.includes(`${field}: `)) ?? message
    expect(line.startsWith(`${file}: `), line).toBe(true)
    expect(line).toContain(`${field}: `)
    expect(line).toMatch(remedy)
  })

  it('an element that no file describes', () => {
    const drejebog = frontmatter('personalemoede-paa-oplaeringsstedet')
    const without = kerneelementer.filter(e => e.number !== 6)
    expect(() => compileWorkshop('personalemoede-paa-oplaeringsstedet', drejebog, { ...sources, elements: without })).toThrow(
      /personalemoede-paa-oplaeringsstedet\.md: choice\.elements\.vurdering: element 6 findes ikke/
    )
  })

  it('tells several mistakes at once', () => {
    const message = told(luu, d => {
      delete d.purpose
      delete d.who
    })
    expect(message.split('\n')).toHaveLength(2)
  })
})

describe('a mistake in a file is found where it stands', () => {
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

  /** The faults of a copy of the content in which one file has been changed. */
  async function faultsWith(file: string, change: (text: string) => string): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-content-'))
    folders.push(folder)
    for (const name of ['content', 'workshops']) await cp(join(root, name), join(folder, name), { recursive: true })
    const path = join(folder, file)
    const text = await readFile(path, 'utf8')
    const changed = change(text)
    expect(changed).not.toBe(text)
    await writeFile(path, changed)
    const result = readContent(folder)
    return result.ok ? [] : result.faults.map(faultLine)
  }

  const trivsel = 'content/kerneelementer/4-trivsel.md'
  const cases: [string, string, (text: string) => string, RegExp][] = [
    ['a missing field', trivsel, t => t.replace(/^low: >-\n.*\n/m, ''), /^content\/kerneelementer\/4-trivsel\.md: low: mangler/],
    [
      'a repeated statement id',
      trivsel,
      t => t.replace('K4S2', 'K4S1'),
      /4-trivsel\.md: statements\.strategisk\.K4S1: id K4S1 er allerede brugt.*Skriv K4S2/
    ],
    ['a statement of another element', trivsel, t => t.replace('K4U1', 'K5U1'), /statements\.udvikling\.K5U1: .*Skriv K4U1/],
    [
      'a statement that is too long',
      trivsel,
      t => t.replace('Hos os bliver hver elev set.', `Hos os${' og os'.repeat(9)}.`),
      /headline: .*højst 16 ord/
    ],
    [
      'a statement of two things',
      trivsel,
      t => t.replace('hvor en elev kan få hjælp', 'hvor en elev kan få hjælp og støtte'),
      /K4D3\.text: siger to ting med "og"/
    ],
    ['a statement that denies', trivsel, t => t.replace('Vi ved, hvor en elev', 'Vi ved aldrig, hvor en elev'), /K4D3\.text: nægter med "aldrig"/],
    [
      'a statement about what some of its sides do not have',
      'content/kerneelementer/2-organiseret-samarbejde.md',
      t => t.replace('der har kontakten mellem skole og oplæring', 'hos os der har kontakten til det andet sted'),
      /K2S2\.text: nævner "det andet sted", som organisation og elev ikke kan svare på/
    ],
    [
      'a headline about what some sides do not have',
      trivsel,
      t => t.replace('Hos os bliver hver elev set', 'Hos os står eleverne i arbejdsplanen'),
      /headline: nævner "arbejdsplanen", som skole og organisation/
    ],
    ['a statement that says by nobody whom it is for', trivsel, t => t.replace(/^ {6}sides: .*\n/m, ''), /K4S1\.sides: mangler.*Dem, der kan svare/],
    [
      'a pair that does not ask the same',
      trivsel,
      t => t.replace('own: Jeg har nogen at være sammen med i pauserne', 'own: Jeg er glad i pauserne'),
      /K4E3\.own: spørger ikke om det samme/
    ],
    ['a student statement without its pair', trivsel, t => t.replace(/^ {6}own: .*\n/m, ''), /K4E1\.own: mangler/],
    [
      'a paragraph that is hard to read',
      trivsel,
      t =>
        `${t}\nKvalitetssikringsforanstaltninger vedrørende uddannelsesinstitutionernes trivselsfremmende aktiviteter forudsætter koordinerede samarbejdsrelationer mellem uddannelsesansvarlige, oplæringsvejledere, kontaktlærere og forvaltningsmedarbejdere, hvorfor implementeringen af indsatserne i praksis nødvendiggør ledelsesmæssig opbakning.\n`,
      /4-trivsel\.md: teksten, afsnittet "Kvalitetssikring.*har lix \d+, højst 44/
    ],
    [
      'a field that is hard to read',
      trivsel,
      t =>
        t.replace(
          'Nogen spørger i tide.',
          'Trivselsfremmende indsatser forudsætter velkoordinerede samarbejdsrelationer mellem oplæringsvejledere, kontaktlærere, uddannelsesansvarlige og forvaltningsmedarbejdere, hvilket nødvendiggør ledelsesmæssig opbakning.'
        ),
      /4-trivsel\.md: high: har lix/
    ],
    ['an element number twice', trivsel, t => t.replace('number: 4', 'number: 5'), /number: (4|5|element 4)/],
    ['a line with a bare colon', trivsel, t => t.replace('name: Trivsel', 'name: Trivsel: alt'), /felterne øverst: kan ikke læses/],
    ['no front matter', trivsel, t => t.replace('---', ''), /hele filen: begynder ikke/],
    ['no text', trivsel, t => t.slice(0, t.lastIndexOf('---') + 4), /teksten: mangler/],
    ['a role in the wrong file', 'content/roller/elev.md', t => t.replace('role: elev', 'role: udvikling'), /roller\/elev\.md: role: .*samme ord/],
    [
      'an anvendelse without a workshop',
      'content/anvendelser/1-strategisk-droeftelse-i-luu.md',
      t => t.replace(`workshop: ${luu}`, 'workshop: luu'),
      /1-strategisk-droeftelse-i-luu\.md: workshop: "luu" findes ikke/
    ],
    [
      'a nearest workshop without a note',
      'content/anvendelser/4-hverdagen-paa-skolen.md',
      t => t.replace('fit: egen', 'fit: naermest'),
      /4-hverdagen-paa-skolen\.md: note: mangler/
    ]
  ]
  it.each(cases)('%s', async (_name, file, change, expected) => {
    const faults = await faultsWith(file, change)
    expect(
      faults.some(f => expected.test(f)),
      faults.join('\n')
    ).toBe(true)
  })
})
