import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { compare, packed, SHARE_MOST } from './compare.ts'

/** A white picture with a black square in it. */
function picture({ width = 100, height = 100, square = 20, grey = 0 } = {}): Buffer {
  const png = new PNG({ width, height })
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const shade = x < square && y < square ? grey : 255
      png.data.set([shade, shade, shade, 255], 4 * (width * y + x))
    }
  return PNG.sync.write(png)
}

it('finds a picture equal to itself, and to one that no eye tells from it', () => {
  expect(compare(picture(), picture()).share).toBe(0)
  expect(compare(picture(), picture({ grey: 4 })).share).toBe(0)
})

it('finds what is larger, darker or elsewhere', () => {
  expect(compare(picture(), picture({ square: 22 })).share).toBeGreaterThan(SHARE_MOST)
  expect(compare(picture(), picture({ grey: 120 })).share).toBeCloseTo(0.04, 2)
  expect(compare(picture(), picture({ height: 101 }))).toEqual({ share: 1, difference: null })
})

it('keeps a picture as it is, in fewer bytes', () => {
  const kept = packed(picture())
  expect(compare(kept, picture()).share).toBe(0)
  expect(kept.length).toBeLessThan(picture().length)
})
