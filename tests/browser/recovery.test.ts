import { describe, expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newLaptop, newPhone, sidewaysScroll, sizes } from '../support/browser/browser.ts'
import { next } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { readQr } from '../support/browser/read-qr.ts'
import { browser, server } from '../support/browser/shared.ts'

/** The facilitator's laptop dies, or somebody else takes over. */
describe('another device that leads', { timeout: 120_000 }, () => {
  it('[recovery-code] opens the meeting by the code that was copied down, where it was, and tells a wrong one', async () => {
    const board = await makeOwnBoard(server, null)
    const [first, second] = [board.workshop.steps[0]?.title ?? '', board.workshop.steps[1]?.title ?? '']
    const desk = await newLaptop(browser, server.origin)
    const laptop = await desk.newPage(board.links.facilitator)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).waitFor()
    const opener = laptop.getByRole('button', { name: 'Genåbning og overdragelse' })
    await opener.waitFor()
    expect(await laptop.getByText('Genåbningskode', { exact: true }).count(), 'nothing of it before it is asked for').toBe(0)
    await opener.click()
    const code = (await laptop.locator('.code [aria-hidden]', { hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ }).textContent()) ?? ''
    await laptop.getByRole('button', { name: 'Vis QR-koden' }).click()
    const qr = laptop.getByRole('img', { name: 'QR-kode: åbner mødet som mødeleder' })
    await qr.waitFor()
    expect(await readQr(await qr.screenshot())).toEqual([server.origin + board.links.facilitator])
    await expectAxeClean(laptop)
    await laptop.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(laptop)).toBe(0)
    await laptop.setViewportSize(sizes.laptop)
    await laptop.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(laptop, second)

    const other = await newPhone(browser, server.origin)
    const page = await other.newPage('/')
    // [key-in-fragment] The front page's field is sent as a query: it takes no part of a recovery code, however it is written.
    for (const written of [code, code.replaceAll('-', ' '), code.replaceAll('-', '')]) {
      const short = page.getByLabel('Har du en kode?')
      await short.fill('')
      await short.pressSequentially(written)
      await page.getByRole('button', { name: 'Kom med' }).click()
      expect(await short.evaluate(input => (input as HTMLInputElement).validity.patternMismatch), written).toBe(true)
      expect(page.url()).toBe(`${server.origin}/`)
    }
    await page.getByRole('link', { name: 'Leder du mødet? Brug genåbningskoden' }).click()
    await page.waitForURL(/\/deltag\/$/)
    const typed = page.getByLabel('Kode fra storskærmen')
    await typed.fill(code.slice(0, -1))
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByText('Genåbningskoden er på 16 tegn, og her er 15.').waitFor()
    await typed.fill(code.replace(/.$/, last => (last === '0' ? '2' : '0')))
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByText('Genåbningskoden passer ikke til et møde, der findes.').waitFor()
    expect(other.errors.splice(0).every(error => error.includes('404'))).toBe(true)
    await typed.fill(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByRole('heading', { level: 1, name: second }).waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe(board.links.facilitator)
    await page.getByRole('button', { name: 'Tilbage', exact: true }).click()
    await laptop.getByRole('heading', { level: 1, name: first }).waitFor()
    await laptop.getByText('Mødet bliver også styret fra et andet vindue').waitFor()
    for (const device of [desk, other]) {
      expectQuiet(device)
      await device.close()
    }
  })
})
