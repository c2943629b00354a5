import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectQuiet, newLaptop, newPhone } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { type RunningServer, startServer } from '../support/browser/server.ts'
import { browser } from '../support/browser/shared.ts'

describe('a link that was changed on its way', () => {
  let server: RunningServer
  let board: OwnBoard
  beforeAll(async () => {
    server = await startServer({ LOG_LEVEL: 'debug' })
    board = await makeOwnBoard(server, [
      { id: 'tal', kind: 'talk', title: 'Velkommen hertil', cards: false },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
  })
  afterAll(() => server?.remove())

  it('[key-in-fragment] opens the board and the minutes, and its key stands in no log line, no metric and no later request', async () => {
    const { participant, facilitator } = board.keys
    const device = await newPhone(browser, server.origin)
    const asked: string[] = []
    device.context.on('request', request => asked.push(request.url()))
    for (const rest of [
      `/%23${board.board}.${participant}`,
      `/%23${board.board}.${participant}.`,
      `%2523${board.board}.${participant}%3E`,
      `/#${board.board}.${participant}).`,
      `/#${board.board}.${participant}&data=05%7C02%7C`,
      `/*${board.board}.${participant}`
    ]) {
      const page = await device.newPage(`/bord${rest}`)
      await page.getByRole('heading', { level: 1, name: 'Et møde for sig' }).waitFor()
      expect(page.url(), rest).toBe(`${server.origin}/bord/#${board.board}.${participant}`)
      await page.close()
    }
    const minutes = await device.newPage(`/referat/%23${board.board}.${facilitator})`)
    await minutes.getByRole('heading', { level: 1, name: 'Et møde for sig' }).waitFor()
    expect(minutes.url()).toBe(`${server.origin}/referat/#${board.board}.${facilitator}`)
    const cut = await device.newPage(`/bord/%23${board.board}.${participant.slice(0, 20)}`)
    await cut.getByText('Linket er ikke helt').waitFor()
    const join = await device.newPage('/deltag/).')
    await join.getByLabel('Kode fra storskærmen').waitFor()

    // The mended address is the page's: what it asks for carries the key in no path and no query.
    const carrying = asked.filter(url => url.includes(participant) || url.includes(facilitator)).map(url => new URL(url))
    expect(carrying.filter(url => !/^\/(bord|referat)/.test(url.pathname) && url.hash === '')).toEqual([])
    expect(carrying.filter(url => url.hash === '').length, 'only where the link itself was broken').toBe(5)
    const metrics = await fetch(`${server.origin}/metrics`).then(answer => answer.text())
    for (const secret of [participant, facilitator, board.board]) {
      expect(server.log()).not.toContain(secret)
      expect(metrics).not.toContain(secret)
    }
    expect(server.log()).toContain(' debug ')
    expectQuiet(device)
    await device.close()
  }, 180_000)

  it('is found in what is pasted into the code field, as a code is in what stands around it', async () => {
    const device = await newLaptop(browser, server.origin)
    const { code } = board
    const shown = `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`
    const wide = [...code].map(character => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('')
    const link = `${server.origin}${board.links.participant}`
    for (const pasted of [
      `Kode: ${shown}`,
      `”${shown}”.`,
      `Koden er ${shown.toLowerCase()}!`,
      `\u200b${code.slice(0, 2)}\u200b${code.slice(2)}\ufeff`,
      wide,
      `Kom med på pejling.example/deltag med ${shown}`,
      link,
      `<${link}>.`,
      `https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05%7C02`
    ]) {
      const page = await device.newPage('/deltag/')
      await page.getByLabel('Kode fra storskærmen').fill(pasted)
      await page.getByRole('button', { name: 'Kom med' }).click()
      await page.getByRole('heading', { level: 1, name: 'Et møde for sig' }).waitFor()
      expect(page.url(), pasted).toBe(link)
      await page.close()
    }
    const page = await device.newPage('/')
    await page.getByLabel('Har du en kode?').fill(`Kode: ${shown}.`)
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByRole('heading', { level: 1, name: 'Et møde for sig' }).waitFor()

    await page.goto('/deltag/')
    const told = async (typed: string): Promise<string> => {
      await page.getByLabel('Kode fra storskærmen').fill(typed)
      await page.getByRole('button', { name: 'Kom med' }).click()
      return page.getByRole('alert').innerText()
    }
    expect(await told('ABCDEF')).toBe('A, B og E bruges ikke i koder. Se på storskærmen, og skriv koden igen.')
    expect(await told('0K7X4PMQ')).toBe('0 bruges ikke i koder. Se på storskærmen, og skriv koden igen.')
    expect(await told('K7X')).toBe('Koden er på otte tegn, og her er 3. Se på storskærmen, og skriv den igen.')
    expect(await told(' ')).toBe('Skriv koden fra storskærmen. Den er på otte tegn.')
    expect(await told(link.slice(0, -4))).toBe('Linket er ikke helt. Kopiér hele linket, scan QR-koden igen, eller skriv mødets kode på otte tegn.')
    expectQuiet(device)
    await device.close()
  }, 180_000)
})
