import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

/** Of a picture's pixels so many may differ: what Chromium draws otherwise from one version to the next at the edges of letters. */
export const SHARE_MOST = 0.002

/** A picture as small as it can be kept without losing anything: a screenshot has no transparency, and is packed in haste. */
export const packed = (picture: Buffer): Buffer => PNG.sync.write(PNG.sync.read(picture), { colorType: 2, deflateLevel: 9 })

/** How two pictures of the same differ. `share`: of the pixels, 0 to 1; `difference`: a PNG that shows where, null where sizes differ. */
export type Compared = { share: number; difference: Buffer | null }

/** Compares two PNG files. Pictures of different sizes differ wholly. Throws where one is no PNG. */
export function compare(before: Buffer, now: Buffer): Compared {
  const [one, other] = [PNG.sync.read(before), PNG.sync.read(now)]
  const { width, height } = one
  if (other.width !== width || other.height !== height) return { share: 1, difference: null }
  const picture = new PNG({ width, height })
  const differing = pixelmatch(one.data, other.data, picture.data, width, height, { threshold: 0.15 })
  return { share: differing / (width * height), difference: PNG.sync.write(picture) }
}
