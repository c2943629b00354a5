import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { sitDown } from '../../../server/demo/person.ts'
import { agreementWords } from '../../../src/core/agreement/agreement-words.ts'
import type { MadeBoard, MadeParticipant } from '../../../src/core/board/api.ts'
import { boardLink } from '../../../src/core/board/link.ts'
import type { Settings } from '../../../src/core/board/settings.ts'
import { titledFor } from '../../../src/core/workshop/script.ts'
import type { Side, WorkshopTemplate } from '../../../src/core/workshop/workshop.ts'
import { withChoice } from '../../../src/core/workshop/workshop.ts'
import { root } from '../house/imports.ts'
import {
  type Device,
  expectAxeClean,
  expectQuiet,
  expectReadableInTheDark,
  newLaptop,
  newPhone,
  newScreen,
  sidewaysScroll,
  sizes
} from './browser.ts'
import { countHeads } from './meeting.ts'
import type { SharedServer } from './shared-server.ts'

/** A meeting to be played: which drejebog and statements, how answers are shown, and how many people with phones there are; `split` is the reveal's, as its label. */
export type Played = {
  slug: string
  option?: string | undefined
  split?: string | null
  privacy: Settings['privacy']
  people: number
  folder: string
}

const MINIMUM = 5
const leaning = { 1: 0.7, 2: 0.3, 3: 0.5, 4: 0.8, 5: 0.2, 6: 0.6 }
/** A generator of its own: the same meeting at every run. */
const chanceOf = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

/**
 * Plays a drejebog from its first step to its minutes: laptop, big screen and one phone are a browser's, the other people are over the wire.
 * Each state is looked at by axe and at 320 px, and kept as a picture in tests/.output.
 */
