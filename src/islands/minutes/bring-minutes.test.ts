import { describe, expect, it, vi } from 'vitest'
import { boardLink } from '../../core/board/link.ts'
import { bringFromLink } from './bring-minutes.ts'
import { wholeMeeting } from './examples.ts'

const [board, key, host] = ['abcdefghijkl', 'abcdefghijklmnopqrstuvwx', 'pejling.example']
const link = (origin: string, page?: string) => boardLink(origin, board, key, page)

describe('minutes from a link', () => {
  it.each(['/referat/', '/bord/'])('are read with the key of a link to %s', async page => {
    const fetchMinutes = vi.fn(async () => wholeMeeting)
    expect(await bringFromLink(` ${link(`https://${host}`, page)} `, host, fetchMinutes)).toEqual({ ok: true, minutes: wholeMeeting, note: '' })
    expect(fetchMinutes).toHaveBeenCalledExactlyOnceWith(board, key)
  })

  it.each<[string, string, RegExp]>([
    ['another site', link('https://andre.example', '/referat/'), /^Linket fører til andre\.example\. Hent referatet som JSON dér/],
    ['a key that is cut', `https://${host}/referat/#${board}.abc`, /^Linket er ikke helt\. Kopiér hele linket/],
    ['no link', 'vores aftale', /^Det er ikke et link til et møde\. Kopiér/],
    ['nothing', '', /^Det er ikke et link til et møde/]
  ])('are not asked for with %s', async (_, text, sentence) => {
    const fetchMinutes = vi.fn()
    expect(await bringFromLink(text, host, fetchMinutes)).toEqual({ ok: false, sentence: expect.stringMatching(sentence) })
    expect(fetchMinutes).not.toHaveBeenCalled()
  })

  it('are told of where they are gone', async () => {
    const gone = await bringFromLink(link('', '/referat/'), host, () => Promise.reject(Object.assign(new Error(), { status: 404 })))
    expect(gone).toEqual({ ok: false, sentence: expect.stringMatching(/^Mødet findes ikke længere\. /) })
  })
})
