import { describe, expect, it } from 'vitest'
import { type BoardInfo, closeCodes } from '../../core/board/api.ts'
import { ApiError } from '../../sync/api.ts'
import { closeProblems, leavesOpen, meaningOfClose } from './on-closed.ts'

const open = { closed: false } as BoardInfo
const closed = { closed: true } as BoardInfo
const gone = new ApiError('no-board', 'Mødet findes ikke.', 404)
const offline = new ApiError('offline', 'Der er ingen forbindelse.', 0)
const { deleted, notFound, unknownKey, notYours, tooLarge, malformed, otherGeneration, otherProtocol } = closeCodes

describe('what a close code means', () => {
  it.each([
    ['deleted', deleted, null, true, 'deleted'],
    ['not found, and the server says that there is no board', notFound, gone, true, 'deleted'],
    ['an unknown key, and the server says that there is no board', unknownKey, gone, true, 'deleted'],
    ['not found, and the server cannot be asked', notFound, offline, true, 'not-found'],
    ['not found in an open board', notFound, open, true, 'not-found'],
    ['a ballot that went with the closing', notFound, closed, true, 'closed'],
    ['a key that went with the closing', unknownKey, closed, true, 'closed'],
    ['a ballot that an older copy does not know', unknownKey, open, true, 'unseated'],
    ['a board’s own key', unknownKey, open, false, 'wrong-key'],
    ['an unknown key, and the server cannot be asked', unknownKey, offline, true, 'wrong-key'],
    ['writing into a meeting that has just been closed', notYours, closed, true, 'lost-word'],
    ['writing what one may not', notYours, open, true, 'refused'],
    ['too much', tooLarge, null, true, 'too-large'],
    ['out of step', otherGeneration, null, false, 'refused'],
    ['[protocol-told] a page of another release', otherProtocol, null, true, 'other-release'],
    ['malformed', malformed, null, false, 'refused']
  ] as const)('%s', (_, code, now, ofBallot, meaning) => expect(meaningOfClose(code, now, ofBallot)).toBe(meaning))

  it('asks the server where the code alone does not tell', () =>
    expect(Object.values(closeCodes).filter(leavesOpen).sort()).toEqual([unknownKey, notYours, notFound].sort()))

  it('says that a page can be loaded anew only where that may help', () =>
    expect(Object.entries(closeProblems).flatMap(([meaning, { retry }]) => (retry ? [meaning] : []))).toEqual([
      'other-release',
      'lost-word',
      'too-large',
      'refused'
    ]))
})
