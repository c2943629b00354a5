import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Proxies whose word on where a request comes from is taken: addresses, and ranges such as 10.0.0.0/8. Throws RangeError on anything else. */
export function trustedProxies(list: string): BlockList {
  const trusted = new BlockList()
  for (const entry of list.split(',').map(part => part.trim())) {
    if (entry === '') continue
    const [address = '', bits, ...rest] = entry.split('/')
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null
    const most = family === 'ipv4' ? 32 : 128
    if (family === null || rest.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      throw new RangeError(`${entry} is no address`)
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  return trusted
}

/** Of requests that another server of ours has passed on, where that one says that they come from. */
const said = new WeakMap<object, string>()

/** Takes another server's word on where a request comes from. */
export function rememberAddress(request: object, address: string): void {
  said.set(request, address)
}

/**
 * The address that a request comes from, as budgets are kept by it: an IPv4 address, or the first 48 bits of an IPv6 one, which is
 * what one customer is given. `X-Forwarded-For` is read from its end, and only as far as trusted proxies have written it: what
 * stands before that anybody can have made up.
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
  trusted: BlockList
): string {
  const passed = said.get(request)
  if (passed !== undefined) return passed
  const { socket, headers } = request
  const forwarded = headers['x-forwarded-for'] ?? ''
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded).split(',').map(part => part.trim())
  let address = plain(socket.remoteAddress ?? '')
  while (isTrusted(address, trusted)) {
    const before = plain(hops.pop() ?? '')
    if (!isIPv4(before) && !isIPv6(before)) break
    address = before
  }
  return isIPv6(address) ? prefix(address) : address
}

function isTrusted(address: string, trusted: BlockList): boolean {
  if (isIPv4(address)) return trusted.check(address, 'ipv4')
  return isIPv6(address) && trusted.check(address, 'ipv6')
}

/** Without a zone, brackets, or what says that an IPv4 address came to a socket of IPv6. */
const plain = (address: string): string => address.replace(/^\[|\].*$|%.*$/g, '').replace(/^::ffff:(?=\d+\.)/i, '')

/** "2001:db8:1::/48". */
function prefix(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length - (after.at(-1)?.includes('.') ? 1 : 0)
  const first = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 3)
  return `${first.map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/48`
}
