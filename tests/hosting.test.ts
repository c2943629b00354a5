import { readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { limits } from '../server/limits.ts'
import { sources, usesOf } from './support/house/imports.ts'

/** The proxies that we tell operators to put in front of the server. */

const root = resolve(import.meta.dirname, '..')
const compose = parse(readFileSync(resolve(root, 'compose.yaml'), 'utf8'))
const readme = readFileSync(resolve(root, 'README.md'), 'utf8')
/** Every second part between fences is code. */
const blocks = readme.split(/^```.*$/m).filter((_, at) => at % 2 === 1)

it('the compose file’s proxy answers /metrics itself, before it passes anything on', () => {
  const [{ source, target }] = compose.services.caddy.configs
  expect(target).toBe('/etc/caddy/Caddyfile')
  expect(compose.configs[source].content).toMatch(
    /^\$\{PUBLIC_URL:-https:\/\/localhost\} \{\n {2}respond \/metrics 404\n {2}reverse_proxy pejling:4321\n\}\n$/
  )
  expect(compose.services.caddy.command).toBeUndefined()
})

it('what a proxy says of where requests come from is believed of that proxy alone, and it says so itself', () => {
  expect(compose.services.pejling.environment.TRUSTED_PROXIES).toBe(compose.services.caddy.networks.default.ipv4_address)
  // Set anew, not added to: what a client has sent under this name is gone.
  expect(blocks.find(text => text.includes('proxy_pass'))).toContain('proxy_set_header X-Forwarded-For $remote_addr;')
})

it('so do the proxies of the README', () => {
  expect(blocks.find(text => text.includes('reverse_proxy'))).toContain('respond /metrics 404')
  expect(blocks.find(text => text.includes('proxy_pass'))).toContain('location = /metrics { return 404; }')
})

it('the image holds every folder that the server’s code comes from', () => {
  const image = readFileSync(resolve(root, 'Dockerfile'), 'utf8').split(/^FROM/m).at(-1) ?? ''
  const held = [...image.matchAll(/^COPY ((?:src|server)\S*) \1$/gm)].map(([, folder]) => `${folder}/`)
  const missing = new Set<string>()
  const reached = sources().filter(file => file.startsWith('server/') && !file.endsWith('.test.ts'))
  for (const file of reached) {
    if (!held.some(folder => file.startsWith(folder))) missing.add(file)
    for (const specifier of usesOf(file, readFileSync(resolve(root, file), 'utf8')).imports) {
      const target = posix.join(posix.dirname(file), specifier)
      if (/^\.{1,2}\//.test(specifier) && /\.(ts|mjs)$/.test(target) && !reached.includes(target)) reached.push(target)
    }
  }
  expect(reached.some(file => file.startsWith('src/steps/'))).toBe(true)
  expect([...missing]).toEqual([])
})

describe('with several servers', () => {
  const file = (name: string): string => readFileSync(resolve(root, 'hosting', name), 'utf8')
  const several = parse(file('compose.yaml'), { merge: true })

  it('each compose server has its own address, the same secrets, and a proxy that is believed', () => {
    const { one, two, caddy } = several.services
    for (const [name, server] of Object.entries({ one, two })) {
      expect(server.environment.SERVER_ADDRESS).toBe(`http://${name}:4321`)
      expect(server.environment.TRUSTED_PROXIES).toBe(caddy.networks.default.ipv4_address)
    }
    for (const secret of ['DATABASE_URL', 'SECRET', 'BALLOT_KEY']) {
      expect(one.environment[secret]).toMatch(/\$\{\w+:\?/)
      expect(two.environment[secret]).toBe(one.environment[secret])
    }
  })

  it('a server has time to hand its boards over before it is killed', () => {
    const needed = (limits.noticeFor + limits.handOverWithin) / 1000 + 8
    expect(Number.parseInt(several.services.one.stop_grace_period, 10)).toBeGreaterThan(needed)
    expect(Number(/TimeoutStopSec=(\d+)/.exec(file('pejling.service'))?.[1])).toBeGreaterThan(needed)
    expect(Number(/terminationGracePeriodSeconds: (\d+)/.exec(file('kubernetes.yaml'))?.[1])).toBeGreaterThan(needed)
  })

  it('every load balancer keeps /metrics to itself, sends a board to one server, and says itself where requests come from', () => {
    expect(file('nginx.conf')).toMatch(/location = \/metrics \{ return 404; \}[\s\S]*proxy_set_header X-Forwarded-For \$remote_addr;/)
    expect(file('haproxy.cfg')).toMatch(/return status 404 if \{ path \/metrics \}\n.*set-header X-Forwarded-For %\[src\]/)
    for (const caddy of [file('Caddyfile'), several.configs.caddyfile.content])
      expect(caddy).toMatch(/respond \/metrics 404[\s\S]*lb_policy header X-Board/)
  })
})
