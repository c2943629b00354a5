import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Device, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard, type OwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/**
 * What the browser's own translator does to a page: each text node is replaced by two <font> elements around other words,
 * first all that are there, then whatever is added or written. Text in `translate="no"`, fields and scripts it leaves alone.
 */
function translate(): void {
  const left = 'script, style, noscript, textarea, title, svg, [translate="no"], .notranslate'
  const done = new WeakSet<Node>()
  const one = (text: Text): void => {
    if (done.has(text) || text.data.trim() === '' || text.parentElement?.closest(`${left}, font`)) return
    const font = document.createElement('font')
    font.style.verticalAlign = 'inherit'
    const inner = document.createElement('font')
    inner.textContent = text.data.replace(/\p{L}+/gu, word => `${word}⁑`)
    font.append(inner)
    text.replaceWith(font)
  }
  const all = (node: Node): void => {
    if (node instanceof Text) {
      one(node)
      return
    }
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    texts.forEach(one)
  }
  all(document.body)
  new MutationObserver(records => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData') all(target)
      else addedNodes.forEach(all)
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true })
}

/** Stands in the window that does not steer alone. */
const otherWindow = /[^.]* andet (mødeleder-)?vindue[^.]*\. Det sidste tryk gælder\. Forstået/

/** What can be read on a page, without the translator's marks and the clock's figures. */
const words = async (page: Page): Promise<string> =>
  (await page.locator('main, header, footer, aside').allInnerTexts())
    .map(text =>
      text
        .replaceAll('⁑', '')
        .replace(/\s+/g, ' ')
        .replace(otherWindow, '')
        .replace(/\d\d:\d\d/g, '00:00')
        .trim()
    )
    .join(' | ')

describe('a page that the browser translates', () => {
  let board: OwnBoard
  const devices: Device[] = []
  beforeAll(async () => {
    const options = [
      { id: 'foerst', label: 'Det første' },
      { id: 'andet', label: 'Det andet' }
    ]
    board = await makeOwnBoard(server, [
      { id: 'tal', kind: 'talk', title: 'Velkommen hertil', cards: false },
      { id: 'svar', kind: 'rate', title: 'Svar for dig selv', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Vis billedet', of: 'svar' },
      { id: 'sedler', kind: 'notes', title: 'Skriv sedler', lanes: [{ id: 'hjaelper', label: 'Hjælper' }] },
      { id: 'valg', kind: 'vote', title: 'Vælg én ting', dots: 1, options },
      { id: 'aftale', kind: 'agree', title: 'Lav en aftale' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ])
  })

  async function open(device: Device, link: string): Promise<Page> {
    devices.push(device)
    return device.newPage(link)
  }
  /** Two devices of a kind: the second one's page is translated. */
  async function two(make: typeof newPhone, link: string): Promise<[Page, Page]> {
    const pair: [Page, Page] = [await open(await make(browser, server.origin), link), await open(await make(browser, server.origin), link)]
    return pair
  }

  it('[translated] says at each step of the meeting what the others say, on all three ways to open a board', async () => {
    const laptops = await two(newLaptop, board.links.facilitator)
    const screens = await two(newScreen, board.links.screen)
    const phones = await two(newPhone, board.links.participant)
    const pairs = { laptop: laptops, screen: screens, phone: phones }
    for (const phone of phones) {
      await phone.getByRole('radio', { name: 'Skolen' }).check()
      await phone.getByRole('button', { name: 'Begynd' }).click()
      await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    }
    await laptops[0].getByText('2 er med.').first().waitFor()
    await laptops[1].getByText('2 er med.').first().waitFor()
    for (const [, page] of Object.values(pairs)) await page.evaluate(translate)
    const [laptop] = laptops
    const [phone, translated] = phones
    const alike = async (where: string) => {
      // Both are read anew at each look: a clock or a save may be on its way in either.
      for (const [kind, [plain, other]] of Object.entries(pairs))
        await expect
          .poll(
            async () => {
              const [one, two] = await Promise.all([words(plain), words(other)])
              return one === two ? 'alike' : `${one}\n${two}`
            },
            { message: `${kind} at ${where}` }
          )
          .toBe('alike')
      expect(await translated.locator('font').count(), 'the page is translated').toBeGreaterThan(3)
    }
    await alike('the lobby')

    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await phone.getByRole('heading', { level: 1, name: 'Velkommen hertil' }).waitFor()
    await alike('the first step')
    const clock = () => translated.getByRole('timer').innerText()
    const before = await clock()
    await expect.poll(clock, { message: 'the clock goes on' }).not.toBe(before)

    await next(laptop, 'Svar for dig selv')
    for (let item = 1; item <= 6; item++) {
      for (const page of [phone, translated]) {
        await expect.poll(() => words(page)).toContain(`${item} af 6`)
        await alike(`statement ${item}`)
      }
      for (const page of [phone, translated]) {
        await page
          .getByRole('radio')
          .nth(item % 5)
          .check()
        await page.locator('.thumb button').last().click()
      }
    }
    await alike('the end of the rating')
    for (let n = 0; n < 4; n++) await board.answer('skole', { svar: { K1: 3, K2: 2, K3: 0, K4: 4, K5: 1, K6: 2 } })
    await laptop.getByText('6 har svaret').waitFor()
    await alike('the counted rating')
    await next(laptop, 'Vis billedet')
    await alike('the step before the reveal')
    await countHeads(laptop, 6)
    await alike('the step before the reveal, counted')
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByRole('main').getByText('6 personer har svaret').waitFor()
    await alike('the reveal')
    await next(laptop, 'Skriv sedler')
    await phone.getByLabel('Ny seddel').fill('Fra telefonen')
    await phone.getByRole('button', { name: 'Sæt op' }).click()
    await screens[0].getByText('Fra telefonen').waitFor()
    await alike('the notes')
    await next(laptop, 'Vælg én ting')
    // A press while the step is still being drawn can land beside what it was meant for.
    await alike('the vote before a dot')
    for (const page of [phone, translated]) {
      await page.getByRole('button', { pressed: false }).first().click()
      await page.getByRole('button', { pressed: true }).waitFor()
    }
    await laptop.getByText('2 af 6 har sat prikker').waitFor()
    await alike('the vote')
    await next(laptop, 'Lav en aftale')
    await alike('the agreement')
    // The translated window steers as well as the other.
    await laptops[1].locator('footer button').last().click()
    await phone.getByRole('heading', { level: 1, name: 'Luk mødet' }).waitFor()
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    await phone.getByText('besvarelser er slettet').waitFor()
    await alike('the end')
    for (const device of devices.splice(0)) {
      expectQuiet(device)
      await device.close()
    }
  }, 180_000)
})
