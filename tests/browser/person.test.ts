import { expect, it } from 'vitest'
import { browser } from '../support/browser/shared.ts'
import { withHand } from '../support/engines/person.ts'
import { windowOfPage } from '../support/engines/playwright-engine.ts'

it('neither reads nor finds what is behind an open question, until it is closed', async () => {
  const page = await browser.newPage()
  await page.setContent('<h1>Rund af</h1><p>Svarene er slettet</p><dialog><h2>Luk mødet?</h2></dialog>')
  const person = withHand(windowOfPage(page))
  await person.reads(/Svarene er slettet/)
  await page.evaluate(() => document.querySelector('dialog')?.showModal())
  await person.reads(/^Luk mødet\?$/)
  await person.finds('heading', /^Luk mødet/)
  const told: string[] = []
  const behind = [
    person.reads(/Svarene er slettet/).then(() => told.push('read')),
    person.finds('heading', /^Rund af$/).then(() => told.push('found'))
  ]
  // Both have looked at the page as it is now before this answers, which asks after them.
  await person.reads(/^Luk mødet\?$/)
  expect(told).toEqual([])
  await page.evaluate(() => document.querySelector('dialog')?.close())
  await Promise.all(behind)
  expect(told.sort()).toEqual(['found', 'read'])
  await page.close()
})
