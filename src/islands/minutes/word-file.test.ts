import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { isLongRun } from '../../../tests/support/run/long-run.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import * as examples from './examples.ts'
import { wordFile } from './word-file.ts'

const bytesOf = async (minutes: Minutes): Promise<Uint8Array> => new Uint8Array(await (await wordFile(minutes)).arrayBuffer())
/** The XML of a part of the document. */
const partOf = async (minutes: Minutes, part: string): Promise<string> => {
  const file = unzipSync(await bytesOf(minutes))[part]
  return file ? strFromU8(file) : ''
}
const matches = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map(([, found = '']) => found)
/** The text of each paragraph with this style. */
const textsOf = (document: string, style: string): string[] =>
  matches(document, new RegExp(`<w:pStyle w:val="${style}"/>((?:(?!</w:p>).)*)</w:p>`, 'gs')).map(inner =>
    matches(inner, /<w:t[^>]*>([^<]*)<\/w:t>/g).join('')
  )

describe('the minutes as a Word document', () => {
  it('have Word’s own styles: headings in their order, lists with bullets, and tables whose first row is a header on every page', async () => {
    const document = await partOf(examples.wholeMeeting, 'word/document.xml')
    expect(textsOf(document, 'Heading1')).toEqual(['LUU-møde i november'])
    expect(textsOf(document, 'Heading2')).toEqual(['Det har vi aftalt', 'Siden sidst', 'Svar', 'Prikker', 'Sedler'])
    expect(textsOf(document, 'Heading3').slice(0, 2)).toEqual([
      '1. Skole og oplæring mødes om hver elev, før eleven skifter sted',
      '2. Vejledning har fast tid i planen'
    ])
    expect(textsOf(document, 'ListBullet')).toContain('Én fast kontaktlærer')
    const tables = matches(document, /<w:tbl>(.*?)<\/w:tbl>/gs)
    expect(tables).toHaveLength(4)
    for (const table of tables) {
      expect(table).toContain('<w:tblStyle w:val="TableGrid"/>')
      expect(matches(table, /<w:tr>(.*?)<\/w:tr>/gs).map(row => row.includes('<w:tblHeader/>'))).toEqual([
        true,
        ...new Array(matches(table, /(<w:tr>)/g).length - 1).fill(false)
      ])
    }
    const styles = await partOf(examples.wholeMeeting, 'word/styles.xml')
    for (const name of ['heading 1', 'heading 2', 'heading 3', 'heading 4', 'List Bullet', 'Table Grid'])
      expect(styles.toLowerCase()).toContain(`<w:name w:val="${name.toLowerCase()}"/>`)
    for (const level of [0, 1, 2, 3]) expect(styles).toContain(`<w:outlineLvl w:val="${level}"/>`)
  })

  it('have as many columns in each row as their table', async () => {
    for (const minutes of Object.values(examples))
      for (const table of matches(await partOf(minutes, 'word/document.xml'), /<w:tbl>(.*?)<\/w:tbl>/gs)) {
        const columns = matches(table, /(<w:gridCol )/g).length
        for (const row of matches(table, /<w:tr>(.*?)<\/w:tr>/gs)) {
          const spans = matches(row, /<w:gridSpan w:val="(\d+)"\/>/g).map(Number)
          expect(matches(row, /(<w:tc>)/g).length + spans.reduce((sum, span) => sum + span - 1, 0)).toBe(columns)
        }
      }
  })

  it('are in Danish, on A4, with a title and nobody’s name', async () => {
    expect(await partOf(examples.wholeMeeting, 'word/styles.xml')).toContain('<w:lang w:val="da-DK"/>')
    expect(await partOf(examples.wholeMeeting, 'word/document.xml')).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    const core = await partOf(examples.wholeMeeting, 'docProps/core.xml')
    expect(core).toContain('<dc:title>Referat: LUU-møde i november</dc:title>')
    expect(matches(core, /<(?:dc:creator|cp:lastModifiedBy)>([^<]*)</g)).toEqual(['Pejling', 'Pejling'])
  })

  it('[form-kept] hold what people write as text, and no character that XML cannot hold', async () => {
    const forged = 'A</w:t></w:r></w:p><w:p>&amp;\u0000\ud800\uffff\u000b\nanden linje'
    const minutes = structuredClone(examples.wholeMeeting)
    minutes.title = forged
    minutes.notes[0]?.lanes[0]?.notes.push(forged)
    const document = await partOf(minutes, 'word/document.xml')
    expect(textsOf(document, 'Heading1')).toEqual(['A&lt;/w:t&gt;&lt;/w:r&gt;&lt;/w:p&gt;&lt;w:p&gt;&amp;amp; anden linje'])
    expect(textsOf(document, 'ListBullet')).toContain('A&lt;/w:t&gt;&lt;/w:r&gt;&lt;/w:p&gt;&lt;w:p&gt;&amp;amp;anden linje')
    for (const xml of [document, await partOf(minutes, 'docProps/core.xml')]) expect(xml).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}|\uffff/u)
  })
})

/** LibreOffice stands on few machines, and needs seconds: `npm run test:long -- word`. */
describe.runIf(isLongRun)('the Word document in LibreOffice', { timeout: 120_000 }, () => {
  it('opens with its headings, header rows, language and title', async context => {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-word-'))
    try {
      await writeFile(join(folder, 'referat.docx'), await bytesOf(examples.withStatements))
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
      const convert = (to: string) =>
        promisify(execFile)('soffice', ['--headless', profile, '--convert-to', to, '--outdir', folder, join(folder, 'referat.docx')])
      try {
        await convert('fodt')
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOENT') throw error
        return context.skip('There is no LibreOffice (soffice) on this machine: nothing was opened.')
      }
      const flat = await readFile(join(folder, 'referat.fodt'), 'utf8')
      expect(matches(flat, /<text:h [^>]*text:outline-level="(\d)"/g).slice(0, 3)).toEqual(['1', '2', '3'])
      expect(matches(flat, /(<table:table-header-rows>)/g)).toHaveLength(matches(flat, /(<table:table )/g).length)
      expect(flat).toMatch(/fo:language="da" fo:country="DK"/)
      expect(flat).toContain('<dc:title>Referat: LUU-møde i november</dc:title>')
      await convert('txt:Text (encoded):UTF8')
      const text = await readFile(join(folder, 'referat.txt'), 'utf8')
      const places = ['Det har vi aftalt', 'Svar til eleverne:', 'Siden sidst', 'Prikker', 'Sedler', 'Vagtplanen kommer for sent'].map(part =>
        text.indexOf(part)
      )
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(places[0]).toBeGreaterThan(0)
      await convert('pdf')
      expect((await readFile(join(folder, 'referat.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
