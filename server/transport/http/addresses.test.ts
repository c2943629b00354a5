import type { IncomingMessage } from 'node:http'
import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { isAtThisMachine, networkOrigins } from './addresses.ts'

const v4 = (address: string, internal = false) => ({ address, family: 'IPv4', internal }) as NetworkInterfaceInfo
const v6 = (address: string, internal = false) => ({ address, family: 'IPv6', internal }) as NetworkInterfaceInfo
const everywhere = { address: '::', family: 'IPv6', port: 4321 }
const lo = [v4('127.0.0.1', true), v6('::1', true)]

describe('the addresses of the networks', () => {
  it('are named with the likeliest first: the workplace’s network before a container’s or a tunnel’s', () => {
    const interfaces = {
      docker0: [v4('172.17.0.1')],
      utun3: [v4('100.101.102.103')],
      lo,
      en0: [v6('fe80::1'), v4('192.168.1.27'), v6('fd00::27')],
      en5: [v4('169.254.10.20')],
      en7: [v4('130.225.1.2')]
    }
    expect(networkOrigins(everywhere, interfaces)).toEqual([
      'http://192.168.1.27:4321',
      'http://130.225.1.2:4321',
      'http://172.17.0.1:4321',
      'http://100.101.102.103:4321'
    ])
  })

  it('are of IPv6 only where there is no other, and only where the server listens there', () => {
    const interfaces = { lo, en0: [v6('fe80::1'), v6('fd00::27')] }
    expect(networkOrigins(everywhere, interfaces)).toEqual(['http://[fd00::27]:4321'])
    expect(networkOrigins({ ...everywhere, address: '0.0.0.0' }, interfaces)).toEqual([])
  })

  it('are none where the server listens on one address, or the machine has no network', () => {
    expect(networkOrigins({ ...everywhere, address: '127.0.0.1' }, { en0: [v4('192.168.1.27')] })).toEqual([])
    expect(networkOrigins(everywhere, { lo })).toEqual([])
  })
})

describe('who sits at this machine', () => {
  const request = (remoteAddress: string, headers: Record<string, string>) => ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage
  it.each([
    ['127.0.0.1', 'localhost:4321'],
    ['::1', '[::1]:4321'],
    ['::ffff:127.0.0.1', '127.0.0.1:4321']
  ])('is who asks from %s for %s', (from, host) => expect(isAtThisMachine(request(from, { host }))).toBe(true))
  it.each([
    ['192.168.1.30', { host: 'localhost:4321' }],
    ['127.0.0.1', { host: 'pejling.example.dk' }],
    ['127.0.0.1', { host: 'localhost:4321', 'x-forwarded-for': '203.0.113.5' }],
    ['127.0.0.1', { host: 'localhost:4321', forwarded: 'for=203.0.113.5' }],
    ['127.0.0.1', {}]
  ])('is not who asks from %s with %j', (from, headers) => expect(isAtThisMachine(request(from, headers as Record<string, string>))).toBe(false))
})
