import type * as Y from 'yjs'
import { leftToCarry } from '../../core/agreement/carry-over.ts'
import { addRecord, readWall, setField, textOf } from '../../documents/wall.ts'
import { randomId } from '../random-id.ts'
import type { Board } from './board.ts'

/** Whether nothing stands in a focus area of what students are told. */
const isUnanswered = (wall: Y.Doc, focus: string): boolean =>
  (['replyHow', 'replyWho', 'replyWhen'] as const).every(field => !textOf(wall, 'focus', focus, field)?.length)

/** [carried-on] Lays what is left of the last agreement into the new one, all at once. Answers how many points. */
export function carryOver(board: Board): number {
  const wall = board.documents.wall()
  if (!wall) return 0
  let count = 0
  wall.transact(() => {
    for (const { into, element, want, sign, points } of leftToCarry(readWall(wall))) {
      const focus = into ?? randomId()
      if (into === undefined) addRecord(wall, 'focus', focus, { element, followUp: '' }, { want, sign })
      for (const { id, step, reply } of points) {
        if (reply && isUnanswered(wall, focus)) {
          textOf(wall, 'focus', focus, 'replyHow')?.insert(0, reply.how)
          textOf(wall, 'focus', focus, 'replyWho')?.insert(0, reply.who)
        } else if (step) addRecord(wall, 'actions', randomId(), { focus }, step)
        setField(wall, 'reviews', id, 'carried', focus)
        count++
      }
    }
  })
  return count
}
