import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, trustedProxies } from './client-address.ts'

const addressOf = (remoteAddress: string, forwarded: string | undefined, trusted: string): string =>
  clientAddress({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }, trustedProxies(trusted))

describe('where a request comes from', () => {
  it('is the other end of its connection, whatever the request says, where no proxy is trusted', () => {
    fc.assert(fc.property(fc.string(), said => addressOf('203.0.113.5', said, '') === '203.0.113.5'))
    expect(addressOf('127.0.0.1', '198.51.100.7', '')).toBe('127.0.0.1')
  })

  it.each([
    ['the proxy’s word', '127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['what the proxy wrote last, not what was made up before it', '127.0.0.1', '10.9.9.9, 1.2.3.4, 198.51.100.7', '198.51.100.7'],
    ['past a second trusted proxy', '127.0.0.1', '1.2.3.4, 198.51.100.7, 10.0.0.3', '198.51.100.7'],
    ['the proxy itself, where it says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['the proxy itself, where it says nonsense', '127.0.0.1', 'unknown, <script>', '127.0.0.1'],
    ['an IPv4 address that came to a socket of IPv6', '::ffff:127.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['the other end, where that is no trusted proxy', '203.0.113.5', '198.51.100.7', '203.0.113.5'],
    ['48 bits of an IPv6 address', '127.0.0.1', '2001:db8:12:3456:789a::1', '2001:db8:12::/48'],
    ['the same 48 bits, written out', '127.0.0.1', '2001:0DB8:0012:ffff:0:0:0:1', '2001:db8:12::/48'],
    ['48 bits that end in zeros', '127.0.0.1', '2001:db8::1', '2001:db8:0::/48']
  ])('is %s', (_, remote, forwarded, address) => {
    expect(addressOf(remote, forwarded, '127.0.0.1, ::1, 10.0.0.0/8')).toBe(address)
  })

  it.each(['localhost', '127.0.0.1/33', '10.0.0.0/8/8', '::1/129', '1.2.3', '10.0.0.0/x'])('refuses %s as a proxy', entry => {
    expect(() => trustedProxies(entry)).toThrow(RangeError)
  })
})
