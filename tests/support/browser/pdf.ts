import { getDocumentProxy } from 'unpdf'

/** A PDF as an independent reader sees it; lengths in millimetres from the upper left corner of the page. */
export type PdfText = { text: string; left: number; right: number; top: number; bottom: number }
export type PdfPage = { width: number; height: number; texts: PdfText[] }
export type Pdf = { pages: PdfPage[]; fonts: { name: string; embedded: boolean }[]; tagged: boolean }

const mm = (points: number): number => (points * 25.4) / 72

/** Reads pages, where their texts stand, and the fonts that these are drawn with. */
export async function readPdf(data: Uint8Array): Promise<Pdf> {
  const document = await getDocumentProxy(new Uint8Array(data), { verbosity: 0 })
  const fonts = new Map<string, boolean>()
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    // The fonts of a page are there once its drawing has been read.
    await page.getOperatorList()
    const { items } = await page.getTextContent()
    const texts: PdfText[] = []
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , , , x = 0, y = 0] = item.transform as number[]
      texts.push({ text: item.str, left: mm(x), right: mm(x + item.width), top: mm(height - y - item.height), bottom: mm(height - y) })
      const font = page.commonObjs.get(item.fontName) as { name: string; missingFile?: boolean; isType3Font?: boolean; data?: unknown }
      // A Type 3 font is drawn by the PDF itself.
      fonts.set(font.name, font.isType3Font === true || (font.missingFile !== true && font.data !== undefined))
    }
    pages.push({ width: mm(width), height: mm(height), texts })
  }
  const { Marked } = ((await document.getMarkInfo()) ?? {}) as { Marked?: boolean }
  await document.cleanup()
  return { pages, fonts: [...fonts].map(([name, embedded]) => ({ name, embedded })), tagged: Marked === true }
}
