import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server/server.ts'

let server: TestServer
let dist: string
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'pejling-dist-'))
  writeFileSync(join(dist, '404.html'), '<!doctype html><title>Siden findes ikke</title>')
  server = await startServer({ dist })
})
afterAll(async () => {
  await server.stop()
  rmSync(dist, { recursive: true })
})

it('[key-in-fragment] sends a link whose # was encoded on to the address that it was, and reports nothing of it', async () => {
  const { board, keys } = await server.make()
  const link = `${board}.${keys.participant}`
  const before = server.facts.length
  for (const path of [`/bord/%23${link}`, `/bord%2523${link}.`, `/bord/*${link}%3E`]) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(server.origin + path, { method, redirect: 'manual' })
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe(`/bord/#${link}`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(await answer.text()).toBe('')
    }
    expect((await fetch(server.origin + path, { method: 'POST', redirect: 'manual' })).status).toBe(404)
  }
  expect(server.facts.slice(before)).toEqual([])
  const metrics = (await server.call('GET', '/metrics')).text
  for (const secret of [board, keys.participant]) expect(metrics).not.toContain(secret)
})

it('leads to no other site, and to no page that leads back', async () => {
  for (const path of ['//evil.example.', '/%2F%2Fevil.example/.', '/bord/%23//evil.example', '/intet', '/intet/.']) {
    let url = server.origin + path
    for (let steps = 0; ; steps++) {
      expect(steps, path).toBeLessThan(3)
      const answer = await fetch(url, { redirect: 'manual' })
      const location = answer.headers.get('location')
      if (location === null) break
      url = new URL(location, url).href
      expect(new URL(url).origin).toBe(server.origin)
    }
  }
})
