import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOARD_ID_LENGTH, boardLink, findLink, isOwnMachine, KEY_LENGTH, linkSentences, mendedPath, parseFragment } from './link.ts'

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

describe('a link that was changed on its way', () => {
  const board = 'AbC-dEf_1234'
  const key = '-bCdEfGhIjKlMnOpQrStUv_x'
  const hash = `#${board}.${key}`
  const url = `https://pejling.example/bord/${hash}`
  const encoded = encodeURIComponent(url)

  it.each([
    ['a full stop', `${hash}.`],
    ['a bracket and a full stop', `${hash}).`],
    ['an angle bracket', `${hash}>`],
    ['a comma and a word', `${hash}, hilsen Mette`],
    ['a word after a blank', `${hash} og hilsen`],
    ['quotation marks', `#"${board}.${key}”`],
    ['a line break at the end', `${hash}\r\n`],
    ['a line break inside', `${hash.slice(0, 20)}\r\n ${hash.slice(20)}`],
    ['an encoded line break', `${hash.slice(0, 20)}%0D%0A${hash.slice(20)}`],
    ['a soft hyphen and a character without width', `#${board}\u00ad.\u200b${key}\ufeff`],
    ['an encoded #', `%23${board}.${key}`],
    ['a # that was encoded twice', `%2523${board}.${key}`],
    ['an encoded full stop', `#${board}%2E${key}`],
    ['a filter’s tracking', `${hash}?utm_source=mail&fbclid=IwAR0abcdef`],
    ['SafeLinks’ own fields', `%23${board}.${key}&data=05%7C02%7C&sdata=aB%3D&reserved=0`],
    ['a star for the #', `*${board}.${key}`]
  ])('is whole with %s', (_, changed) => {
    expect(parseFragment(changed)).toEqual({ board, key })
  })

  it.each([
    ['plain', url],
    ['in a sentence', `Her er linket (${url}). Vi ses!`],
    [
      'in Outlook’s SafeLinks',
      `https://eur02.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02%7Cmette%40example.dk%7C0&sdata=Zx%3D&reserved=0`
    ],
    [
      'in Proofpoint’s version 2',
      `https://urldefense.proofpoint.com/v2/url?u=${encoded.replace(/-/g, '%2D').replace(/_/g, '%5F').replace(/%2F/g, '_').replace(/%/g, '-')}&d=DwMFaQ&c=xyz&r=abc&m=def&s=ghi&e=`
    ],
    ['in Proofpoint’s version 3', `https://urldefense.com/v3/__${url.replace('#', '*')}__;Iw!!Abc-dEf!gHiJkL$`],
    ['in Teams’ launcher', `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${encoded}&locale=da-dk`],
    ['in Barracuda’s check', `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,abc&typo=1`],
    ['behind Cisco’s path', `https://secure-web.cisco.com/1aBc-dEfGhIjKlMn/${encoded}`],
    ['behind a search engine', `https://www.google.com/url?q=${encoded}&sa=D&source=calendar`],
    ['wrapped by a mail program', `<https://pejling.example/bord/#${board}\n.${key}>`]
  ])('is found %s', (_, text) => {
    expect(findLink(text)).toEqual({ board, key })
  })

  it('is told as not whole where a letter of the key is gone, and as missing where nothing is left of it', () => {
    for (const cut of [`${hash.slice(0, -1)}.`, `%23${board}.`, `${hash}x.`, `%23${board}`])
      expect(parseFragment(cut)).toEqual({ reason: 'incomplete' })
    for (const bare of ['#.', '%23', '#)', '# >']) expect(parseFragment(bare)).toEqual({ reason: 'missing' })
    expect(findLink('https://pejling.example/bord/')).toBeNull()
  })

  it('[key-in-fragment] has its way mended to an address whose fragment holds the key again', () => {
    const whole = `${board}.${key}`
    for (const rest of [
      `/%23${whole}`,
      `%23${whole}`,
      `/%2523${whole}.`,
      `/*${whole}`,
      `/${whole}`,
      `/%23${whole}%3E`,
      `/%23${whole}&data=05%7C02`
    ]) {
      expect(mendedPath(`/bord${rest}`)).toBe(`/bord/#${whole}`)
      expect(mendedPath(`/referat${rest}`)).toBe(`/referat/#${whole}`)
    }
    expect(mendedPath(`/bord/%23${board}.abc`)).toBe(`/bord/#${board}.abc`)
    expect(mendedPath('/deltag/%3Fkode=K7X4PMQ2')).toBe('/deltag/?kode=K7X4PMQ2')
    for (const end of ['.', ')', ').', '%3E', '%22', '%E2%80%9D', ',', '%20', '%0D%0A']) expect(mendedPath(`/deltag/${end}`)).toBe('/deltag/')
    for (const path of ['/', '/bord/', '/bord', '/deltag', '/drejeboeger/luu', '/bordet/x', '//', '//evil.example.'])
      expect(mendedPath(path)).toBeNull()
  })
})
