import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { boardLink } from '../../src/core/board/link.ts'
import { addRecord } from '../../src/documents/wall.ts'
import { type Device, newLaptop, newPhone, newScreen, sidewaysScroll } from '../support/browser/browser.ts'
import { makeOwnBoard, type OwnStep } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

/** The field's words are long. Written by people, as a title, a note or an agreement, they push no page sideways. */
const long = 'Speciallægepraksisplanlægningsstabiliseringsperiodekoordinatorfunktion'
const sizes = someOf(
  [
    { width: 320, text: 200 },
    { width: 320, text: 100 },
    { width: 640, text: 200 },
    { width: 1280, text: 200 }
  ],
  1
)

describe('a long compound', { timeout: 240_000 }, () => {
  const devices: Device[] = []
  afterAll(async () => {
    for (const device of devices) await device.close()
  })

  /** What stands wider than its page, at each size and at twice the size of text. */
  async function expectWithin(page: Page, state: string, at = sizes): Promise<void> {
    const before = page.viewportSize()
    for (const { width, text } of at) {
      await page.setViewportSize({ width, height: 720 })
      await page.evaluate(percent => void (document.documentElement.style.fontSize = `${percent}%`), text)
      const by = await sidewaysScroll(page)
      const wide = by > 0 ? await wider(page) : []
      expect.soft(by, `${state} at ${width} px with ${text} % text scrolls sideways:\n${wide.join('\n')}`).toBe(0)
    }
    await page.evaluate(() => void (document.documentElement.style.fontSize = ''))
    if (before) await page.setViewportSize(before)
  }
  const wider = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(each => `${each.tagName} ${each.className} ${(each.textContent ?? '').trim().slice(0, 60)}`)
        .slice(0, 12)
    )

  const steps: OwnStep[] = [
    { id: 'tal', kind: 'talk', cards: false, title: 'Velkomst' },
    { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det virker' }] },
    { id: 'prikker', kind: 'vote', title: 'Vælg', dots: 2, from: 'sedler', options: [] },
    { id: 'aftale', kind: 'agree', title: 'Beslut' },
    { id: 'luk', kind: 'close', title: 'Rund af' }
  ]

  it('keeps every state of a board within 320 px and twice the size of text, on all three kinds of screen', async () => {
    const board = await makeOwnBoard(server, steps, 'open', undefined, { title: long })
    await board.write(wall => {
      addRecord(wall, 'notes', 'n', { step: 'sedler', lane: 'a' }, { text: long })
      addRecord(wall, 'notes', 'm', { step: 'sedler', lane: 'a' }, { text: `En ${long.toLowerCase()} hver uge` })
      addRecord(wall, 'focus', 'f', { element: 3, followUp: '2027-03-10' }, { want: long, sign: long })
      addRecord(wall, 'actions', 's', { focus: 'f' }, { what: long, who: long, when: long })
    })
    const [desk, wall, pocket] = [
      await newLaptop(browser, server.origin),
      await newScreen(browser, server.origin),
      await newPhone(browser, server.origin, { isMobile: false })
    ]
    devices.push(desk, wall, pocket)
    const [laptop, screen, phone] = [
      await desk.newPage(board.links.facilitator),
      await wall.newPage(board.links.screen),
      await pocket.newPage(board.links.participant)
    ]
    const all = { laptop, screen, phone }
    await phone.getByRole('radio').first().waitFor()
    await expectWithin(phone, 'welcome, phone')
    await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    await laptop.getByRole('heading', { level: 1, name: long }).waitFor()
    await screen.getByText(long).first().waitFor()
    for (const [name, page] of Object.entries(all)) await expectWithin(page, `lobby, ${name}`)
    for (const step of steps) {
      await board.steer({ step: step.id, ...(step.kind === 'agree' && { open: { step: step.id, for: 'all' as const } }) })
      for (const [name, page] of Object.entries(all)) {
        if (step.kind === 'talk')
          await page
            .getByRole('timer')
            .or(page.getByRole('heading', { name: step.title }))
            .first()
            .waitFor()
        else if (step.kind === 'agree' && page !== screen) await expect.poll(() => page.getByLabel('Det vil vi').inputValue()).toBe(long)
        else await page.getByText(long).last().waitFor()
        await expectWithin(page, `${step.kind}, ${name}`)
      }
      if (step.kind === 'vote') {
        await board.answer('skole', {}, { prikker: ['n'] })
        await board.steer({ reveal: { step: step.id, split: null } })
        for (const [name, page] of Object.entries(all)) {
          await page
            .getByText(/1 person har sat prikker/)
            .first()
            .waitFor()
          await expectWithin(page, `voted, ${name}`)
        }
      }
    }
    await laptop.getByRole('button', { name: 'Koder og indstillinger' }).click()
    await laptop.getByRole('heading', { name: 'Koder og indstillinger' }).waitFor()
    await expectWithin(laptop, 'settings')
    const minutes = await desk.newPage(boardLink('', board.board, board.keys.facilitator, '/referat/'))
    await minutes.getByRole('heading', { level: 1, name: long }).waitFor()
    await expectWithin(minutes, 'minutes')
  })

  it('keeps the pages before a meeting within 320 px and twice the size of text', async () => {
    const device = await newLaptop(browser, server.origin)
    devices.push(device)
    const page = await device.newPage('/start/')
    await page.getByLabel('Hvad hedder mødet?').fill(long)
    await expectWithin(page, 'start')
    await page.goto('/deltag/')
    await page.getByLabel('Kode fra storskærmen').fill(long.slice(0, 20))
    await expectWithin(page, 'join')
  })
})
