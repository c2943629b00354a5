import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { elementNumbers } from '../../src/core/workshop/workshop.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { statusInstrument } from '../support/server/status-workshop.ts'

/** An instrument of commitments in two sections, with five words of its own, as people meet it. */
const devices: Device[] = []

const output = join(import.meta.dirname, '../.output/status')
async function sound(page: Page, name: string, size: keyof typeof sizes): Promise<void> {
  await mkdir(output, { recursive: true })
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
  await expectAxeClean(page)
  expect(await sidewaysScroll(page), name).toBe(0)
  if (size === 'screen') return
  await page.setViewportSize(sizes.narrow)
  expect(await sidewaysScroll(page), `${name} at 320 px`).toBe(0)
  await page.screenshot({ path: join(output, `${name}-320.png`), fullPage: true })
  await page.setViewportSize(sizes[size])
}

it('is answered section by section on a phone, shown in its own words, and leaves its sections in the minutes', async () => {
  const instrument = statusInstrument(12, 6, [...elementNumbers])
  const { items } = instrument
  const board = await makeOwnBoard(
    server,
    [
      { id: 'status', kind: 'rate', title: 'Hvor langt er I?', instrument: 'status' },
      { id: 'vis', kind: 'reveal', title: 'Det samlede billede', of: 'status' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ],
    'private',
    { status: instrument }
  )
  // Three say "på plads" of all, the fourth that the second element is not relevant, and the phone takes another word each time.
  for (let person = 0; person < 4; person++)
    await board.answer('skole', {
      status: Object.fromEntries(items.map(({ id, element }) => [id, person === 3 && element === 2 ? 'notApplicable' : 2]))
    })
  const open = async (device: Device, link: string): Promise<Page> => {
    devices.push(device)
    return device.newPage(link)
  }
  const laptop = await open(await newLaptop(browser, server.origin), board.links.facilitator)
  const screen = await open(await newScreen(browser, server.origin), board.links.screen)
  const phone = await open(await newPhone(browser, server.origin), board.links.participant)
  await phone.getByRole('radio', { name: 'Skolen' }).check()
  await phone.getByRole('button', { name: 'Begynd' }).click()
  await laptop.getByRole('button', { name: 'Begynd mødet' }).click()

  const words = ['Ikke begyndt', 'På vej', 'På plads', 'Ved ikke', 'Ikke relevant hos os']
  await phone.getByText('1 af 6', { exact: true }).waitFor()
  expect(await phone.getByRole('radio').count()).toBe(words.length)
  expect(await phone.getByRole('radio', { checked: true }).count()).toBe(0)
  await sound(phone, 'phone-first', 'phone')
  // All answers and the main action stand on the phone without scrolling.
  const below = await phone
    .getByRole('radio', { name: 'Ikke relevant hos os' })
    .evaluate(radio => radio.closest('label')?.getBoundingClientRect().bottom ?? 0)
  expect(below).toBeLessThan(await phone.getByRole('button', { name: 'Spring over' }).evaluate(button => button.getBoundingClientRect().top))
  for (let at = 0; at < items.length; at++) {
    await phone.getByText(items[at]?.text ?? '', { exact: true }).waitFor()
    await phone.getByText(`${at + 1} af 12 i alt`).waitFor()
    await phone
      .getByText(`Kapitel ${at < 6 ? 1 : 2} om elevens oplæring`)
      .first()
      .waitFor()
    await phone.getByRole('radio', { name: words[at % 5] ?? '', exact: true }).check()
    if (at === 6) {
      await phone.getByText('Gå til et andet afsnit').click()
      await phone.getByRole('button', { name: /Kapitel 1 om elevens oplæring 6 af 6 besvaret/ }).waitFor()
      await sound(phone, 'phone-second-section', 'phone')
    }
    await phone.getByRole('button', { name: at === 11 ? 'Færdig' : 'Næste' }).click()
  }
  await phone.getByRole('heading', { name: 'Tak for dine svar' }).waitFor()
  for (const section of [1, 2]) await phone.getByRole('heading', { name: `Kapitel ${section} om elevens oplæring` }).waitFor()
  await sound(phone, 'phone-done', 'phone')
  await sound(laptop, 'laptop-rate', 'laptop')

  await next(laptop, 'Det samlede billede')
  await countHeads(laptop, 5)
  await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
  for (const page of [laptop, phone, screen])
    await page
      .getByRole('img', { name: /kompasrose/i })
      .first()
      .waitFor()
  for (const page of [laptop, phone]) {
    await page.getByText('Enige, på plads.').first().waitFor()
    await page.getByRole('heading', { name: 'Udsagn for udsagn' }).waitFor()
    const first = page.getByRole('heading', { name: 'Kapitel 1 om elevens oplæring' }).locator('..')
    await first.getByText('6 udsagn hver for sig').click()
    await first.getByText('1 ikke relevant hos os').first().waitFor()
  }
  await screen.getByText('1 ikke relevant hos os', { exact: true }).first().waitFor()
  await sound(phone, 'phone-reveal', 'phone')
  await sound(laptop, 'laptop-reveal', 'laptop')
  await sound(screen, 'screen-reveal', 'screen')
  for (const page of [laptop, phone, screen]) expect(await page.locator('main').textContent()).not.toMatch(/på skalaen|højt|lavt/)

  await next(laptop, 'Luk mødet')
  await laptop.getByRole('button', { name: 'Luk mødet' }).click()
  await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
  await laptop.getByRole('link', { name: 'Åbn referatet' }).first().click()
  await laptop.getByText('Vis tallene som tabel').click()
  await laptop.getByRole('columnheader', { name: 'Kapitel 2 om elevens oplæring' }).waitFor()
  await laptop.getByRole('columnheader', { name: 'ikke relevant hos os' }).waitFor()
  await sound(laptop, 'minutes', 'laptop')
  for (const device of devices) expectQuiet(device)
  for (const device of devices.splice(0)) await device.close()
})

it('[status-of-many] shows how much of an agreement is in place, the firmest that is not first, and what is seen differently', async () => {
  const plain = statusInstrument(8, 4, [...elementNumbers])
  const strengths = [
    { id: 'skal', word: 'skal' },
    { id: 'kan', word: 'kan' }
  ]
  const instrument = { ...plain, strengths, items: plain.items.map((item, at) => ({ ...item, strength: at === 1 ? 'kan' : 'skal' })) }
  const board = await makeOwnBoard(
    server,
    [
      { id: 'status', kind: 'rate', title: 'Hvor langt er I?', instrument: 'status' },
      { id: 'vis', kind: 'reveal', title: 'Det samlede billede', of: 'status' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ],
    'private',
    { status: instrument }
  )
  // B1 is under way and B2 not begun, of B3 half say the one end and half the other; the rest is in place.
  for (let person = 0; person < 6; person++)
    await board.answer('skole', { status: Object.fromEntries(instrument.items.map(({ id }, at) => [id, [1, 0, person % 2 === 0 ? 0 : 2][at] ?? 2])) })
  const desk = await newLaptop(browser, server.origin)
  const wall = await newScreen(browser, server.origin)
  devices.push(desk, wall)
  const laptop = await desk.newPage(board.links.facilitator)
  const screen = await wall.newPage(board.links.screen)
  await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
  await next(laptop, 'Det samlede billede')
  await countHeads(laptop, 6)
  await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()

  await laptop.getByRole('heading', { name: 'Ikke på plads endnu' }).waitFor()
  expect(await laptop.getByRole('row', { name: /^Skal/ }).textContent()).toContain('5 på plads, 1 på vej, 1 ses forskelligt')
  expect(
    await laptop
      .getByRole('row', { name: /^Kapitel 1/ })
      .first()
      .textContent()
  ).toContain('1 på plads, 1 på vej, 1 ikke begyndt, 1 ses forskelligt')
  const missing = await laptop.locator('section.status .text').allTextContents()
  expect(missing.map(text => /nummer (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3'])
  await laptop.getByText('6 svar: 3 ikke begyndt, 3 på plads').first().waitFor()
  await laptop.getByText('Et muligt første skridt:').first().waitFor()
  await screen.getByRole('heading', { name: 'Ikke på plads endnu' }).waitFor()
  await screen.getByText('1 ses forskelligt.').waitFor()
  await sound(laptop, 'laptop-status', 'laptop')
  await sound(screen, 'screen-status', 'screen')
  for (const device of devices) expectQuiet(device)
  for (const device of devices.splice(0)) await device.close()
})
