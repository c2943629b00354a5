import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// From the package itself: left alone, the reader would ask a server for it.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer } })

/** What the QR codes of a picture say, as a phone's camera reads them. */
export const readQr = async (png: Uint8Array): Promise<string[]> =>
  (await readBarcodes(png, { formats: ['QRCode'], tryHarder: true })).filter(({ isValid }) => isValid).map(({ text }) => text)

/** What a reader finds in a code's dark modules, given with the quiet zone around them, with so many pixels to each. */
export async function readModules(dark: boolean[][], pixels: number): Promise<{ text: string; level: string }[]> {
  const size = dark.length * pixels
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (dark[Math.floor(y / pixels)]?.[Math.floor(x / pixels)]) data.set([0, 0, 0], (y * size + x) * 4)
  const codes = await readBarcodes({ data, width: size, height: size, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'] })
  return codes.map(({ text, ecLevel }) => ({ text, level: ecLevel }))
}
