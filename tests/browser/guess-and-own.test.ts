import { expect, it } from 'vitest'
import { earlierPatterns } from '../../src/core/workshop/earlier-words.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next, unfold } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

const item = (id: string, element: 1 | 4 | 6, text: string, own: string) => ({ id, element, text, bySide: { elev: own }, guess: true })
const instruments = {
  vurdering: {
    title: 'Det, eleverne oplever',
    question: 'I hvilken grad passer det hos os?',
    scale: ['slet ikke', 'i mindre grad', 'i nogen grad', 'i høj grad', 'i meget høj grad'],
    unknown: 'ved ikke',
    patterns: earlierPatterns,
    items: [
      item('K1E1', 1, 'Eleverne ved, hvorfor de laver de ting, de laver.', 'Jeg ved, hvorfor vi laver de ting, vi laver.'),
      item('K4E1', 4, 'Eleverne føler sig ventet den første dag.', 'Jeg følte mig ventet, da jeg begyndte.'),
      item('K6E1', 6, 'Eleverne tør stille spørgsmål, når de er i tvivl.', 'Jeg tør stille spørgsmål, når jeg er i tvivl.')
    ]
  }
}

it('[guess-and-own] staff and students answer the same statements: the two stand by name on every screen and in the minutes, with what is worth a talk', async () => {
  const board = await makeOwnBoard(
    server,
    [
      { id: 'svar', kind: 'rate', title: 'Svar', instrument: 'vurdering' },
      { id: 'vis', kind: 'reveal', title: 'Vis svarene', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Luk mødet' }
    ],
    'private',
    instruments
  )
  for (let n = 0; n < 5; n++) {
    await board.answer('skole', { svar: { K1E1: 3, K4E1: 3, K6E1: n < 2 ? 2 : 3 } })
    await board.answer('oplaering', { svar: { K1E1: 3, K4E1: 2, K6E1: 4 } })
    await board.answer('elev', { svar: { K1E1: 3, K4E1: n < 3 ? 4 : 3, K6E1: 1 } })
  }
  const devices: Device[] = [await newLaptop(browser, server.origin), await newScreen(browser, server.origin), await newPhone(browser, server.origin)]
  const [laptop, screen, phone] = [
    await (devices[0] as Device).newPage(board.links.facilitator),
    await (devices[1] as Device).newPage(board.links.screen),
    await (devices[2] as Device).newPage(board.links.participant)
  ]
  await phone.getByRole('radio', { name: 'Elev' }).check()
  await phone.getByRole('button', { name: 'Begynd' }).click()
  await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
  await phone.getByText('Jeg ved, hvorfor vi laver de ting, vi laver.').waitFor()
  await next(laptop, 'Vis svarene')
  await laptop.getByRole('radio', { name: 'Delt efter, hvor folk sidder' }).check()
  await countHeads(laptop, 15)
  await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()

  const lower = 'Eleverne svarer lavere, end vi troede.'
  const higher = 'Eleverne svarer højere, end vi troede.'
  for (const page of [laptop, screen, phone]) {
    await page.getByText('Vores bedste bud').first().waitFor()
    await page.getByText('Eleverne', { exact: true }).first().waitFor()
    await page.getByText(lower).waitFor()
    await page.getByText(higher).waitFor()
    expect(await page.getByText(/^Eleverne svarer/).count(), 'nothing of what they see alike').toBe(2)
    expect(await page.getByText('Skolen', { exact: true }).count()).toBe(0)
    await expectAxeClean(page)
  }
  await unfold(laptop.getByRole('article').filter({ hasText: lower }))
  for (const page of [laptop, phone]) await page.getByText('Hvad oplever eleverne, som vi ikke ser?').waitFor()
  for (const [page, size] of [
    [laptop, sizes.laptop],
    [phone, sizes.phone]
  ] as const) {
    await page.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(page)).toBe(0)
    await page.setViewportSize(size)
  }

  await laptop.goto(board.links.facilitator.replace('/bord/', '/referat/'))
  await laptop.getByText('Vores bedste bud').first().waitFor()
  await laptop.getByText(lower).waitFor()
  await expectAxeClean(laptop)
  for (const device of devices) {
    expectQuiet(device)
    await device.close()
  }
})
