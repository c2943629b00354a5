import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectAxeClean, expectQuiet, newPhone, sidewaysScroll, sizes, smallTargets } from '../support/browser/browser.ts'
import { readPdf } from '../support/browser/pdf.ts'
import { browser, server } from '../support/browser/shared.ts'

const output = join(import.meta.dirname, '../.output/own-evaluation')

it(
  '[evaluation-kept] a student fills in the form on a phone, finds it again, prints it and takes it along as a file, and nothing is sent',
  {
    timeout: 120_000
  },
  async () => {
    await mkdir(output, { recursive: true })
    const device = await newPhone(browser, server.origin)
    const page = await device.newPage('/evaluering/udfyld/')
    await page.getByText('0 af 15 udsagn er besvaret.').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    const sent: string[] = []
    page.on('request', request => sent.push(request.url()))

    const passed = page.getByRole('group', { name: 'Ved du, at du har bestået perioden?' })
    await passed.getByRole('radio', { name: 'Ikke endnu' }).check()
    await page.getByText('Ved du det ikke endnu, så vent med skemaet, og spørg din vejleder.').waitFor()
    await page.getByText('Vent med at give skemaet videre.').waitFor()
    // It is told, and nothing is shut.
    await page.getByLabel('Oplæringssted').fill('Åparken')
    await page.getByRole('group', { name: 'Jeg fik feedback på min logbog.' }).getByRole('radio', { name: 'For det meste' }).check()
    await page.getByRole('group', { name: 'Jeg havde en vejledningstime hver uge.' }).getByRole('radio', { name: 'Ved ikke' }).check()
    await page.getByText('2 af 15 udsagn er besvaret.').waitFor()
    await page.getByLabel('Hvad skal stedet blive ved med?').fill('Morgenmødet.\nOg at spørge først.')
    await page.screenshot({ path: join(output, 'phone.png'), fullPage: true })
    await expectAxeClean(page)
    expect(await smallTargets(page)).toEqual([])
    expect(sent).toEqual([])

    await page.reload()
    await page.getByText('2 af 15 udsagn er besvaret.').waitFor()
    expect(await page.getByLabel('Hvad skal stedet blive ved med?').inputValue()).toBe('Morgenmødet.\nOg at spørge først.')
    await passed.getByRole('radio', { name: 'Ikke endnu', checked: true }).waitFor()
    await passed.getByRole('radio', { name: 'Ja' }).check()
    await expect.poll(() => page.getByText('Vent med at give skemaet videre.').count()).toBe(0)

    const save = async () => {
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Gem som fil' }).click()])
      return { name: saved.suggestedFilename(), file: JSON.parse(readFileSync(await saved.path(), 'utf8')) }
    }
    const { name, file } = await save()
    expect(file).toEqual({
      format: 'pejling-evaluering',
      version: 1,
      agreement: { title: 'Fælles kvalitetsaftale' },
      form: { title: 'Elevens evaluering' },
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      edition: 1,
      place: 'Åparken',
      answers: [
        { id: 'logbog', text: 'Jeg fik feedback på min logbog.', answer: 'for det meste' },
        { id: 'time', text: 'Jeg havde en vejledningstime hver uge.', answer: 'ved ikke' }
      ],
      keep: 'Morgenmødet.\nOg at spørge først.'
    })
    expect(name).toBe(`evaluering-${file.id.slice(0, 8)}.json`)
    await page.getByText(`Filen hedder ${name}`).waitFor()
    await page.reload()
    await page.getByText('2 af 15 udsagn er besvaret.').waitFor()
    expect((await save()).file).toEqual({ ...file, edition: 2 })

    // A supervisor reads such a file on another device: nothing of it is kept, and what was written here stays.
    const chosen = page.getByLabel('Skema, der er gemt som fil')
    const buffer = (text: string) => ({ name: 'skema.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await chosen.setInputFiles(buffer(JSON.stringify(file).slice(0, 100)))
    await page.getByText('Filen kan ikke læses. Bed eleven om at gemme den igen.').waitFor()
    const kept = await page.evaluate(() => JSON.stringify(localStorage))
    await chosen.setInputFiles(buffer(JSON.stringify({ ...file, place: 'Bakken', keep: 'Kaffen' })))
    await page.getByRole('heading', { name: 'Et gemt skema' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('opened')
    await page.getByRole('row', { name: 'Jeg fik feedback på min logbog. for det meste' }).waitFor()
    await page.getByText('Kaffen').waitFor()
    await expectAxeClean(page)
    await page.screenshot({ path: join(output, 'opened.png'), fullPage: true })
    await page.setViewportSize(sizes.narrow)
    expect(await sidewaysScroll(page), 'a saved form at 320 px').toBe(0)
    await page.setViewportSize(sizes.phone)
    await page.getByRole('button', { name: 'Luk filen' }).click()
    await page.getByText('2 af 15 udsagn er besvaret.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('file')
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe(kept)

    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true }))
    const printed = pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(' ')
    for (const word of ['Åparken', 'for det meste', 'ved ikke', 'ikke besvaret', 'Jeg fik feedback på min logbog.', 'Og at spørge først.'])
      expect(printed).toContain(word)
    expect(printed).not.toMatch(/Gem som fil|Slet det hele|Siden sender ikke/)
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: join(output, 'print.png'), fullPage: true })
    await page.emulateMedia({ media: 'screen' })
    for (const [size, name] of [
      [sizes.narrow, 'narrow'],
      [{ width: 768, height: 1024 }, 'tablet'],
      [sizes.laptop, 'laptop']
    ] as const) {
      await page.setViewportSize(size)
      expect(await sidewaysScroll(page), name).toBe(0)
      await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
    }

    await page.getByRole('button', { name: 'Slet det hele' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Slet det hele' }).click()
    await page.getByText('0 af 15 udsagn er besvaret.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Slet det hele')
    await page.reload()
    await page.getByText('0 af 15 udsagn er besvaret.').waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expectQuiet(device)
    await device.close()
  }
)

it('says that the browser keeps nothing, where it does not', async () => {
  const device = await newPhone(browser, server.origin)
  await device.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  const page = await device.newPage('/evaluering/udfyld/')
  await page.getByLabel('Oplæringssted').fill('Åparken')
  await page.getByText('Browseren gemmer det ikke. Gem det som fil, før du lukker siden.').waitFor()
  expect(await page.getByLabel('Oplæringssted').inputValue()).toBe('Åparken')
  await device.close()
})
