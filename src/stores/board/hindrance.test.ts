import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Hindrance, hindranceWords, watchHindrance } from './hindrance.ts'

describe('[no-endless-wait] what keeps a meeting from coming', () => {
  let state: { connected: boolean; here: boolean; answers: boolean | 'never' }
  let told: (Hindrance | null)[]
  let look: () => void
  let end: () => void
  beforeEach(() => {
    vi.useFakeTimers()
    state = { connected: false, here: false, answers: true }
    told = []
    const answers = () => (state.answers === 'never' ? new Promise<boolean>(() => {}) : Promise.resolve(state.answers))
    ;({ look, end } = watchHindrance({ connected: () => state.connected, here: () => state.here, answers }, to => told.push(to)))
  })
  afterEach(() => {
    end()
    vi.useRealTimers()
  })
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return told.at(-1)
  }

  it.each([
    [{ answers: true }, 'no-socket'],
    [{ answers: false }, 'no-server'],
    [{ answers: 'never' as const }, 'no-server'],
    [{ connected: true }, 'no-document']
  ])('is told within nine seconds, and not before eight: %o', async (how, hindrance) => {
    Object.assign(state, how)
    expect(await after(7_900)).toBeUndefined()
    expect(await after(1_100)).toBe(hindrance)
    Object.assign(state, { connected: true, here: true })
    look()
    expect(told.at(-1)).toBeNull()
  })

  it('is not told of a network that only drops out, nor of a server that has just come back', async () => {
    Object.assign(state, { connected: true, here: true })
    await after(1_000)
    Object.assign(state, { connected: false, answers: false })
    expect(await after(15_000)).toBe('no-server')
    // It answers from here on, and its sockets come a little later.
    state.answers = true
    await after(2_000)
    state.connected = true
    await after(500)
    expect(told).not.toContain('no-socket')
    expect(told.at(-1)).toBeNull()
  })

  it('is told in a sentence that says what to do', () => {
    expect(hindranceWords('no-socket', 'pejling.example.dk').words).toContain('tillade WebSocket til pejling.example.dk')
    for (const each of ['no-server', 'no-socket', 'no-document'] as const) expect(hindranceWords(each, '').words).toContain('Siden prøver selv igen')
  })
})
