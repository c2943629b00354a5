import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { MadeBoard } from '../../src/core/board/api.ts'
import { addRecord, readWall } from '../../src/documents/wall.ts'
import { testDatabase } from '../support/postgres/postgres.ts'
import { type Client, connect, stopClients } from '../support/server/clients.ts'
import { freePort } from '../support/server/free-port.ts'
import { serverProcess } from '../support/server/process.ts'
import { until } from '../support/server/until.ts'
import { testWorkshop } from '../support/server/workshop.ts'

/**
 * The load balancers of `hosting/`, as they stand there but for addresses and TLS, each before two servers: a board's documents come to one server, and the meeting goes on
 * when that one is killed. Says which of them this machine has. `node tests/durability/proxies.ts`
 */

const hosting = resolve(import.meta.dirname, '../../hosting')
const BOARDS = 10
const DOCUMENTS = ['session', 'wall', 'results']

type Proxy = {
  name: string
  program: string
  write(text: string, ports: [number, number], front: number, folder: string): string
  args(file: string): string[]
}

const withPorts = (text: string, [one, two]: [number, number]): string =>
  text.replaceAll('10.0.0.5:4321', `127.0.0.1:${one}`).replaceAll('10.0.0.6:4321', `127.0.0.1:${two}`)

const proxies: Record<string, Proxy> = {
  'nginx.conf': {
    name: 'nginx',
    program: 'nginx',
    write: (text, ports, front, folder) => {
      const inside = withPorts(text, ports)
        .replace('listen 443 ssl', `listen 127.0.0.1:${front}`)
        .replace(/^ *(ssl_|access_log).*$/gm, '')
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')
      return `daemon off; pid ${folder}/pid; error_log stderr; events { worker_connections 4000; }\nhttp { access_log off; ${paths}\n${inside}\n}`
    },
    args: file => ['-c', file]
  },
  'haproxy.cfg': {
    name: 'HAProxy',
    program: 'haproxy',
    write: (text, ports, front) => withPorts(text, ports).replace(/bind .*/, `bind 127.0.0.1:${front}`),
    args: file => ['-f', file]
  },
  Caddyfile: {
    name: 'Caddy',
    program: 'caddy',
    write: (text, ports, front) =>
      `{\n\tadmin off\n\tauto_https off\n}\n${withPorts(text, ports).replace('pejling.example.dk {', `http://127.0.0.1:${front} {`)}`,
    args: file => ['run', '--adapter', 'caddyfile', '--config', file]
  }
}

async function tryProxy(file: string, { name, program, write, args }: Proxy): Promise<string[]> {
  const faults: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'pejling-proxy-'))
  const database = await testDatabase()
  const SECRET = randomBytes(32).toString('hex')
  const servers = []
  let proxy: ChildProcess | null = null
  let words = ''
  try {
    for (let at = 0; at < 2; at++) {
      const server = await serverProcess(folder, {
        DATABASE_URL: database.url,
        SECRET,
        TRUSTED_PROXIES: '127.0.0.1',
        get SERVER_ADDRESS() {
          return `http://127.0.0.1:${server.port}`
        }
      })
      await server.start()
      servers.push(server)
    }
    const front = await freePort()
    const config = join(folder, file)
    const [one, two] = servers
    if (!one || !two) throw new Error('They are two')
    writeFileSync(config, write(readFileSync(join(hosting, file), 'utf8'), [one.port, two.port], front, folder))
    proxy = spawn(program, args(config), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } })
    for (const stream of [proxy.stdout, proxy.stderr]) stream?.on('data', text => (words += text))
    const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`http://127.0.0.1:${front}${path}`, init)
    await until(
      () =>
        call('/healthz').then(
          ({ ok }) => ok,
          () => false
        ),
      `${name} to answer`,
      15_000
    )
    if ((await call('/metrics')).status !== 404) faults.push(`${name} lets /metrics through`)

    const clients: Client[] = []
    const walls: Client[] = []
    for (let at = 0; at < BOARDS; at++) {
      const body = JSON.stringify({ title: 'Møde', workshop: testWorkshop, settings: { privacy: 'private', minimum: 5, keepDays: 1 } })
      const { board, keys } = (await (
        await call('/api/boards', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      ).json()) as MadeBoard
      for (const document of DOCUMENTS) {
        const client = connect({ port: front, board, document, key: keys.facilitator })
        clients.push(client)
        if (document === 'wall') walls.push(client)
      }
      for (let times = 0; times < 3; times++) {
        const info = await call(`/api/boards/${board}`, { headers: { authorization: `Bearer ${keys.facilitator}` } })
        if (!info.ok) faults.push(`${name}: a call was answered with ${info.status}`)
      }
    }
    await Promise.all(clients.map(client => client.synced()))
    const figure = async (port: number, pattern: RegExp): Promise<number> =>
      Number(pattern.exec(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())?.[1] ?? 0)
    const passed = (await Promise.all(servers.map(({ port }) => figure(port, /^pejling_passed_on_total\{what="socket"\} (\d+)/m)))).reduce(
      (a, b) => a + b
    )
    const open = await Promise.all(servers.map(({ port }) => figure(port, /^pejling_boards_open (\d+)/m)))
    if (passed > 0) faults.push(`${name} sends a board's documents to different servers: ${passed} of ${clients.length} sockets were passed on`)
    if (open.some(boards => boards === 0)) faults.push(`${name} sends all boards to one server`)

    const killedAt = performance.now()
    await one.end('SIGKILL')
    for (const [at, wall] of walls.entries()) addRecord(wall.doc, 'notes', `n${at}`, { step: 'sedler', lane: 'hjaelper' }, { text: 'efter' })
    await until(() => clients.every(({ provider }) => provider.synced), `all to be back behind ${name}`)
    await Promise.all(walls.map(wall => until(() => wall.saved === wall.sent, 'a note to be saved')))
    const back = Math.round(performance.now() - killedAt)
    if (walls.some(({ doc }) => readWall(doc).notes.length !== 1)) faults.push(`${name}: a note is missing`)
    console.log(`${name}: ${open.join(' and ')} boards, ${passed} of ${clients.length} sockets passed on, all back ${back} ms after a kill`)
  } catch (error) {
    faults.push(`${name}: ${error instanceof Error ? error.message : error}\n${words.slice(-1500)}`)
  } finally {
    stopClients()
    // Not SIGKILL: nginx would leave its worker behind.
    proxy?.kill('SIGTERM')
    for (const server of servers) await server.end('SIGKILL')
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  return faults
}

let failed = false
for (const [file, proxy] of Object.entries(proxies)) {
  if (spawnSync(proxy.program, [proxy.program === 'caddy' ? 'version' : '-v']).error) {
    console.log(`${proxy.name} is not on this machine, and was not tried`)
    continue
  }
  for (const fault of await tryProxy(file, proxy)) {
    failed = true
    console.log(`✗ ${fault}`)
  }
}
process.exit(failed ? 1 : 0)
