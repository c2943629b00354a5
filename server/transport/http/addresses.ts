import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { isOwnMachine } from '../../../src/core/board/link.ts'

/** Interfaces that lead to containers, virtual machines or a private tunnel, and seldom to the phones in the room. */
const virtual = /^(docker|br-|veth|virbr|vbox|vmnet|vmenet|vethernet|bridge|tun|tap|utun|wg|tailscale|zt|lxc|cni|flannel|hyper-v|loopback)/i
/** Networks that homes and workplaces use (RFC 1918). */
const workplace = /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/

/**
 * The origins by which devices on this machine's networks reach the server, the likeliest first: "http://192.168.1.27:4321".
 * Empty where it listens on one address alone. IPv6 is named only where there is no IPv4; link-local addresses never.
 */
export function networkOrigins({ address, port }: AddressInfo, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): string[] {
  if (address !== '::' && address !== '0.0.0.0') return []
  const outward = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos.filter(({ internal, address }) => !internal && !/^(169\.254\.|fe[89ab])/i.test(address)).map(info => ({ ...info, name }))
  )
  const rank = ({ name, address }: { name: string; address: string }): number => (virtual.test(name) ? 2 : 0) + (workplace.test(address) ? 0 : 1)
  const fourth = outward.filter(({ family }) => family === 'IPv4').sort((a, b) => rank(a) - rank(b))
  const sixth = address === '::' ? outward.filter(({ family }) => family === 'IPv6').sort((a, b) => rank(a) - rank(b)) : []
  const hosts = fourth.length > 0 ? fourth.map(({ address }) => address) : sixth.map(({ address }) => `[${address}]`)
  return [...new Set(hosts)].slice(0, 8).map(host => `http://${host}:${port}`)
}

const loopback = /^(::1|(::ffff:)?127(\.\d+){3})$/
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether somebody sits at this machine: the connection comes from it, asks for "localhost" or the like, and no proxy has
 * passed it on. Nobody else is told the addresses of its networks.
 */
export function isAtThisMachine({ socket, headers }: IncomingMessage): boolean {
  const hostname = headers.host?.replace(/:\d+$/, '') ?? ''
  return loopback.test(socket.remoteAddress ?? '') && isOwnMachine(hostname) && passedOn.every(name => headers[name] === undefined)
}
