import { Refusal } from '../refusal.ts'
import { StorageTrouble } from '../storage/storage.ts'
import type { Boards } from './contract.ts'

/** The same calls; what the storage cannot do is refused. */
export function refusingTroubles(boards: Boards): Boards {
  const refusing =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      try {
        return await call(...args)
      } catch (error) {
        throw error instanceof StorageTrouble ? new Refusal('cannot-store') : error
      }
    }
  const { make, join, access, remove, minutes, addParticipant, close, changeSettings } = boards
  return {
    ...boards,
    make: refusing(make),
    join: refusing(join),
    access: refusing(access),
    remove: refusing(remove),
    minutes: refusing(minutes),
    addParticipant: refusing(addParticipant),
    close: refusing(close),
    changeSettings: refusing(changeSettings)
  }
}
