import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen } from '../support/browser/browser.ts'
import { answerOne, countHeads, joinMeeting, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { someOf } from '../support/run/long-run.ts'

const paper = { light: 'rgb(251, 248, 243)', dark: 'rgb(18, 24, 31)' } as const

/** Who has chosen the dark on their device meets it on every page but the big screen and paper. */
describe('in the dark', { timeout: 120_000 }, () => {
  const pages = [
    '/',
    '/start/',
    '/deltag/',
    '/kerneelementer/',
    '/kerneelementer/trivsel/',
    '/roller/',
    '/drejeboeger/luu-strategisk-droeftelse/',
    '/kvalitetsaftalen/',
    '/kvalitetsaftalen/min-periode/elev/',
    '/kvalitetsaftalen/status/',
    '/oplaeringsplan/',
    '/evaluering/udfyld/',
    '/tilpas/',
    '/overblik/',
    '/moeder/'
  ]
  it.each(someOf(pages, 5))('%s can be read', async path => {
    const device = await newPhone(browser, server.origin, { colorScheme: 'dark' })
    const page = await device.newPage(path)
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper.dark)
    await expectAxeClean(page)
    expectQuiet(device)
    await device.close()
  })

  it('sheets stay white, as they are printed', async () => {
    const device = await newLaptop(browser, server.origin, { colorScheme: 'dark' })
    const page = await device.newPage('/evaluering/')
    const sheet = page.locator('.sheet').first()
    expect(await sheet.evaluate(element => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 255, 255)')
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper.dark)
    await expectAxeClean(page)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--el-1').trim())).toBe('#1e3597')
    await device.close()
  })

  it('a meeting is dark in the hand and on the laptop, and light on the wall', async () => {
    const board = await makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'billede', kind: 'reveal', title: 'Det samlede billede', of: 'svar' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])
    const dark = { colorScheme: 'dark' } as const
    const [desk, pocket, wall] = [
      await newLaptop(browser, server.origin, dark),
      await newPhone(browser, server.origin, dark),
      await newScreen(browser, server.origin, dark)
    ]
    const [laptop, screen] = [await desk.newPage(board.links.facilitator), await wall.newPage(board.links.screen)]
    await expectAxeClean(laptop)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    const { page: phone } = await joinMeeting(browser, server.origin, { link: server.origin + board.links.participant }, 'Skolen', pocket)
    await expectAxeClean(phone)
    for (let statement = 0; statement < 6; statement++) await answerOne(phone, 'I høj grad')
    await saved(phone)
    const answers = Object.fromEntries((board.workshop.instruments.vurdering?.items ?? []).map(({ id }, at) => [id, at % 5]))
    for (let n = 0; n < 5; n++) await board.answer('skole', { svar: answers })
    await next(laptop, 'Det samlede billede')
    await countHeads(laptop, 6)
    await expectAxeClean(laptop)
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    for (const page of [laptop, phone]) {
      await page.getByRole('heading', { name: 'Svarene, element for element' }).waitFor()
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper.dark)
      await expectAxeClean(page)
    }
    await screen.getByRole('img').first().waitFor()
    expect(await screen.locator('.frame').evaluate(frame => getComputedStyle(frame).backgroundColor)).toBe(paper.light)
    await expectAxeClean(screen)
    for (const device of [desk, pocket, wall]) {
      expectQuiet(device)
      await device.close()
    }
  })
})
