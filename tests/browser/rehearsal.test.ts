import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { parseFragment } from '../../src/core/board/link.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone, newScreen, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { countHeads, next, saved } from '../support/browser/meeting.ts'
import { browser, server } from '../support/browser/shared.ts'

/** A rehearsal of the LUU's drejebog, led from one laptop with a big screen, and no phone. */
describe('a rehearsal', { timeout: 180_000 }, () => {
  const devices: Device[] = []
  const on = async (device: Promise<Device>, path: string): Promise<Page> => {
    const made = await device
    devices.push(made)
    return made.newPage(path)
  }
  const now = (page: Page, name: string) => page.getByRole('region', { name: 'Øvelse' }).getByRole('button', { name }).click()

  it('[rehearsal-marked] [rehearsal-deleted] plays eight people from the start page to the end, says what it is, and leaves nothing', async () => {
    const laptop = await on(newLaptop(browser, server.origin), '/start/?drejebog=luu-strategisk-droeftelse#oev')
    await laptop.getByLabel('De 18 strategiske udsagn, cirka 5 minutter').check()
    await laptop.getByRole('button', { name: 'Øv mødet først' }).click()
    await laptop.getByRole('heading', { level: 1, name: 'Øvelse: LUU: strategisk drøftelse' }).waitFor()
    const link = parseFragment(new URL(laptop.url()).hash)
    if ('reason' in link) throw new Error('No whole link')
    const screen = await on(newScreen(browser, server.origin), await laptop.getByLabel('Storskærmen', { exact: true }).inputValue())
    const phone = await on(newPhone(browser, server.origin), await laptop.getByLabel('Deltagernes link', { exact: true }).inputValue())
    await phone.getByText('Det er en øvelse.').waitFor()
    await now(laptop, 'Lad alle komme nu')
    await laptop.getByText('Alle otte er med.').waitFor()
    for (const page of [laptop, screen]) await page.getByText('8 er med.').waitFor()
    await saved(laptop)

    // After a reload the same eight go on: nobody joins twice, and nobody is lost.
    await laptop.reload()
    await laptop.getByText('Alle otte er med.').waitFor()
    await countHeads(laptop, 8)
    for (const page of [laptop, screen, phone]) await expectAxeClean(page)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const step of ['Elevens stemme først', 'Hver for sig']) await next(laptop, step)
    await now(laptop, 'Lad alle svare nu')
    await laptop.getByText('8 af 8 har svaret').waitFor()
    await laptop.getByText('Alle otte har svaret.').waitFor()
    await laptop.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(laptop)).toBe(0)
    await laptop.setViewportSize(sizes.laptop)

    await next(laptop, 'Se billedet')
    await laptop.getByRole('button', { name: 'Vis svarene for alle' }).click()
    await laptop.getByRole('button', { name: 'Vis tallene som tabel' }).click()
    for (const pattern of [
      'Enige, højt på skalaen',
      'To billeder',
      'Mange ”ved ikke”',
      'Enkelte ser det anderledes',
      'Spredt',
      'Enige, lavt på skalaen'
    ])
      await laptop.getByRole('cell', { name: pattern, exact: true, includeHidden: true }).first().waitFor({ state: 'attached' })
    await screen.getByText('Ikke et rigtigt møde').waitFor()
    await expectAxeClean(screen)

    await next(laptop, 'Hvad ligger bag?')
    await next(laptop, 'Sedler på væggen')
    await now(laptop, 'Lad alle skrive nu')
    await screen.getByText('Overgangen mellem skole og oplæring').waitFor()
    await saved(laptop)
    // Back and forth again: what hangs there is not hung up once more.
    await laptop.getByRole('button', { name: 'Tilbage' }).click()
    await next(laptop, 'Sedler på væggen')
    await laptop.getByText('Alle otte har skrevet.').waitFor()
    await screen.getByText('Overgangen mellem skole og oplæring').first().waitFor()
    expect(await screen.getByText('Overgangen mellem skole og oplæring').count()).toBe(1)
    await next(laptop, 'Vælg med to prikker')
    await now(laptop, 'Lad alle sætte prikker nu')
    await laptop.getByText('8 af 8 har sat prikker').waitFor()
    await laptop.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
    await screen.getByText('8 personer har sat prikker').first().waitFor()
    for (const step of ['Beslut', 'Rund af']) await next(laptop, step)
    await laptop.getByRole('button', { name: 'Luk mødet' }).click()
    await laptop.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
    for (const page of [laptop, screen]) await page.getByText('De 8 besvarelser er slettet.').first().waitFor()
    await saved(laptop)
    const minutes = await laptop.context().newPage()
    await minutes.goto((await laptop.getByRole('link', { name: 'Åbn referatet' }).last().getAttribute('href')) ?? '')
    await minutes.getByRole('heading', { level: 1, name: 'Øvelse: LUU: strategisk drøftelse' }).waitFor()
    await minutes.close()

    await now(laptop, 'Afslut øvelsen')
    await laptop.getByRole('dialog').getByRole('button', { name: 'Afslut, og slet alt' }).click()
    await laptop.waitForURL(/\/start\/\?drejebog=luu-strategisk-droeftelse/)
    expect(await laptop.getByLabel('De 18 strategiske udsagn, cirka 5 minutter').isChecked()).toBe(true)
    for (const page of [screen, phone]) await page.getByRole('heading', { name: 'Mødet er slettet' }).waitFor()
    const gone = await fetch(`${server.origin}/api/boards/${link.board}`, { headers: { authorization: `Bearer ${link.key}` } })
    expect(gone.status).toBe(404)
    expect(await laptop.evaluate(() => Object.keys(sessionStorage).filter(name => name.includes('played')))).toEqual([])
    for (const device of devices) expectQuiet(device)
    for (const device of devices) await device.close()
  })
})
