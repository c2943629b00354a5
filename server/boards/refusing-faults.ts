import { Refusal } from '../refusal.ts'
import { StorageFault } from '../storage/storage.ts'

type Calls = Record<string, (...args: never[]) => Promise<unknown>>

/** The same calls; what the storage cannot do is refused as `cannot-store`. */
export function refusingFaults<C extends Calls>(calls: C): C {
  const refusing = Object.entries(calls).map(([name, call]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await call(...args)
      } catch (error) {
        throw error instanceof StorageFault ? new Refusal('cannot-store') : error
      }
    }
  ])
  return Object.fromEntries(refusing) as C
}
