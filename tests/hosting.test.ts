import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

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
