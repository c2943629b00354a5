import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { playMeeting } from '../server/demo/meeting.ts'
import { type Device, launchBrowser, newDevice } from './support/browser/browser.ts'
import { answerOne, countHeads, next, saved } from './support/browser/meeting.ts'
import { startServer } from './support/browser/server.ts'
import { root } from './support/house/imports.ts'

/**
 * `node tests/readme-pictures.ts`, with Node 26 and after `npm run build`: takes the README's pictures anew, from a meeting that nine people
 * of the demo and two phones play. Wants a Chromium, and pdftoppm (poppler-utils) for the minutes.
 */
const folder = join(root, 'src/assets/readme')
const to = (name: string): string => join(folder, `${name}.png`)

/** A generator of its own: the same meeting at every run. */
let seed = 7
const chance = () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

process.setMaxListeners(0)
const server = await startServer()
const browser = await launchBrowser()
const devices: Device[] = []
/** A device whose pictures are `shown` px wide. */
async function device(width: number, height: number, shown = width): Promise<Device> {
  const made = await newDevice(browser, server.origin, { viewport: { width, height }, deviceScaleFactor: shown / width })
  devices.push(made)
  return made
}
/** Pictures in columns, as one. */
async function side(name: string, pictures: Buffer[], columns: number, width: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: columns * width, height: 100 } })
  const shown = pictures.map(picture => `<img style="width:${width}px;display:block" src="data:image/png;base64,${picture.toString('base64')}">`)
  await page.setContent(`<body style="margin:0;display:grid;grid-template-columns:repeat(${columns},${width}px)">${shown.join('')}</body>`)
  await page.screenshot({ path: to(name), fullPage: true })
  await page.close()
}
const still = (page: Page) => page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined))))

const front = await (await device(1440, 960, 1100)).newPage('/')
await front.screenshot({ path: to('front') })
const start = await (await device(1280, 800, 900)).newPage('/start/')
await start.getByLabel('Hvad hedder mødet?').fill('LUU-møde')
await start.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
await start.screenshot({ path: to('meeting-1') })

let told = ''
const people = await playMeeting(server.origin, chance, line => (told += `${line}\n`), { pace: 0.01 })
const pathTo = (who: string): string => new URL(new RegExp(`${who}\\s+(\\S+)`).exec(told)?.[1] ?? '').href.replace(server.origin, '')
const wall = await (await device(1280, 720, 900)).newPage(pathTo('Big screen'))
const desk = await (await device(1440, 900)).newPage(pathTo('Facilitator'))
const phones: Page[] = []
for (const where of ['Skolen', 'Arbejdsgiver i kommune eller region']) {
  const phone = await (await device(360, 740)).newPage(pathTo('Participant'))
  await phone.getByRole('radio', { name: where }).check()
  await phone.getByRole('button', { name: 'Begynd' }).click()
  phones.push(phone)
}
await wall.getByText('11 er med.').waitFor()
await wall.getByRole('img', { name: /QR-kode/ }).waitFor()
await wall.screenshot({ path: to('meeting-2') })

await countHeads(desk, 11)
await desk.getByRole('button', { name: 'Begynd mødet' }).click()
await next(desk, 'Elevens stemme først')
await next(desk, 'Hver for sig')
const [first, second] = phones as [Page, Page]
await first.getByText('1 af 6').waitFor()
await second.getByText('1 af 6').waitFor()
const rating = [await first.screenshot()]
await second.getByRole('radio', { name: 'I høj grad', exact: true }).check()
await second.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
await saved(second)
rating.push(await second.screenshot())
for (const [phone, words] of [
  [second, ['I høj grad', 'I nogen grad', 'Slet ikke', 'I høj grad', 'I mindre grad', 'I nogen grad']],
  [first, ['I nogen grad', 'I høj grad', 'I meget høj grad', 'I nogen grad', 'I høj grad', 'I mindre grad']]
] as const)
  for (const word of words) await answerOne(phone, word)
for (const phone of phones) await saved(phone)
await first.evaluate(() => scrollTo(0, 0))
rating.push(await first.screenshot())
await side('meeting-3', rating, 3, 300)

await desk.getByText('11 af 11 har svaret').waitFor()
await next(desk, 'Se billedet')
await desk.getByRole('button', { name: 'Vis svarene for alle' }).click()
await wall
  .getByRole('img', { name: /kompasrose/i })
  .first()
  .waitFor()
await still(wall)
await wall.screenshot({ path: to('meeting-4') })

await next(desk, 'Hvad ligger bag?')
await next(desk, 'Sedler på væggen')
await wall.getByText('Én at ringe til').waitFor()
await wall.getByText('Ens forventninger').waitFor()
const agreed = [await wall.screenshot()]
await next(desk, 'Vælg med to prikker')
for (const phone of phones)
  for (const element of ['Trivsel', 'Psykologisk tryghed']) await phone.getByRole('button', { name: new RegExp(element) }).click()
await desk.getByText('11 af 11 har sat prikker').waitFor()
await desk.getByRole('button', { name: 'Luk afstemningen, og vis prikkerne' }).click()
await next(desk, 'Beslut')
await desk
  .getByRole('button', { name: /^(Begynd med|Skriv det første)/ })
  .first()
  .click()
await desk.getByLabel('Det vil vi').first().fill('Hver elev har én kontakt på skolen og én i oplæringen')
await desk.getByLabel('Det vil eleverne mærke').first().fill('Eleven kender navnet på sin kontakt begge steder')
await desk.getByRole('button', { name: 'Tilføj et skridt' }).first().click()
await desk.getByLabel('Skridt').first().fill('Lav en kontaktliste på én side, og del den')
await desk.getByLabel('Hvem').first().fill('Skolens konsulent og de to uddannelsesansvarlige')
await desk.getByLabel('Hvornår').first().fill('inden uge 4')
await desk.getByLabel('Vi ser på det igen').first().fill('2027-03-04')
await wall.getByText('Lav en kontaktliste').waitFor()
await wall.getByText('4. marts 2027').waitFor()
agreed.push(await wall.screenshot())
await side('meeting-5', agreed, 1, 900)

await next(desk, 'Rund af')
await desk.getByRole('button', { name: 'Luk mødet' }).click()
await desk.getByRole('dialog').getByRole('button', { name: 'Luk mødet' }).click()
await desk.getByRole('link', { name: 'Åbn referatet' }).first().click()
await desk.getByRole('heading', { name: 'Det har vi aftalt' }).waitFor()
await desk
  .getByRole('img', { name: /kompasrose/i })
  .first()
  .waitFor()
const paper = mkdtempSync(join(tmpdir(), 'pejling-paper-'))
await desk.pdf({ path: join(paper, 'referat.pdf'), format: 'A4' })
const drawn = spawnSync('pdftoppm', ['-r', '60', '-png', '-l', '2', join(paper, 'referat.pdf'), join(paper, 'side')])
if (drawn.status !== 0) throw new Error('pdftoppm is missing or failed: install poppler-utils.')
await side(
  'meeting-6',
  [1, 2].map(page => readFileSync(join(paper, `side-${page}.png`))),
  2,
  450
)
rmSync(paper, { recursive: true })

people.leave()
for (const each of devices) await each.close()
await browser.close()
await server.remove()
process.exit(0)
