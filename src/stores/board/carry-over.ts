import { leftToCarry } from '../../core/agreement/carry-over.ts'
import { addRecord, readWall, setField } from '../../documents/wall.ts'
import { randomId } from '../random-id.ts'
import type { Board } from './board.ts'

/** [carried-on] Lays what is left of the last agreement into the new one, all at once. Answers how many points. */
export function carryOver(board: Board): number {
  const wall = board.documents.wall()
  if (!wall) return 0
  let count = 0
  wall.transact(() => {
    for (const { into, element, want, sign, points } of leftToCarry(readWall(wall))) {
      const focus = into ?? randomId()
      if (into === undefined) addRecord(wall, 'focus', focus, { element, followUp: '' }, { want, sign })
      for (const { id, step } of points) {
        if (step) addRecord(wall, 'actions', randomId(), { focus }, step)
        setField(wall, 'reviews', id, 'carried', focus)
        count++
      }
    }
  })
  return count
}
