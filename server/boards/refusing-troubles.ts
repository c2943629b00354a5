import { Refusal } from '../refusal.ts'
import { StorageTrouble } from '../storage/storage.ts'

type Calls = Record<string, (...args: never[]) => Promise<unknown>>

/** The same calls; what the storage cannot do is refused as `cannot-store`. */
export function refusingTroubles<C extends Calls>(calls: C): C {
  const refusing = Object.entries(calls).map(([name, call]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await call(...args)
      } catch (error) {
        throw error instanceof StorageTrouble ? new Refusal('cannot-store') : error
      }
    }
  ])
  return Object.fromEntries(refusing) as C
}
