import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newDevice, newLaptop, newPhone, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { browser, server } from '../support/browser/shared.ts'

const titles = (page: Page) => page.getByRole('list').getByRole('heading', { level: 3 }).allTextContents()

describe('Mine møder', { timeout: 120_000 }, () => {
  it('[own-meetings] opens what was led and what was taken part in, keeps a leading key only when asked, and forgets one or all', async () => {
    const steps = null
    const led = await makeOwnBoard(server, steps)
    const joined = await makeOwnBoard(server, steps)
    const device = await newLaptop(browser, server.origin)

    // Nothing is kept before somebody asks.
    const lobby = await device.newPage(led.links.facilitator)
    const remember = lobby.getByRole('checkbox', { name: 'Husk mødet på denne enhed' })
    await remember.waitFor()
    expect(await remember.isChecked()).toBe(false)
    const list = await device.newPage('/moeder/')
    await list.getByRole('heading', { name: 'Ingen møder på denne enhed' }).waitFor()
    await remember.check()
    await lobby.close()

    const phone = await device.newPage(joined.links.participant)
    await phone.getByRole('radio').first().check()
    await phone.getByRole('button', { name: 'Begynd' }).click()
    await phone.getByRole('button', { name: 'Begynd' }).waitFor({ state: 'detached' })
    await phone.close()

    await list.reload()
    await list.getByText('Du leder mødet').waitFor()
    await list.getByText('Du deltager').waitFor()
    const title = (await titles(list))[0] ?? ''
    await expect.poll(() => titles(list)).toEqual([title, title])
    await expectAxeClean(list)
    await list.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(list)).toBe(0)
    await list.setViewportSize(sizes.laptop)

    // The one leads on, the other is at the same place.
    const open = list.getByRole('link', { name: /^Åbn/ })
    await open.first().click()
    await list.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    expect(await list.getByRole('checkbox', { name: 'Husk mødet på denne enhed' }).isChecked()).toBe(true)
    await list.goBack()
    await list.getByText('Du deltager').waitFor()
    await expect.poll(() => open.count()).toBe(2)
    await open.last().click()
    // Taking part, and not asked again who sits there.
    await list.getByText('Mødet begynder, når mødelederen trykker.').waitFor()
    expect(await list.getByRole('button', { name: 'Begynd' }).count()).toBe(0)
    await list.goBack()

    // By keyboard: forgetting asks first, and the focus stays on the page.
    await list.getByText('Du deltager').waitFor()
    await list
      .getByRole('button', { name: /^Glem ”/ })
      .first()
      .press('Enter')
    await list.getByRole('button', { name: 'Behold det' }).click()
    expect(await titles(list)).toHaveLength(2)
    await list
      .getByRole('button', { name: /^Glem ”/ })
      .first()
      .press('Enter')
    await list.getByRole('button', { name: 'Glem mødet', exact: true }).press('Enter')
    await list.getByText('Enheden har glemt').waitFor()
    await expect.poll(() => titles(list)).toHaveLength(1)
    await expect.poll(() => list.evaluate(() => document.activeElement?.id)).toBe('mine')
    await list.getByText('Du deltager').waitFor()
    await list.reload()
    await list.getByText('Du deltager').waitFor()
    expect(await list.getByText('Du leder mødet').count()).toBe(0)

    await list.getByRole('button', { name: 'Glem alle, og slet alt på denne enhed' }).click()
    await list.getByRole('button', { name: 'Slet alt her' }).click()
    await list.getByText('Alt, enheden huskede, er slettet her.').waitFor()
    await list.reload()
    await list.getByRole('heading', { name: 'Ingen møder på denne enhed' }).waitFor()
    expectQuiet(device)
    await device.close()
  })

  it('[own-meetings] forgets a meeting that is deleted, says so, and keeps what it knows while the net is away', async () => {
    const board = await makeOwnBoard(server, null)
    const device = await newPhone(browser, server.origin)
    const lobby = await device.newPage(board.links.facilitator)
    await lobby.getByRole('checkbox', { name: 'Husk mødet på denne enhed' }).check()
    // It stands under the name that it has now.
    await lobby.getByRole('textbox', { name: 'Mødets navn' }).fill('Et nyt navn')
    await lobby.getByRole('button', { name: 'Ret navnet' }).click()
    await lobby.getByRole('heading', { level: 1, name: 'Et nyt navn' }).waitFor()
    const list = await device.newPage('/moeder/')
    await list.getByText('Du leder mødet').waitFor()
    await list.route('**/api/**', route => route.abort())
    await list.reload()
    await list.getByText('Serveren svarer ikke lige nu').waitFor()
    expect(await titles(list)).toEqual(['Et nyt navn'])
    await expectAxeClean(list)
    await list.unroute('**/api/**')
    await list.getByRole('button', { name: 'Spørg serveren igen' }).click()
    await list.getByText('Lavet').waitFor()
    expect(await list.getByText('Serveren svarer ikke lige nu').count()).toBe(0)
    await lobby.close()

    await board.remove()
    await list.reload()
    await list.getByText('Mødet er slettet, og enheden har glemt det.').waitFor()
    expect(await list.getByRole('link', { name: /^Åbn/ }).count()).toBe(0)
    expect(await list.evaluate(() => Object.keys(localStorage))).toEqual([])
    await list.reload()
    await list.getByRole('heading', { name: 'Ingen møder på denne enhed' }).waitFor()
    await device.close()
  })

  it('[own-meetings] forgets the leading key as its meeting is deleted from the lobby', async () => {
    const board = await makeOwnBoard(server, null)
    const device = await newLaptop(browser, server.origin)
    const lobby = await device.newPage(board.links.facilitator)
    await lobby.getByRole('checkbox', { name: 'Husk mødet på denne enhed' }).check()
    expect(await lobby.evaluate(() => Object.keys(localStorage))).toEqual([`pejling/moede/${board.board}`])
    await lobby.getByRole('button', { name: 'Slet mødet' }).click()
    await lobby.getByRole('button', { name: 'Slet alt' }).click()
    await lobby.getByRole('heading', { name: 'Mødet er slettet' }).waitFor()
    await expect.poll(() => lobby.evaluate(() => Object.keys(localStorage))).toEqual([])
    await device.close()
  })

  it('[own-meetings] forgets one of two that are open in other tabs, tells that one alone, and counts what cannot be read', async () => {
    const boards = [await makeOwnBoard(server, null), await makeOwnBoard(server, null)]
    const device = await newPhone(browser, server.origin)
    const tabs: Page[] = []
    for (const board of boards) {
      const tab = await device.newPage(board.links.participant)
      await tab.getByRole('radio').first().check()
      await tab.getByRole('button', { name: 'Begynd' }).click()
      await tab.getByText('Mødet begynder, når mødelederen trykker.').waitFor()
      tabs.push(tab)
    }
    const [forgotten, kept] = tabs as [Page, Page]
    const [first, second] = boards.map(({ board }) => board)
    const list = await device.newPage('/deltag/')
    await list.evaluate(() => localStorage.setItem(`pejling/moede/${'x'.repeat(12)}`, 'knust'))
    await list.goto('/moeder/')
    await list.getByText('Ét møde på enheden kan ikke læses').waitFor()
    await list.getByText('Lavet').last().waitFor()
    const row = list.getByRole('listitem').filter({ has: list.locator(`a[href*="${first}"]`) })
    await row.getByRole('button', { name: /^Glem/ }).click()
    await list.getByRole('button', { name: 'Glem mødet', exact: true }).click()
    await list.getByText('Enheden har glemt ”Et møde for sig”.').waitFor()
    await list.getByText('er stadig åbent i en anden fane').waitFor()
    await forgotten.getByRole('alert').filter({ hasText: 'du har stadig din plads' }).waitFor()
    expect(await kept.getByRole('alert').count()).toBe(0)
    const seats = () => list.evaluate(() => Object.keys(localStorage).filter(name => !name.includes('moede/')))
    expect(await seats()).toEqual([`pejling/${second}`])
    const copies = await list.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))
    expect(copies.filter(name => name.includes(`/${first}/`))).toEqual([])
    expect(copies.filter(name => name.includes(`/${second}/`)).length).toBeGreaterThan(0)
    // The tab that was told keeps its seat for itself.
    await forgotten.reload()
    await forgotten.getByText('Mødet begynder, når mødelederen trykker.').waitFor()
    expect(await seats()).toEqual([`pejling/${second}`])
    expectQuiet(device)
    await device.close()
  })

  it('says where the browser keeps nothing', async () => {
    const device = await newDevice(browser, server.origin, { viewport: sizes.phone })
    await device.context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError')
        }
      })
    })
    const list = await device.newPage('/moeder/')
    await list.getByText('Browseren gemmer ikke noget fra siden.').waitFor()
    expectQuiet(device)
    await device.close()
  })
})
