import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType
} from 'docx'
import type { Block, Row } from '../../core/minutes/block.ts'
import type { Minutes } from '../../core/minutes/minutes.ts'
import { minutesBlocks } from '../../core/minutes/minutes-blocks.ts'

/** Twips: twentieths of a point. A4 with margins of 2 cm. */
const PAGE = { width: 11_906, height: 16_838 }
const MARGIN = 1_134
const WIDTH = PAGE.width - 2 * MARGIN

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 }
/** Half points of the four headings. */
const sizes = [40, 32, 26, 23]

/** A style of headings. The outline level makes it a heading in a tagged PDF too. */
const headingStyle = (level: number) => ({
  run: { font: 'Calibri', size: sizes[level] ?? 22, bold: true, color: '000000' },
  paragraph: { outlineLevel: level, keepNext: true, keepLines: true, spacing: { before: level === 0 ? 0 : 320 - 60 * level, after: 100 } }
})

/** Word's "Table Grid", which the library has no words for. */
function tableGrid(): string {
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(line).join('')
  return `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr></w:style></w:styles>`
}

/** What XML cannot hold, and no reader shows: halves of pairs, and characters that are none. */
const shown = (text: string): string => text.replace(/[\p{Cs}\ufffe\uffff]|(?!\n)\p{Cc}/gu, '')

/** A text's lines, one below the other. */
const runs = (text: string, bold = false): TextRun[] =>
  text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .filter(line => line.trim() !== '')
    .map((line, at) => new TextRun({ text: shown(line), ...(bold && { bold }), ...(at > 0 && { break: 1 }) }))

/** Twips of each column. Of a table of figures the first and the last are broad, and hold words. */
function columnsOf(count: number): number[] {
  const shares = Array.from({ length: count }, (_, at) => (count <= 4 ? (at === 0 ? 2 : 1) : at === 0 ? 3.2 : at === count - 1 ? 1.8 : 1.1))
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map(share => Math.floor((WIDTH * share) / all))
}

function tableOf({ head, rows }: Extract<Block, { kind: 'table' }>): Table {
  const columns = columnsOf(head.length)
  /** Many columns of figures need small letters. */
  const style = head.length > 4 ? 'TableText' : 'Normal'
  const parted = rows.some(({ under }) => under)
  const cellsOf = ({ cells, under }: Row, bold = false): TableCell[] =>
    cells.map((text, at) => {
      const span = at === cells.length - 1 ? head.length - at : 1
      const width = columns.slice(at, at + span).reduce((sum, each) => sum + each, 0)
      const children = [
        new Paragraph({
          style,
          children: runs(text, bold || (at === 0 && parted && !under)),
          ...(at === 0 && under && { indent: { left: 170 } }),
          ...(head.length > 4 && at > 0 && at < cells.length - 1 && { alignment: AlignmentType.CENTER })
        })
      ]
      return new TableCell({ children, width: { size: width, type: WidthType.DXA }, ...(span > 1 && { columnSpan: span }) })
    })
  return new Table({
    style: 'TableGrid',
    columnWidths: columns,
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cellsOf({ cells: head, line: '' }, true) }),
      ...rows.map(row => new TableRow({ cantSplit: true, children: cellsOf(row) }))
    ]
  })
}

function partsOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: headings[block.level], children: runs(block.text) })]
    case 'paragraph':
      return [new Paragraph({ children: [...(block.label === undefined ? [] : runs(`${block.label}: `, true)), ...runs(block.text)] })]
    case 'list':
      return block.items.map(item => new Paragraph({ style: 'ListBullet', children: runs(item) }))
    case 'table':
      // A table in Word runs into what follows it.
      return [tableOf(block), new Paragraph({ style: 'AfterTable' })]
  }
}

/** The minutes as a Word document: A4, in Danish, with Word's own styles of headings, lists and tables, so that people can go on in it. */
export function wordFile(minutes: Minutes): Promise<Blob> {
  return Packer.toBlob(
    new Document({
      title: shown(`Referat: ${minutes.title}`),
      creator: 'Pejling',
      lastModifiedBy: 'Pejling',
      styles: {
        default: {
          document: {
            run: { font: 'Calibri', size: 22, language: { value: 'da-DK' } },
            paragraph: { spacing: { after: 80, line: 264 } }
          },
          heading1: headingStyle(0),
          heading2: headingStyle(1),
          heading3: headingStyle(2),
          heading4: headingStyle(3)
        },
        paragraphStyles: [
          {
            id: 'ListBullet',
            name: 'List Bullet',
            basedOn: 'Normal',
            quickFormat: true,
            paragraph: { numbering: { reference: 'bullets', level: 0 } }
          },
          { id: 'TableText', name: 'Table Text', basedOn: 'Normal', run: { size: 18 }, paragraph: { spacing: { after: 0, line: 240 } } },
          { id: 'AfterTable', name: 'After Table', basedOn: 'Normal', run: { size: 12 }, paragraph: { spacing: { after: 0 } } }
        ]
      },
      externalStyles: tableGrid(),
      numbering: {
        config: [
          {
            reference: 'bullets',
            levels: [
              {
                level: 0,
                format: LevelFormat.BULLET,
                text: '•',
                alignment: AlignmentType.LEFT,
                style: { paragraph: { indent: { left: 360, hanging: 260 } } }
              }
            ]
          }
        ]
      },
      sections: [
        {
          properties: { page: { size: PAGE, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } } },
          children: minutesBlocks(minutes).flatMap(partsOf)
        }
      ]
    })
  )
}
