import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sitDown } from '../../server/demo/person.ts'
import { agreementWords } from '../../src/core/agreement-words.ts'
import type { MadeBoard, MadeParticipant } from '../../src/core/api.ts'
import { boardLink } from '../../src/core/link.ts'
import type { Side, WorkshopTemplate } from '../../src/core/workshop.ts'
import { withChoice } from '../../src/core/workshop.ts'
import { type Device, expectAxeClean, expectQuiet, launchBrowser, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../helpers/browser.ts'
import { type RunningServer, startServer } from '../helpers/browser-server.ts'
import { root } from '../helpers/imports.ts'
import { countHeads } from '../helpers/meeting.ts'

/**
 * Every drejebog from its first step to its minutes: what it asks of people can be done on a phone, is shown on the big screen, and each
 * state is sound on all three. Ten people over the wire fill the room; one phone is a browser's.
 */
const drejeboeger = [
  { slug: 'luu-strategisk-droeftelse', option: 'udsagn', split: 'Delt efter, hvor folk sidder' },
  { slug: 'personalemoede-paa-oplaeringsstedet', option: undefined, split: null },
  { slug: 'foa-i-dialog-med-arbejdspladsen', option: undefined, split: null },
  { slug: 'elevstemmen', option: undefined, split: null }
]
const leaning = { 1: 0.7, 2: 0.3, 3: 0.5, 4: 0.8, 5: 0.2, 6: 0.6 }
/** A generator of its own: the same meeting at every run. */
const chanceOf = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

describe.each(drejeboeger)('$slug', ({ slug, option, split }) => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    // Every provider of y-websocket listens for the process's end.
    process.setMaxListeners(0)
    server = await startServer()
    browser = await launchBrowser()
  })
  const leavers: (() => void)[] = []
  afterAll(async () => {
    for (const leave of leavers) leave()
    await browser?.close()
    await server?.remove()
  })

  it('can be played from the first step to the minutes', async () => {
    const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
      const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
      const answer = await fetch(server.origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    }
    const workshop = withChoice(await call<WorkshopTemplate>('GET', `/workshops/${slug}.json`), option)
    const { board, keys } = await call<MadeBoard>('POST', '/api/boards', {
      title: workshop.title,
      workshop,
      settings: { privacy: 'private', minimum: 5, keepDays: 7 }
    })

    const devices: Device[] = []
    const open = async (device: Device, key: string): Promise<Page> => {
      devices.push(device)
      return device.newPage(boardLink('', board, key))
    }
    const laptop = await open(await newLaptop(browser, server.origin), keys.facilitator)
    const screen = await open(await newScreen(browser, server.origin), keys.screen)
    const phone = await open(await newPhone(browser, server.origin), keys.participant)

    const sides: Side[] = workshop.sides.map(side => side.id)
    for (let n = 0; n < 10; n++) {
      const { participant, key } = await call<MadeParticipant>('POST', `/api/boards/${board}/participants`, undefined, keys.participant)
      const side = sides[n % Math.min(2, sides.length)] ?? 'skole'
      const notes = n < 4 ? [{ lane: n % 2, text: `Forslag ${n + 1}` }] : []
      const person = await sitDown({ origin: server.origin, board, participant, key }, { side, leaning, notes }, chanceOf(n + 1), 0.02)
      leavers.push(person.leave)
    }
    if (workshop.sides.length > 1) await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await laptop.getByText('11 er med').first().waitFor()
    await countHeads(laptop, 11)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()

    const output = join(root, 'tests/.output/drejeboeger')
    mkdirSync(output, { recursive: true })
    const sound = async (name: string) => {
      for (const [kind, page] of [
        ['laptop', laptop],
        ['screen', screen],
        ['phone', phone]
      ] as const) {
        await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
        await page.screenshot({ path: join(output, `${slug}-${name}-${kind}.png`) })
        await expectAxeClean(page)
        if (kind === 'screen') continue
        await page.setViewportSize(sizes.narrow)
        expect(await sidewaysScroll(page), `${name} on ${kind} at 320 px`).toBe(0)
        await page.setViewportSize(sizes[kind])
      }
    }

    for (const [index, step] of workshop.steps.entries()) {
      if (index > 0) await laptop.getByRole('button', { name: `Næste: ${step.title}` }).click()
      for (const page of [laptop, screen, phone]) await page.getByRole('heading', { level: 1, name: step.title }).waitFor({ state: 'attached' })
      if (step.kind === 'rate') {
        const items = workshop.instruments[step.instrument]?.items.length ?? 0
        await sound(step.id)
        for (let item = 1; item <= items; item++) {
          await phone.getByText(new RegExp(`(^|\\s)${item} af ${items}`)).waitFor()
          await phone
            .getByRole('radio')
            .nth(item % 6)
            .check()
          await phone.getByRole('button', { name: /^(Næste|Færdig)$/ }).click()
        }
        await laptop.getByText('11 af 11 har svaret').waitFor()
      } else if (step.kind === 'reveal') {
        if (split) await laptop.getByRole('radio', { name: split }).check()
        await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
        // On the big screen two sides stand with a number each; the phone and the laptop say how many answered in all.
        for (const page of [laptop, phone]) await page.getByText('11 personer').first().waitFor()
        await screen
          .getByText(split ? /6 svar/ : '11 personer')
          .or(screen.getByRole('img', { name: /kompasrose/i }))
          .first()
          .waitFor({ state: 'attached' })
      } else if (step.kind === 'notes') {
        await phone.getByLabel('Ny seddel').first().fill('Fra telefonen')
        await phone.getByRole('button', { name: 'Sæt op' }).first().click()
        await screen.getByText('Fra telefonen').waitFor()
        await screen.getByText('Forslag 4').waitFor()
      } else if (step.kind === 'vote') {
        await phone.getByRole('button', { pressed: false }).first().click()
        await laptop.getByText('11 af 11 har sat prikker').waitFor()
        await laptop.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
        for (const page of [laptop, screen, phone]) await page.getByText('11 personer har sat prikker').first().waitFor()
      } else if (step.kind === 'agree') {
        const begin = laptop.getByRole('button', { name: /^(Begynd med|Skriv det første)/ }).first()
        await begin.click()
        await laptop.getByLabel(agreementWords(workshop).want).first().fill('Én fast vejleder')
        await screen.getByText('Én fast vejleder').first().waitFor()
      }
      if (step.kind !== 'rate') await sound(step.id)
    }
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    for (const page of [laptop, screen, phone]) await page.getByText('De 11 besvarelser er slettet.').waitFor()
    await phone.getByRole('link', { name: 'Åbn referatet' }).click()
    await phone.getByRole('heading', { level: 1, name: workshop.title }).waitFor()
    await expectAxeClean(phone)
    for (const device of devices) expectQuiet(device)
  }, 180_000)
})
