import { NetworkFirst, type PrecacheEntry, Serwist } from 'serwist'
import { answerOrKept, boardAsked } from './kept-answers.ts'
import { type Pack, packedAddress } from './pack.ts'

/**
 * The service worker: a device that has opened a page with a meeting on it can open all of the site, and its own boards, without a net. Where there is one,
 * pages and data come from the server, so that nobody meets an old page; scripts and styles have their content's hash in their names, and come from the device.
 * A new worker waits until no page of the old one is open: what an open meeting has yet to load stays on the device.
 */
declare const self: ServiceWorkerGlobalScope
/** Put in by the build: addresses of what pages load, and of the pack with the pages themselves. */
declare const FILES: string[]
declare const PACK: string

/** A server that has not answered by then (s) is not waited for. */
const ANSWER_WITHIN_S = 4
const FIRST_OF_SERVER_ERRORS = 500

const fixed = (url: string): PrecacheEntry => ({ url, revision: null })
const serwist = new Serwist({ precacheEntries: [...FILES, PACK].map(fixed), clientsClaim: true, navigationPreload: true })
self.addEventListener('install', event => void serwist.handleInstall(event))
self.addEventListener('activate', event => void serwist.handleActivate(event))

const NOT_FOUND = '/404.html'

/** A page or data as the build made it. A page that is not there is answered as the server would. */
async function packed({ pathname }: URL): Promise<Response | undefined> {
  const pack = (await (await serwist.matchPrecache(PACK))?.json()) as Pack | undefined
  const address = packedAddress(pathname)
  const isPage = !address.endsWith('.json')
  const text = pack?.[address] ?? (isPage ? pack?.[NOT_FOUND] : undefined)
  if (text === undefined) return undefined
  return new Response(text, {
    status: pack?.[address] === undefined ? 404 : 200,
    headers: {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'cross-origin-opener-policy': 'same-origin'
    }
  })
}

const network = new NetworkFirst({
  networkTimeoutSeconds: ANSWER_WITHIN_S,
  plugins: [
    {
      // What the server answers is kept by nobody: the pack is whole, and of one release.
      cacheWillUpdate: async () => null,
      cachedResponseWillBeUsed: async ({ request }) => packed(new URL(request.url))
    }
  ]
})

/** From the server, or where that is away, or answers by the error of a proxy before it, from the device. */
async function fresh(event: FetchEvent): Promise<Response> {
  const { request } = event
  const answer = await network.handle({ event, request })
  return answer.status < FIRST_OF_SERVER_ERRORS ? answer : ((await packed(new URL(request.url))) ?? answer)
}

self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const board = boardAsked(pathname)
  if (board !== null) event.respondWith(answerOrKept(board, request, promise => event.waitUntil(promise)))
  else if (pathname.startsWith('/api/')) return
  else if (request.mode === 'navigate' || pathname.endsWith('.json')) event.respondWith(fresh(event))
  else serwist.handleFetch(event)
})
