import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { hideNote, placeBack, placeNotes, showNote } from './notes.ts'
import { addRecord, readWall, removeRecord } from './wall.ts'

const made = () => {
  const doc = new Y.Doc()
  for (const id of ['a', 'b', 'c']) addRecord(doc, 'notes', id, { step: 's', lane: 'l' }, { text: `Seddel ${id}` })
  return doc
}
const order = (doc: Y.Doc) => readWall(doc).notes.map(({ id }) => id)

describe('sorting notes', () => {
  it('lays a note elsewhere, and back where it was', () => {
    const doc = made()
    const before = readWall(doc)
    const moved = placeNotes(doc, [
      { id: 'a', lane: 'm', order: 9 },
      { id: 'b', under: 'c' },
      { id: 'gone', lane: 'm' }
    ])
    expect(moved.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(order(doc)).toEqual(['b', 'c', 'a'])
    expect(readWall(doc).notes).toMatchObject([{ under: 'c' }, {}, { lane: 'm' }])
    expect(placeBack(doc, moved)).toBe(true)
    expect(readWall(doc)).toEqual(before)
  })
  it.each([
    ['moved one of them again', (doc: Y.Doc) => void placeNotes(doc, [{ id: 'b', lane: 'n' }])],
    ['removed one of them', (doc: Y.Doc) => removeRecord(doc, 'notes', 'b')]
  ])('undoes nothing of an act where somebody has %s since', (_, since) => {
    const doc = made()
    const moved = placeNotes(doc, [
      { id: 'a', lane: 'm' },
      { id: 'b', lane: 'm' }
    ])
    since(doc)
    const stands = readWall(doc)
    expect(placeBack(doc, moved)).toBe(false)
    expect(readWall(doc)).toEqual(stands)
  })
  it('leaves what others write in a note alone when its move is undone', () => {
    const doc = made()
    const moved = placeNotes(doc, [{ id: 'a', lane: 'm' }])
    const text = (doc.getMap('notes').get('a') as Y.Map<unknown>).get('text') as Y.Text
    text.insert(0, 'Ny ')
    expect(placeBack(doc, moved)).toBe(true)
    expect(readWall(doc).notes[0]).toMatchObject({ lane: 'l', text: 'Ny Seddel a' })
  })
  it('takes a hidden note’s words out of the document, and puts them back once', () => {
    const doc = made()
    expect(hideNote(doc, 'b')).toBe('Seddel b')
    expect(hideNote(doc, 'b'), 'hidden already').toBeUndefined()
    expect(hideNote(doc, 'gone')).toBeUndefined()
    expect(readWall(doc).notes[1]).toEqual({ id: 'b', step: 's', lane: 'l', text: '', hidden: true })
    expect(Buffer.from(Y.encodeStateAsUpdate(doc)).includes('Seddel b')).toBe(false)
    showNote(doc, 'b', 'Uden navn')
    showNote(doc, 'b', 'En gang til')
    expect(readWall(doc).notes[1]).toEqual({ id: 'b', step: 's', lane: 'l', text: 'Uden navn' })
  })
})
