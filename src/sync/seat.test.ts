import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deviceRemembers, forgetSeat, keepSeatInTab, readSeat, type Seat, writeSeat } from './seat.ts'

const BOARD = 'bord'
const seat = (participant: string): Seat => ({ participant, key: `nøgle-${participant}`, places: {}, counted: {} })
const denied = () => {
  throw new DOMException('Access is denied for this document.', 'SecurityError')
}

/** A browser's storage: each part blocked, full or as usual. A tab's parts and the entry in its history come anew with a new tab. */
function browser() {
  const device = new Map<string, string>()
  const storage = (kept: Map<string, string>) => ({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name)
  })
  const newTab = () => {
    const history = { state: null as unknown, replaceState: (state: unknown) => (history.state = structuredClone(state)) }
    vi.stubGlobal('localStorage', storage(device))
    vi.stubGlobal('sessionStorage', storage(new Map()))
    vi.stubGlobal('history', history)
  }
  newTab()
  return { newTab, device }
}
const block = (...names: string[]) => {
  for (const name of names) vi.stubGlobal(name, { getItem: denied, setItem: denied, removeItem: denied })
}

describe('[same-participant] the seat', () => {
  let here: ReturnType<typeof browser>
  beforeEach(() => {
    here = browser()
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is remembered by the device, in every tab', () => {
    writeSeat(BOARD, seat('a'))
    here.newTab()
    expect(readSeat(BOARD)).toEqual(seat('a'))
    expect(deviceRemembers()).toBe(true)
    forgetSeat(BOARD)
    expect([readSeat(BOARD), here.device.size]).toEqual([null, 0])
  })

  it.each([[['localStorage']], [['localStorage', 'sessionStorage']]])('lives as long as the tab where %j is blocked', blocked => {
    block(...blocked)
    expect(deviceRemembers()).toBe(false)
    writeSeat(BOARD, seat('a'))
    writeSeat(BOARD, { ...seat('a'), places: { trin: 3 } })
    expect(readSeat(BOARD)?.places).toEqual({ trin: 3 })
    forgetSeat(BOARD)
    expect(readSeat(BOARD)).toBeNull()
  })

  it('stays in the tab, and leaves the device, once the device was told to forget', () => {
    writeSeat(BOARD, seat('a'))
    keepSeatInTab(BOARD, seat('a'))
    writeSeat(BOARD, { ...seat('a'), places: { trin: 1 } })
    expect([readSeat(BOARD)?.places, here.device.size]).toEqual([{ trin: 1 }, 0])
    here.newTab()
    expect(readSeat(BOARD)).toBeNull()
  })

  it('of the tab comes before another that the device has had since', () => {
    keepSeatInTab(BOARD, seat('a'))
    here.device.set(`pejling/${BOARD}`, JSON.stringify(seat('b')))
    expect(readSeat(BOARD)?.participant).toBe('a')
  })

  it('is none where what is kept makes no sense', () => {
    for (const nonsense of ['', 'null', '{}', '[1', '{"participant":1,"key":"k"}']) {
      here.device.set(`pejling/${BOARD}`, nonsense)
      expect(readSeat(BOARD)).toBeNull()
    }
  })
})