export async function playDrejebog(browser: Browser, server: SharedServer, played: Played): Promise<void> {
  const { slug, option, split, privacy, people, folder } = played
  const cards = privacy === 'cards'
  const few = privacy === 'private' && people < MINIMUM
  const name = `${people} ${people === 1 ? 'person' : 'personer'}`
  // Every provider of y-websocket listens for the process's end.
  process.setMaxListeners(0)
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const answer = await fetch(server.origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const workshop = withChoice(await call<WorkshopTemplate>('GET', `/workshops/${slug}.json`), option)
  const titled = titledFor(workshop, privacy)
  const { board, keys } = await call<MadeBoard>('POST', '/api/boards', {
    title: workshop.title,
    workshop,
    settings: { privacy, minimum: MINIMUM, keepDays: 7 }
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
  const leavers: (() => void)[] = []
  for (let n = 1; n < people; n++) {
    const { participant, key } = await call<MadeParticipant>('POST', `/api/boards/${board}/participants`, undefined, keys.participant)
    const side = sides[(n - 1) % Math.min(2, sides.length)] ?? 'skole'
    const notes = n < 5 ? [{ lane: n % 2, text: `Forslag ${n}` }] : []
    const person = await sitDown({ origin: server.origin, board, participant, key }, { side, leaning, notes, asked: !cards }, chanceOf(n), 0.02)
    leavers.push(person.leave)
  }
  if (workshop.sides.length > 1 && !cards) await phone.getByRole('radio').first().check()
  await phone.getByRole('button', { name: 'Begynd' }).click()
  await laptop.getByText(`${people} er med`).first().waitFor()
  if (privacy === 'private') await countHeads(laptop, people)
  await laptop.getByRole('button', { name: 'Begynd mødet' }).click()

  const output = join(root, 'tests/.output', folder)
  mkdirSync(output, { recursive: true })
  const sound = async (state: string) => {
    for (const [kind, page] of [
      ['laptop', laptop],
      ['screen', screen],
      ['phone', phone]
    ] as const) {
      await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))
      await page.screenshot({ path: join(output, `${slug}-${privacy}-${people}-${state}-${kind}.png`) })
      await expectAxeClean(page)
      if (kind === 'screen') continue
      await expectReadableInTheDark(page)
      await page.setViewportSize(sizes.narrow)
      expect(await sidewaysScroll(page), `${state} on ${kind} at 320 px`).toBe(0)
      await page.setViewportSize(sizes[kind])
    }
  }

  for (const [index, step] of titled.steps.entries()) {
    if (index > 0) await laptop.getByRole('button', { name: `Næste: ${step.title}` }).click()
    for (const page of [laptop, screen, phone]) await page.getByRole('heading', { level: 1, name: step.title }).waitFor({ state: 'attached' })
    const called = privacy === 'private' ? `${people} af ${people}` : `${people}`
    if (cards && (step.kind === 'rate' || step.kind === 'reveal')) {
      for (const page of [laptop, screen, phone]) await page.getByRole('region', { name: 'Kort at tale ud fra' }).first().waitFor()
    } else if (cards && step.kind === 'vote') {
      for (const page of [laptop, screen, phone])
        await page
          .getByText(/Peg på jeres valg/)
          .first()
          .waitFor()
    } else if (step.kind === 'rate') {
      const items = workshop.instruments[step.instrument]?.items.length ?? 0
      await sound(step.id)
      for (let item = 1; item <= items; item++) {
        await phone.getByText(new RegExp(`(^|\\s)${item} af ${items}`)).waitFor()
        const answers = phone.getByRole('radio')
        await answers.nth(item % (await answers.count())).check()
        await phone.getByRole('button', { name: /^(Næste|Færdig)$/ }).click()
      }
      await laptop.getByText(`${called} har svaret`).waitFor()
    } else if (step.kind === 'reveal') {
      if (few) {
        await laptop.getByRole('button', { name: 'Vis alligevel, uden tal' }).click()
        await laptop.getByRole('dialog').getByRole('button', { name: 'Vis uden tal' }).click()
        for (const page of [laptop, screen, phone])
          await page
            .getByText(/færre end 5/i)
            .first()
            .waitFor()
        await sound(step.id)
        continue
      }
      const rated = workshop.steps.find(({ id }) => id === step.of)
      const again = rated?.kind === 'rate' && rated.again !== undefined
      // A second round is shown as the first was.
      if (split && !again) await laptop.getByRole('radio', { name: split }).check()
      await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
      // On the big screen two sides stand with a number each; the phone and the laptop say how many answered in all.
      for (const page of [laptop, phone]) await page.getByText(name).first().waitFor()
      await screen
        .getByText(again ? 'Anden gang' : split ? / svar/ : name)
        .or(screen.getByRole('img', { name: /kompasrose/i }))
        .first()
        .waitFor({ state: 'attached' })
    } else if (step.kind === 'notes') {
      await phone.getByLabel('Ny seddel').first().fill('Fra telefonen')
      await phone.getByRole('button', { name: 'Sæt op' }).first().click()
      await screen.getByText('Fra telefonen').waitFor()
      await screen.getByText(`Forslag ${Math.min(4, people - 1)}`).waitFor()
    } else if (step.kind === 'vote') {
      await phone.getByRole('button', { pressed: false }).first().click()
      await laptop.getByText(`${called} har sat prikker`).waitFor()
      if (few) {
        await laptop.getByRole('button', { name: 'Luk afstemningen uden tal' }).click()
        await laptop.getByRole('dialog').getByRole('button', { name: 'Vis uden tal' }).click()
        for (const page of [laptop, screen, phone])
          await page
            .getByText(/færre end 5 har sat prikker/i)
            .first()
            .waitFor()
      } else {
        await laptop.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
        for (const page of [laptop, screen, phone]) await page.getByText(`${name} har sat prikker`).first().waitFor()
      }
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
  // In Dialogkort nobody has answered anything.
  for (const page of [laptop, screen, phone])
    await page
      .getByText(cards ? 'Mødet er lukket' : `De ${people} besvarelser er slettet.`)
      .first()
      .waitFor()
  await phone.getByRole('link', { name: 'Åbn referatet' }).click()
  // The heading of a closed meeting is hidden and has the focus: nothing may move as the link is pressed.
  await phone.waitForURL(/\/referat\//)
  await phone.getByRole('heading', { level: 1, name: workshop.title }).waitFor()
  await expectAxeClean(phone)
  await phone.screenshot({ path: join(output, `${slug}-${privacy}-${people}-referat-phone.png`), fullPage: true })
  for (const leave of leavers) leave()
  for (const device of devices) expectQuiet(device)
  for (const device of devices) await device.close()
}
