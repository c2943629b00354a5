import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBallot } from '../../src/documents/ballot.ts'
import { expectAxeClean, expectQuiet, newPhone } from '../support/browser/browser.ts'
import { newCable } from '../support/browser/cable.ts'
import { answerOne, joinMeeting, next, openMeeting, saved } from '../support/browser/meeting.ts'
import { type RunningServer, startServer } from '../support/browser/server.ts'
import { browser, server } from '../support/browser/shared.ts'
import { connect } from '../support/server/clients.ts'

/** What people read when something is wrong: what it is and what to do, in Danish, and nothing is lost or half made. */
describe('troubles', () => {
  it('says what is wrong with a code that is too short, and with one that opens nothing', async () => {
    const phone = await newPhone(browser, server.origin)
    const page = await phone.newPage('/deltag/')
    await page.getByLabel('Kode fra storskærmen').fill('CDF')
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByRole('alert').filter({ hasText: 'Koden er på otte tegn' }).waitFor()
    await page.getByLabel('Kode fra storskærmen').fill('CDFH JKLM')
    await page.getByRole('button', { name: 'Kom med' }).click()
    await page.getByRole('alert').filter({ hasText: 'Koden passer ikke til et åbent møde' }).waitFor()
    await expectAxeClean(page)
    await phone.close()
  })

  it('says what is wrong with a link without a key, with a letter missing, and with a key that is not the board’s', async () => {
    const { participant: link, device, page: laptop } = await openMeeting(browser, server, { title: 'Linket' })
    const { pathname, hash } = new URL(link)
    const phone = await newPhone(browser, server.origin)
    const sentences = new Set<string>()
    for (const broken of ['', hash.slice(0, -1), `${hash.slice(0, -6)}AAAAAA`, '#AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA']) {
      const page = await phone.newPage(pathname + broken)
      await page.getByRole('heading', { name: 'Mødet kan ikke åbnes' }).waitFor()
      const sentence = (await page.getByRole('alert').textContent())?.trim() ?? ''
      expect(sentence, `for ${broken || 'no key'}`).toMatch(/[.!]$/)
      sentences.add(sentence)
      await expectAxeClean(page)
      await page.close()
    }
    expect(sentences.size, 'each trouble has its own sentence').toBe(4)
    await phone.close()
    expect(await laptop.getByRole('heading', { name: 'Linket' }).count()).toBe(1)
    await device.close()
  })

  it('makes the meeting that was asked for, however late the drejebog comes', async () => {
    const phone = await newPhone(browser, server.origin)
    const page = await phone.newPage()
    let held = 0
    await page.route('**/workshops/*.json', async route => {
      held++
      await new Promise(resolve => setTimeout(resolve, 700))
      await route.continue()
    })
    await page.goto('/start/?drejebog=foa-i-dialog-med-arbejdspladsen')
    await page.getByRole('radio', { name: /^Dialogkort/ }).check()
    await page.getByLabel('Hvad hedder mødet?').fill('Langsomt net')
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('heading', { level: 1, name: 'Langsomt net' }).waitFor()
    expect(held).toBeGreaterThan(0)
    await page.getByText('FOA i dialog med arbejdspladsen, 60 minutter').waitFor()
    await page
      .getByText(/^Dialogkort/)
      .first()
      .waitFor()
    await phone.close()
  })

  it('asks for a title, keeps what was typed, and makes nothing until it is there', async () => {
    const phone = await newPhone(browser, server.origin)
    const page = await phone.newPage('/start/?drejebog=foa-i-dialog-med-arbejdspladsen')
    await page.getByRole('radio', { name: /^FOA/ }).waitFor()
    expect(await page.getByRole('radio', { name: /^FOA/ }).isChecked()).toBe(true)
    await page.getByRole('radio', { name: /^Åben/ }).check()
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('alert').filter({ hasText: 'Giv mødet et navn' }).waitFor()
    expect(await page.getByRole('radio', { name: /^Åben/ }).isChecked()).toBe(true)
    expect(await page.getByLabel('Hvad hedder mødet?').evaluate(field => field === document.activeElement)).toBe(true)
    await expectAxeClean(page)
    await phone.close()
  })

  it('says which smallest number of answers can be asked for, and sends none that was typed where it means nothing', async () => {
    const phone = await newPhone(browser, server.origin)
    const page = await phone.newPage('/start/?drejebog=foa-i-dialog-med-arbejdspladsen')
    await page.getByText('Flere valg').click()
    const minimum = page.getByLabel('Mindste antal svar, før et billede vises')
    await page.getByLabel('Hvad hedder mødet?').fill('For få')
    for (const wrong of ['3', '21', '6.5', '']) {
      await minimum.fill(wrong)
      await page.getByLabel('Hvad hedder mødet?').focus()
      await page.getByRole('button', { name: 'Start mødet' }).click()
      await page.getByRole('alert').filter({ hasText: 'Skriv et helt tal fra 5 til 20.' }).waitFor()
      expect(await minimum.evaluate(field => field === document.activeElement), `focus after "${wrong}"`).toBe(true)
      expect(await minimum.getAttribute('aria-invalid')).toBe('true')
      expect(await minimum.getAttribute('aria-describedby')).toContain('minimum-error')
    }
    await expectAxeClean(page)
    await minimum.fill('3')
    await page.getByRole('radio', { name: /^Åben/ }).check()
    await page.getByRole('button', { name: 'Start mødet' }).click()
    await page.getByRole('heading', { level: 1, name: 'For få' }).waitFor()
    expectQuiet(phone)
    await phone.close()
  })

  it('tells everyone when the facilitator deletes the meeting, and opens it to nobody again', async () => {
    const { participant: link, device, page } = await openMeeting(browser, server, { title: 'Slettes' })
    const phone = await joinMeeting(browser, server.origin, { link }, 'Skolen')
    await phone.page.getByRole('heading', { name: 'Du er med' }).waitFor()
    await page.getByRole('button', { name: 'Slet mødet' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Slet alt' }).click()
    for (const each of [page, phone.page]) await each.getByRole('heading', { name: 'Mødet er slettet' }).waitFor()
    await phone.page.reload()
    await phone.page.getByRole('heading', { name: 'Mødet kan ikke åbnes' }).waitFor()
    expect(await phone.page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await device.close()
    await phone.device.close()
  })

  it('[same-participant] forgets everything on a shared device when asked to', async () => {
    const { participant: link, device } = await openMeeting(browser, server, { title: 'Delt telefon' })
    const phone = await joinMeeting(browser, server.origin, { link }, 'Elev')
    await phone.page.getByRole('heading', { name: 'Du er med' }).waitFor()
    expect(await phone.page.evaluate(() => Object.keys(localStorage).length)).toBe(1)
    await phone.page.goto('/deltag/')
    await phone.page.getByRole('button', { name: 'Slet alt på denne enhed' }).click()
    await phone.page.getByText('Alt, enheden huskede, er slettet her').waitFor()
    expect(await phone.page.evaluate(async () => [Object.keys(localStorage).length, (await indexedDB.databases()).length])).toEqual([0, 0])
    await device.close()
    await phone.device.close()
  })

  it('says so where a part of the page does not come, takes answers meanwhile, and tries again', async () => {
    const { participant: link, device, page } = await openMeeting(browser, server, { title: 'Halvt hentet' })
    const pocket = await newPhone(browser, server.origin)
    let broken = true
    const refused = new Set<string>()
    // The script of one part, and the styles of another: either may fail.
    await pocket.context.route(/\/_astro\/(phone-later\.[^/]+\.js|picture\.[^/]+\.css)$/, route => {
      if (!broken) return route.continue()
      refused.add(new URL(route.request().url()).pathname.replace(/.*\./, ''))
      return route.abort()
    })
    const { page: phone } = await joinMeeting(browser, server.origin, { link }, 'Skolen', pocket)
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(page, 'Elevens stemme først')
    await next(page, 'Hver for sig')
    await answerOne(phone, 'I høj grad')
    await saved(phone)
    for (const title of ['Se billedet', 'Hvad ligger bag?', 'Sedler på væggen']) await next(page, title)
    await phone.getByRole('status').filter({ hasText: 'Trinnet er ikke hentet endnu' }).waitFor()
    await phone.getByRole('button', { name: 'Hent siden igen' }).waitFor()
    await expectAxeClean(phone)
    broken = false
    await phone.getByRole('button', { name: 'Sæt op' }).first().waitFor()
    await next(page, 'Vælg med to prikker')
    await phone.getByText('Du har 2 prikker tilbage.').waitFor()
    expect([...refused].sort()).toEqual(['css', 'js'])
    const styles = await phone.evaluate(() => [...document.styleSheets].map(sheet => sheet.href ?? '').filter(href => /picture\./.test(href)).length)
    expect(styles, 'the styles that failed are there').toBe(1)
    await device.close()
    await pocket.close()
  })
})

describe('a server that is killed', () => {
  let server: RunningServer
  beforeEach(async () => {
    server = await startServer()
  })
  afterEach(() => server?.remove())

  it('[saved-means-on-disk] says "Gemt" only of what is still there when the server is killed at that moment', async () => {
    const cable = await newCable(server.port)
    const { participant: link, device, page } = await openMeeting(browser, server, { title: 'Gemt' })
    const phone = await joinMeeting(browser, cable.origin, { link }, 'Skolen')
    const status = () => phone.page.locator('[data-status]').getAttribute('data-status')
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await next(page, 'Elevens stemme først')
    await next(page, 'Hver for sig')
    await phone.page.getByText('1 af 6').waitFor()
    await saved(phone.page)

    // The network stalls: what is chosen now is on its way, and nothing confirms it.
    cable.hold()
    await answerOne(phone.page, 'I høj grad')
    await phone.page.getByText('Gemmer', { exact: true }).waitFor()
    for (let look = 0; look < 20; look++) {
      expect(await status()).toBe('saving')
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    cable.release()
    await saved(phone.page)
    await server.kill()
    await phone.page.getByText('Forbindelsen er væk', { exact: true }).waitFor()
    await answerOne(phone.page, 'I nogen grad')
    await phone.page.locator('[data-status]').getByText('Ikke gemt, forbindelsen er væk').waitFor()

    const [board, seat] = await phone.page.evaluate(() => Object.entries(localStorage)[0] ?? [])
    const { participant, key } = JSON.parse(seat ?? '{}') as { participant: string; key: string }
    // The phone is gone for good, so that only the server's disk can tell.
    await phone.device.close()
    await server.start()
    const ballot = connect({ port: server.port, board: (board ?? '').replace('pejling/', ''), document: `ballot.${participant}`, key })
    await ballot.synced()
    expect(readBallot(ballot.doc).answers).toEqual({ vurdering: { K1: 3 } })
    ballot.stop()
    await page.locator('[data-status="saved"]').waitFor()
    await device.close()
    await cable.remove()
  })

  it('[disk-before-visible] brings everyone back by themselves after the server was killed and started again', async () => {
    const { participant: link, device, page } = await openMeeting(browser, server, { title: 'Strømmen går' })
    const phone = await joinMeeting(browser, server.origin, { link }, 'Skolen')
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    await phone.page.getByRole('heading', { name: 'Velkomst' }).waitFor()
    await server.kill()
    await phone.page.locator('[data-status]').getByText('Forbindelsen er væk').waitFor()
    await page.getByRole('button', { name: 'Næste: Elevens stemme først' }).click()
    await page.locator('[data-status]').getByText('Ikke gemt, forbindelsen er væk').waitFor()
    await server.start()
    await phone.page.getByRole('heading', { name: 'Elevens stemme først' }).waitFor()
    await page.locator('[data-status="saved"]').waitFor()
    await device.close()
    await phone.device.close()
  })
})
