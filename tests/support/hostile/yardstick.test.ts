import { expect, it, vi } from 'vitest'
import { Yardstick } from './yardstick.ts'

it('measures on a machine that counts processor time in coarse steps', () => {
  // Each reading is a ms later than the one before, and the system tells of every fourth.
  let ms = 0
  const told = (): NodeJS.CpuUsage => ({ user: Math.floor(++ms / 4) * 4000, system: 0 })
  const spy = vi.spyOn(process, 'threadCpuUsage').mockImplementation(before => ({ user: told().user - (before?.user ?? 0), system: 0 }))
  const yardstick = new Yardstick()
  for (let i = 0; i < 3; i++) yardstick.sample()
  expect(yardstick.wall).toBeGreaterThan(0.9)
  expect(yardstick.wall).toBeLessThan(1.2)
  spy.mockRestore()
})
