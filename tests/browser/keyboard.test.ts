import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { treeFaults } from '../support/browser/accessibility-tree.ts'
import { listen, timesTold } from '../support/browser/announcements.ts'
import { type Device, expectQuiet, hurry, newDevice, newLaptop, newScreen, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'
import { withKeys } from '../support/engines/person.ts'
import { windowOfPage } from '../support/engines/playwright-engine.ts'
import { playWholeMeeting, type State } from '../support/engines/whole-meeting.ts'
import { until } from '../support/server/until.ts'

/** Steps of the LUU's drejebog, as every screen says them. */
const steps = [
  'Velkomst',
  'Elevens stemme først',
  'Hver for sig',
  'Se billedet',
  'Hvad ligger bag?',
  'Sedler på væggen',
  'Vælg med to prikker',
  'Beslut',
  'Rund af'
]

/** The whole way with keys alone, in all three windows, as a screen reader finds them. */
describe('keyboard alone', { timeout: 180_000 }, () => {
  it('[focus-kept] [told] leads from the front page to the minutes, with a name on all that can be pressed and each step told once', async () => {
    const devices: Device[] = [
      await newLaptop(browser, server.origin),
      await newDevice(browser, server.origin, { viewport: sizes.phone }),
      await newScreen(browser, server.origin)
    ]
    for (const { context } of devices) await context.addInitScript(listen)
    const [laptop, phone, wall] = (await Promise.all(devices.map(device => device.newPage()))) as [Page, Page, Page]
    const pages = { laptop, phone, wall }
    const [facilitator, participant, screen] = [withKeys(windowOfPage(laptop)), withKeys(windowOfPage(phone)), withKeys(windowOfPage(wall))]
    const seen: State[] = []
    const findings: string[] = []
    for await (const state of playWholeMeeting(server.origin, { facilitator, participant, screen })) {
      seen.push(state)
      for (const [name, page] of Object.entries(pages)) findings.push(...(await treeFaults(page)).map(fault => `${state}, ${name}: ${fault}`))
      for (const person of [facilitator, participant])
        await until(async () => (await person.focused()).role !== 'body', `something to have the focus in ${state}`)
      if (state === 'lobby') {
        // Any key shows it.
        await wall.keyboard.press('Tab')
        await screen.press('button', /^Fuld skærm/)
        await expect.poll(() => wall.evaluate(() => document.fullscreenElement !== null)).toBe(true)
        await wall.keyboard.press('Escape')
      }
      if (state === 'closed')
        for (const page of [phone, wall])
          for (const [index, step] of steps.entries())
            expect(await timesTold(page, new RegExp(`^Trin ${index + 1}: ${step.replace('?', '\\?')}\\.$`)), `"${step}" is told`).toBe(1)
    }
    expect(seen.length).toBeGreaterThan(10)
    expect(findings).toEqual([])
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })
  it('[focus-kept] leaves the big screen’s button where it is while it has the focus, however long that is', async () => {
    const board = await makeOwnBoard(server, null)
    const device = await newScreen(browser, server.origin)
    await device.context.clock.install()
    const wall = await device.newPage(board.links.screen)
    await wall.getByText('Ingen er med endnu.').waitFor()
    const button = wall.getByRole('button', { name: 'Fuld skærm' })
    await until(async () => {
      await wall.keyboard.press('Tab')
      return wall.evaluate(() => document.activeElement?.localName === 'button')
    }, 'the button to have the focus')
    await wall.clock.runFor(60_000)
    expect(await wall.evaluate(() => document.activeElement?.textContent)).toBe('Fuld skærm')
    await wall.keyboard.press('Tab')
    await hurry(wall, button, 'detached')
    await device.close()
  })
})
