import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOARD_ID_LENGTH, boardLink, isOwnMachine, KEY_LENGTH, linkSentences, parseFragment } from './link.ts'

const base64url = (length: number) =>
  fc
    .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'), { minLength: length, maxLength: length })
    .map(list => list.join(''))

describe('a link', () => {
  it('[key-in-fragment] carries board and key in the fragment alone, and gives them back', () => {
    fc.assert(
      fc.property(base64url(BOARD_ID_LENGTH), base64url(KEY_LENGTH), (board, key) => {
        const url = new URL(boardLink('https://pejling.example/', board, key, '/storskaerm/'))
        expect(`${url.pathname}${url.search}`).toBe('/storskaerm/')
        expect(parseFragment(url.hash)).toEqual({ board, key })
        expect(parseFragment(url.hash.slice(1))).toEqual({ board, key })
      })
    )
  })

  it('tells a key with a letter missing or added from no key at all', () => {
    fc.assert(
      fc.property(base64url(BOARD_ID_LENGTH), base64url(KEY_LENGTH), fc.nat(35), (board, key, at) => {
        const hash = `#${board}.${key}`
        const cut = hash.slice(0, at + 1) + hash.slice(at + 2)
        expect(parseFragment(cut)).toEqual({ reason: 'incomplete' })
        expect(parseFragment(`${hash}x`)).toEqual({ reason: 'incomplete' })
        expect(parseFragment(`${hash} og hilsen`)).toEqual({ reason: 'incomplete' })
      })
    )
    for (const hash of ['', '#', '# ']) expect(parseFragment(hash)).toEqual({ reason: 'missing' })
    expect(Object.values(linkSentences).every(sentence => /kode/.test(sentence))).toBe(true)
  })
})

describe('an address of the own machine', () => {
  it.each(['localhost', 'pejling.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('is %s', host => expect(isOwnMachine(host)).toBe(true))
  it.each(['192.168.1.27', 'pejling.example.dk', 'localhost.example.dk', '10.127.0.0', '[fe80::1]', 'min-pc'])('is not %s', host =>
    expect(isOwnMachine(host)).toBe(false)
  )
})
