import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { MadeBoard, MadeParticipant } from '../../src/core/board/api.ts'
import { boardLink } from '../../src/core/board/link.ts'
import type { Settings } from '../../src/core/board/settings.ts'
import { titledFor } from '../../src/core/workshop/script.ts'
import { type Workshop, type WorkshopTemplate, withChoice } from '../../src/core/workshop/workshop.ts'
import { setAnswer, setDone, setMe } from '../../src/documents/ballot.ts'
import { steer } from '../../src/documents/steer.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'
import { connect, stopClients } from '../support/server/clients.ts'

/** Drejebøger played where there is nothing to answer, and where too few answer: the script and the screens say only what holds. */
describe.each(someOf(['foa-i-dialog-med-arbejdspladsen', 'luu-strategisk-droeftelse'], 1))('the script of %s', slug => {
  const devices: Device[] = []
  afterAll(async () => {
    stopClients()
  })

  async function call<T>(path: string, body?: unknown, key?: string): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
    const answer = await fetch(server.origin + path, body || key ? { method: 'POST', headers, ...(body ? { body: JSON.stringify(body) } : {}) } : {})
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async function open(privacy: Settings['privacy'], change: (workshop: Workshop) => Workshop = workshop => workshop) {
    const workshop = change(withChoice(await call<WorkshopTemplate>(`/workshops/${slug}.json`)))
    const { board, keys } = await call<MadeBoard>('/api/boards', { title: 'Et møde', workshop, settings: { privacy, minimum: 5, keepDays: 7 } })
    const page = async (device: Device, key: string): Promise<Page> => {
      devices.push(device)
      return device.newPage(boardLink('', board, key))
    }
    const laptop = await page(await newLaptop(browser, server.origin), keys.facilitator)
    const screen = await page(await newScreen(browser, server.origin), keys.screen)
    const phone = await page(await newPhone(browser, server.origin), keys.participant)
    return { workshop: titledFor(workshop, privacy), board, keys, laptop, screen, phone }
  }
  /** From step to step by "next"; `visit` sees each once all three screens are there. */
  async function walk(
    { workshop, laptop, screen, phone }: Awaited<ReturnType<typeof open>>,
    visit: (step: Workshop['steps'][number]) => Promise<void>
  ) {
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const [index, step] of workshop.steps.entries()) {
      if (index > 0) await laptop.getByRole('button', { name: `Næste: ${step.title}` }).click()
      for (const page of [laptop, screen, phone]) await page.getByRole('heading', { level: 1, name: step.title }).waitFor({ state: 'attached' })
      await visit(step)
    }
  }
  const script = (laptop: Page) => laptop.locator('section.script').innerText()

  it('[script-holds] tells nobody in cards to answer, and does not ask where they sit', async () => {
    const meeting = await open('cards')
    await meeting.phone.getByRole('button', { name: 'Begynd' }).waitFor()
    expect(await meeting.phone.getByRole('radio').count()).toBe(0)
    expect(await meeting.phone.getByText('Hvem sidder du her for').count()).toBe(0)
    await meeting.phone.getByRole('button', { name: 'Begynd' }).click()
    await meeting.phone.getByRole('heading', { name: 'Du er med' }).waitFor()
    const answering =
      /svarer|svarene|svar for dig|har svaret|ved ikke er også et svar|sådan svarede|åben visning|privat|prikker(ne)? bliver|sæt (to|én) prik|hvilken stol|se billedet|med to prikker/i
    await walk(meeting, async step => {
      expect(await script(meeting.laptop), `${step.id} on the laptop`).not.toMatch(answering)
      for (const page of [meeting.screen, meeting.phone]) expect(await page.getByRole('main').innerText(), step.id).not.toMatch(answering)
      if (step.kind === 'rate') {
        expect(await script(meeting.laptop)).toContain('Læs kortene hver for sig')
        await meeting.phone.getByText('Find ét, du gerne vil tale om.').waitFor()
        for (const page of [meeting.laptop, meeting.screen, meeting.phone]) await expectAxeClean(page)
      }
    })
    for (const device of devices.splice(0)) {
      expectQuiet(device)
      await device.close()
    }
  }, 120_000)

  it('[script-holds] tells three people in private before and after the reveal that they are too few, and leads to the cards', async () => {
    const meeting = await open('private')
    const { workshop, board, keys, laptop, phone } = meeting
    await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    for (let n = 0; n < 2; n++) {
      const { participant, key } = await call<MadeParticipant>(`/api/boards/${board}/participants`, undefined, keys.participant)
      const ballot = connect({ port: server.port, board, document: `ballot.${participant}`, key })
      await ballot.synced()
      setMe(ballot.doc, { side: 'organisation' })
      for (const { id } of workshop.instruments.vurdering?.items ?? []) setAnswer(ballot.doc, 'vurdering', id, 2)
      setDone(ballot.doc, 'vurdering', true)
      await ballot.allSaved()
    }
    await laptop.getByText('3 er med').first().waitFor()
    const session = connect({ port: server.port, board, document: 'session', key: keys.facilitator })
    await session.synced()
    await walk(meeting, async step => {
      const words = await script(laptop)
      expect(words, step.id).not.toMatch(/har du valgt|er der for få/i)
      if (step.id === 'vurdering') {
        expect(words).toContain('Nu svarer vi hver for sig')
        expect(words).toMatch(/for få på telefonerne|færre, end et billede kræver/)
      }
      if (step.id !== 'billedet') return
      expect(words).toContain('Der er for få svar til et billede.')
      expect(words).not.toMatch(/Nu viser jeg|Giv et minut|det, alle ser ens|ud fra kortene i stedet/)
      steer(session.doc, 'proeven', { reveal: { step: 'vurdering', split: null } })
      await laptop.getByText('Vi er for få til et billede.').waitFor()
      const after = await script(laptop)
      expect(after).not.toMatch(/Der er for få svar|Nu viser jeg|Giv et minut|det, alle ser ens|har svaret/)
    })
    for (const device of devices.splice(0)) {
      expectQuiet(device)
      await device.close()
    }
  }, 120_000)

  it('shows paragraphs that say the same', async () => {
    const twice = (workshop: Workshop): Workshop => ({
      ...workshop,
      steps: workshop.steps.map((step, n) => (n === 0 ? { ...step, say: ['Vent lidt.', 'Vent lidt.'], prompts: ['Hvad nu?', 'Hvad nu?'] } : step))
    })
    const { laptop, screen, phone } = await open('cards', twice)
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await laptop.locator('section.script').getByText('Vent lidt.').nth(1).waitFor()
    for (const page of [laptop, screen, phone]) await page.getByText('Hvad nu?').nth(1).waitFor()
    for (const device of devices.splice(0)) {
      expectQuiet(device)
      await device.close()
    }
  })
})
