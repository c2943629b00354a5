import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL_HEADER } from '../../src/core/board/protocol.ts'
import { readBallot } from '../../src/documents/ballot.ts'
import { readWall } from '../../src/documents/wall.ts'
import { type Device, expectAxeClean, expectQuiet, newLaptop, newPhone } from '../support/browser/browser.ts'
import { newCable } from '../support/browser/cable.ts'
import { answerOne, next, saved } from '../support/browser/meeting.ts'
import { makeOwnBoard } from '../support/browser/own-board.ts'
import { newRewritingProxy } from '../support/browser/rewriting-proxy.ts'
import { type RunningServer, startServer } from '../support/browser/server.ts'
import { browser } from '../support/browser/shared.ts'
import { builtPages, oneOfEach } from '../support/house/built-site.ts'
import { connect } from '../support/server/clients.ts'

/** What a device can do when the server is gone: it is killed, and pages are closed and opened anew. */
describe('without a net', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.remove())

  const allowed = { serviceWorkers: 'allow' } as const
  /** What a browser says of a server that is away, and of pages that are not there. */
  const away = /Failed to load resource|WebSocket connection|ERR_CONNECTION_REFUSED|net::ERR_|Failed to fetch/

  /** Waits until a worker stands between the page and the net. */
  const controlled = (page: Page): Promise<unknown> => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')

  /** How many of the answers that open a board the device keeps. */
  const keptAnswers = (page: Page, board: string): Promise<number> =>
    page.evaluate(async name => {
      if (!(await indexedDB.databases()).some(each => each.name === name)) return 0
      const request = indexedDB.open(name)
      await new Promise(resolve => request.addEventListener('success', resolve))
      const count = request.result.transaction('updates').objectStore('updates').count()
      await new Promise(resolve => count.addEventListener('success', resolve))
      request.result.close()
      return count.result
    }, `pejling/${board}/answers`)
  const keeps = async (page: Page, board: string, answers: number): Promise<void> => expect.poll(() => keptAnswers(page, board)).toBe(answers)
  const databases = (page: Page): Promise<string[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort())

  const newMeeting = () =>
    makeOwnBoard(server, [
      { id: 'svar', kind: 'rate', title: 'Hver for sig', instrument: 'vurdering' },
      { id: 'sedler', kind: 'notes', title: 'Sedler', lanes: [{ id: 'a', label: 'Det hjælper' }] },
      { id: 'aftale', kind: 'agree', title: 'Beslut' },
      { id: 'luk', kind: 'close', title: 'Rund af' }
    ])

  /** Opens a page of its own in place of this one, with the server gone in between. */
  async function reopened(device: Device, page: Page, path: string): Promise<Page> {
    await server.kill()
    await page.close()
    return device.newPage(path)
  }
  /** The server is there again, and the device hears of it as from a net that comes back. */
  async function restored(page: Page): Promise<void> {
    await server.start()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await saved(page)
  }
  const unsaved = (page: Page): Promise<void> => page.locator('[data-status="unsaved"]').first().waitFor()

  it('[site-offline] opens every page from the second visit on, and says of one that is not there that it is not', async () => {
    const device = await newLaptop(browser, server.origin, allowed)
    const page = await device.newPage('/start/')
    await controlled(page)
    await server.kill()
    await page.close()

    const anew = await device.newPage('/')
    await anew.getByRole('heading', { level: 1 }).waitFor()
    const fonts = await anew.evaluate(async () => {
      await document.fonts.ready
      return [...document.fonts].filter(font => font.status === 'loaded').length
    })
    expect(fonts, 'fonts loaded').toBeGreaterThan(0)
    for (const { path, html } of oneOfEach(builtPages())) {
      const answer = await anew.evaluate(async path => {
        // As a link does it: what is fetched by a script is no navigation.
        const frame = document.createElement('iframe')
        frame.src = path
        document.body.append(frame)
        await new Promise(resolve => frame.addEventListener('load', resolve))
        const shown = frame.contentDocument
        const bare = [...(shown?.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]') ?? [])].filter(link => !link.sheet)
        const title = shown?.querySelector('title')?.textContent
        frame.remove()
        return { title, bare: bare.map(link => link.href) }
      }, path)
      expect(answer, path).toEqual({ title: /<title>([^<]*)/.exec(html)?.[1], bare: [] })
    }
    await anew.goto('/findes-ikke/')
    await anew.getByText('Siden findes ikke').first().waitFor()
    await server.start()
    await device.close()
  })

  it('[board-offline] [offline-kept] a phone opens its meeting again without a net, answers and writes, and all of it arrives later', async () => {
    const { board, keys, links, steer } = await newMeeting()
    await steer({ step: 'svar' })
    const device = await newPhone(browser, server.origin, allowed)
    let page = await device.newPage('/moeder/')
    await controlled(page)
    await page.goto(links.participant)
    await page.getByRole('radio', { name: 'Skolen' }).waitFor()
    expect(await databases(page), 'before a seat is taken').toEqual([])
    await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
    await answerOne(page, 'I høj grad')
    await saved(page)
    await keeps(page, board, 3)

    page = await reopened(device, page, links.participant)
    await page.getByRole('heading', { name: 'Hver for sig' }).waitFor()
    await answerOne(page, 'Slet ikke')
    await unsaved(page)
    // What the list of one's meetings opens is here too.
    const list = await device.newPage('/moeder/')
    await list.getByText('Serveren svarer ikke lige nu').waitFor()
    expect(new URL((await list.getByRole('link', { name: 'Åbn' }).getAttribute('href')) ?? '', server.origin).hash).toBe(
      links.participant.slice(links.participant.indexOf('#'))
    )
    await list.close()
    await restored(page)
    const { participant, key } = JSON.parse(await page.evaluate(board => localStorage.getItem(`pejling/${board}`) ?? '', board))
    const answers = async () => {
      const client = connect({ port: server.port, board, document: `ballot.${participant}`, key })
      await client.synced()
      const given = readBallot(client.doc).answers.svar
      client.stop()
      return given
    }
    expect(Object.keys((await answers()) ?? {})).toHaveLength(2)

    await steer({ step: 'sedler' })
    await page.getByLabel('Ny seddel').waitFor()
    await saved(page)
    page = await reopened(device, page, links.participant)
    await page.getByLabel('Ny seddel').fill('Skrevet uden net')
    await page.getByRole('button', { name: 'Sæt op' }).click()
    await page.getByText('Skrevet uden net', { exact: true }).waitFor()
    // Closed once more: what was written lies on the device.
    await page.close()
    page = await device.newPage(links.participant)
    await page.getByText('Skrevet uden net', { exact: true }).waitFor()
    await expectAxeClean(page)
    await restored(page)
    const wall = connect({ port: server.port, board, document: 'wall', key: keys.facilitator })
    await wall.synced()
    expect(readWall(wall.doc).notes.map(({ text }) => text)).toEqual(['Skrevet uden net'])
    wall.stop()

    await fetch(`${server.origin}/api/boards/${board}/close`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.facilitator}`, 'content-type': 'application/json' },
      body: '{}'
    })
    await expect.poll(() => databases(page), { message: 'after the meeting was closed' }).toEqual([])
    expectQuiet(device, away)
    await device.close()
  })

  it('[board-offline] a laptop that leads opens its meeting without a net, writes the agreement, and it arrives later', async () => {
    const { board, keys, links } = await newMeeting()
    const device = await newLaptop(browser, server.origin, allowed)
    let page = await device.newPage(links.facilitator)
    await page.getByRole('button', { name: 'Begynd mødet' }).click()
    for (const step of ['Sedler', 'Beslut']) await next(page, step)
    await page.getByRole('button', { name: 'Skriv det første fokusområde' }).waitFor()
    await saved(page)
    // The first visit: the worker came while the meeting was open.
    await keeps(page, board, 2)

    page = await reopened(device, page, links.facilitator)
    await page.getByRole('button', { name: 'Skriv det første fokusområde' }).click()
    await page.getByRole('textbox').first().fill('Hver elev har én kontakt')
    await page.close()
    page = await device.newPage(links.facilitator)
    await expect.poll(() => page.getByRole('textbox').first().inputValue()).toBe('Hver elev har én kontakt')
    await restored(page)
    const wall = connect({ port: server.port, board, document: 'wall', key: keys.facilitator })
    await wall.synced()
    expect(readWall(wall.doc).focus.map(({ want }) => want)).toEqual(['Hver elev har én kontakt'])
    wall.stop()
    expectQuiet(device, away)
    await device.close()
  })

  it('[board-offline] keeps nothing of a meeting that the device was told to forget', async () => {
    const { board, links } = await newMeeting()
    const device = await newPhone(browser, server.origin, allowed)
    let page = await device.newPage(links.participant)
    await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
    await keeps(page, board, 3)
    const other = await device.newPage('/deltag/')
    await other.getByRole('button', { name: 'Slet alt på denne enhed' }).click()
    await other.getByText('Alt, enheden huskede, er slettet her').waitFor()
    await expect.poll(() => databases(other)).toEqual([])
    await other.close()
    page = await reopened(device, page, links.participant)
    await page.getByText('Der er ingen forbindelse til serveren').waitFor()
    await expectAxeClean(page)
    expect(await databases(page)).toEqual([])
    await server.start()
    await device.close()
  })

  it('[site-offline] asks the server for pages while it answers, and shows its own where a proxy without a server, or none at all, does', async () => {
    const proxy = await newRewritingProxy(server.port)
    const cable = await newCable(Number(new URL(proxy.origin).port))
    const device = await newLaptop(browser, cable.origin, allowed)
    const page = await device.newPage('/moeder/')
    await controlled(page)
    const heading = page.getByRole('heading', { level: 1 })
    const asBuilt = 'Vejledning'
    proxy.rewrite((path, { status, body }) => (path === '/vejledning/' ? { status, body: body.replaceAll(asBuilt, 'Næste udgave') } : null))
    await page.goto('/vejledning/')
    expect(await heading.textContent(), 'the server has a new release').toBe('Næste udgave')
    proxy.rewrite(() => ({ status: 502, body: 'Bad Gateway' }))
    await page.goto('/vejledning/')
    expect(await heading.textContent(), 'the proxy has no server').toBe(asBuilt)
    proxy.rewrite(() => null)
    cable.hold()
    await page.goto('/vejledning/', { timeout: 20_000 })
    expect(await heading.textContent(), 'nothing comes').toBe(asBuilt)
    await device.close()
    await cable.remove()
    await proxy.remove()
  })

  it('[release-unbroken] an open meeting goes on loading its own parts after a release that no longer has them', async () => {
    const proxy = await newRewritingProxy(server.port)
    const device = await newPhone(browser, proxy.origin, allowed)
    const { links, steer } = await newMeeting()
    await steer({ step: 'sedler' })
    const page = await device.newPage(links.participant)
    await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
    await controlled(page)
    proxy.rewrite((path, { body }) =>
      path.startsWith('/_astro/')
        ? { status: 404, body: '' }
        : path === '/sw.js'
          ? { status: 200, body: body.replaceAll(/\/_astro\/[^"'`,\s]+/g, '/favicon.svg'), type: 'text/javascript' }
          : null
    )
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
    })
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state)).toBe('installed')
    await steer({ step: 'aftale', open: { step: 'aftale', for: 'all' } })
    await page.getByRole('button', { name: 'Skriv det første fokusområde' }).click()
    await page.getByRole('textbox').first().waitFor()
    expectQuiet(device)
    await device.close()
    await proxy.remove()
  })

  it('[protocol-told] a page that a new release does not understand says that it is to be loaded anew, and keeps what was typed', async () => {
    const proxy = await newRewritingProxy(server.port)
    const device = await newPhone(browser, proxy.origin)
    const { board, links, steer } = await newMeeting()
    await steer({ step: 'sedler' })
    let page = await device.newPage(links.participant)
    await page.getByRole('radio', { name: 'Skolen' }).check()
    await page.getByRole('button', { name: 'Begynd' }).click()
    await page.getByLabel('Ny seddel').fill('Skrevet før udgaven')
    await page.getByRole('button', { name: 'Sæt op' }).click()
    await saved(page)
    const before = await databases(page)
    expect(before).toContainEqual(expect.stringMatching(new RegExp(`^pejling/${board}/.+/wall$`)))
    const older = (url: string): string => url.replace(/([?&]v=)\d+/, '$10')
    proxy.rewriteSockets(older)
    await page.getByRole('alert').filter({ hasText: 'Pejling er kommet i en ny udgave. Hent siden igen.' }).waitFor()
    await expectAxeClean(page)
    expect(await databases(page)).toEqual(before)
    proxy.rewriteSockets(url => url)
    await page.getByRole('button', { name: 'Hent siden igen' }).click()
    await page.getByText('Skrevet før udgaven', { exact: true }).waitFor()
    await saved(page)
    expectQuiet(device, away)
    await page.close()

    // A page of a month ago, from a device that has kept it.
    const told = await (
      await fetch(`${server.origin}/api/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: '0' },
        body: '{}'
      })
    ).text()
    proxy.rewrite(path => (path.startsWith('/api/') ? { status: 426, body: told, type: 'application/json' } : null))
    page = await device.newPage(links.participant)
    await page.getByRole('alert').filter({ hasText: 'Siden er af en anden udgave af Pejling end serveren. Hent siden igen.' }).waitFor()
    await page.getByRole('button', { name: 'Hent siden igen' }).waitFor()
    await device.close()
    await proxy.remove()
  })
})
