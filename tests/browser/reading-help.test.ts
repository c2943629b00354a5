import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newPhone, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { answerOne, joinMeeting } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

/** A voice of the test's own: what it is given to read, and whether it was told to stop. Its list of voices comes late, as Chromium's does. */
function stubVoices(langs: string[]) {
  const speech = new EventTarget() as EventTarget & Record<string, unknown>
  const heard: string[] = []
  let voices: { lang: string; localService: boolean }[] = []
  Object.assign(speech, {
    speaking: false,
    pending: false,
    getVoices: () => voices,
    speak: (utterance: { text: string; lang: string }) => {
      heard.push(`${utterance.lang}: ${utterance.text}`)
      speech.speaking = true
    },
    cancel: () => {
      heard.push('stop')
      speech.speaking = false
    }
  })
  class Utterance {
    text: string
    lang = ''
    voice: unknown = null
    constructor(text: string) {
      this.text = text
    }
  }
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speech })
  Object.assign(globalThis, {
    SpeechSynthesisUtterance: Utterance,
    heard,
    bringVoices: () => {
      voices = langs.map(lang => ({ lang, localService: true }))
      speech.dispatchEvent(new Event('voiceschanged'))
    }
  })
}
type Stubbed = { heard: string[]; bringVoices: () => void }

describe('help to read', { timeout: 60_000 }, () => {
  const open = async (langs: string[], side: string) => {
    const board = await makeOwnBoard(server, null)
    const rate = board.workshop.steps.find(({ kind }) => kind === 'rate')?.id ?? ''
    await board.steer({ step: rate })
    const device = await newPhone(browser, server.origin)
    await device.context.addInitScript(stubVoices, langs)
    const { page } = await joinMeeting(browser, server.origin, { link: server.origin + board.links.participant }, side, device)
    await page.getByText('1 af 6').waitFor()
    return { device, page, board, rate }
  }
  const said = () => (globalThis as unknown as Stubbed).heard.splice(0)

  it('[own-voice] reads a student’s statement and the answers by the device’s Danish voice, and stops at the next one', async () => {
    const { device, page, board, rate } = await open(['en-GB', 'da_DK'], 'Elev')
    await page.getByRole('button', { name: 'Større tekst' }).waitFor()
    expect(await page.getByRole('button', { name: 'Læs op' }).count(), 'the voices have not come yet').toBe(0)
    await page.evaluate(() => (globalThis as unknown as Stubbed).bringVoices())
    await page.getByRole('button', { name: 'Læs op' }).click()
    const statement = (await page.locator('.statement').textContent())?.trim()
    const heard = await page.evaluate(said)
    expect(heard[0]).toBe(`da-DK: ${statement}`)
    expect(heard.map(each => each.toLowerCase())).toEqual(expect.arrayContaining(['da-dk: slet ikke', 'da-dk: ved ikke']))
    await answerOne(page, 'I høj grad')
    await page.getByText('2 af 6').waitFor()
    expect(await page.evaluate(said)).toEqual(['stop'])

    const size = () => page.locator('.statement').evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))
    const usual = await size()
    await page.getByRole('button', { name: 'Større tekst' }).click()
    expect(await size()).toBeGreaterThan(usual * 1.2)
    await page.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(page)).toBe(0)
    await page.setViewportSize(sizes.phone)
    await expectAxeClean(page)
    await page.reload()
    await page.getByText('2 af 6').waitFor()
    await page.getByRole('button', { name: 'Større tekst', pressed: true }).waitFor()
    await page.evaluate(() => (globalThis as unknown as Stubbed).bringVoices())
    await page.getByRole('button', { name: 'Læs op' }).click()
    await page.evaluate(said)
    const next = board.workshop.steps[board.workshop.steps.findIndex(({ id }) => id === rate) + 2]
    await board.steer({ step: next?.id ?? '' })
    await page.getByRole('heading', { level: 1, name: next?.title ?? '' }).waitFor()
    expect(await page.evaluate(said)).toEqual(['stop'])
    expectQuiet(device)
    await device.close()
  })

  it('[own-voice] offers no reading where the device has no Danish voice, and none of it to others than students', async () => {
    const student = await open(['nb-NO', 'en-GB'], 'Elev')
    await student.page.evaluate(() => (globalThis as unknown as Stubbed).bringVoices())
    await student.page.getByRole('button', { name: 'Større tekst' }).waitFor()
    expect(await student.page.getByRole('button', { name: 'Læs op' }).count()).toBe(0)
    const other = await open(['da-DK'], 'Skolen')
    expect(await other.page.getByRole('button', { name: 'Større tekst' }).count()).toBe(0)
    for (const { device } of [student, other]) await device.close()
  })
})
