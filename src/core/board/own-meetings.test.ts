import { describe, expect, it } from 'vitest'
import { readOwnMeetings } from './own-meetings.ts'

const key = (letter: string) => letter.repeat(24)
const board = (letter: string) => letter.repeat(12)
const now = Date.parse('2026-11-27T12:00:00Z')
const remembered = (letter: string, expires: string, title = 'LUU i november') =>
  [`moede/${board(letter)}`, JSON.stringify({ key: key(letter), title, expires })] as const

describe('what a device keeps of its meetings', () => {
  it('[own-meetings] is read with those that somebody leads first, and of those the one that is deleted first', () => {
    const seat = [board('a'), JSON.stringify({ participant: 'p1', key: key('a'), places: {} })] as const
    const { meetings, over } = readOwnMeetings([seat, remembered('c', '2027-02-01T00:00:00Z'), remembered('b', '2026-12-24T00:00:00Z')], now)
    expect(meetings.map(({ board, role }) => [board[0], role])).toEqual([
      ['b', 'facilitator'],
      ['c', 'facilitator'],
      ['a', 'participant']
    ])
    expect(meetings[0]).toEqual({ board: board('b'), role: 'facilitator', key: key('b'), title: 'LUU i november', expires: '2026-12-24T00:00:00Z' })
    expect(over).toEqual([])
  })

  it('is over on its date', () => {
    const { meetings, over } = readOwnMeetings([remembered('a', '2026-11-27T12:00:00Z'), remembered('b', '2026-11-27T12:00:01Z')], now)
    expect(meetings.map(({ board }) => board[0])).toEqual(['b'])
    expect(over).toEqual([board('a')])
  })

  it.each([
    ['no JSON', board('a'), '{'],
    ['null', board('a'), 'null'],
    ['no key', board('a'), '{"participant":"p1"}'],
    ['half a key', board('a'), '{"participant":"p1","key":"short"}'],
    ['no participant', board('a'), JSON.stringify({ key: key('a') })],
    ['no board', 'moede/short', JSON.stringify({ key: key('a'), title: 'x', expires: '2027-01-01' })],
    ['no date', `moede/${board('a')}`, JSON.stringify({ key: key('a'), title: 'x', expires: 'soon' })],
    ['no title', `moede/${board('a')}`, JSON.stringify({ key: key('a'), expires: '2027-01-01' })]
  ])('leaves out and counts %s', (_, name, text) => {
    expect(readOwnMeetings([[name, text], remembered('b', '2027-01-01T00:00:00Z')], now)).toMatchObject({
      meetings: [{ board: board('b') }],
      unread: 1
    })
  })

  it.each([
    ['drejebog/1', JSON.stringify({ key: key('a'), participant: 'p1' })],
    ['larger-text', '1'],
    [`${board('a')}/played`, '{}']
  ])('passes over what is no meeting: %s', (name, text) => {
    expect(readOwnMeetings([[name, text]], now)).toEqual({ meetings: [], over: [], unread: 0 })
  })
})
