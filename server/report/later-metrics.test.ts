import { expect, it } from 'vitest'
import { laterMetrics } from './later-metrics.ts'

const joined = async (metrics: ReturnType<typeof laterMetrics>): Promise<string | undefined> =>
  (await metrics.read()).text.split('\n').find(line => line.startsWith('pejling_participants_total'))

it('counts what happened before it was loaded, while it was loading and after', async () => {
  const metrics = laterMetrics()
  for (let i = 0; i < 6000; i++) metrics.record({ name: 'participant-joined' })
  expect(await joined(metrics)).toBe('pejling_participants_total 6000')
  metrics.record({ name: 'participant-joined' })
  expect(await joined(metrics)).toBe('pejling_participants_total 6001')
})
