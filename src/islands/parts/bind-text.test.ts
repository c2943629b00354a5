import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { bindText } from './bind-text.ts'

/** As much of a text field as is used. */
class Field extends EventTarget {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  setSelectionRange(start: number, end: number) {
    this.selectionStart = start
    this.selectionEnd = end
  }
  /** Puts text in place of what stands from `start` to `end`, as a keyboard does. */
  type(text: string, start = this.value.length, end = start) {
    this.value = this.value.slice(0, start) + text + this.value.slice(end)
    this.setSelectionRange(start + text.length, start + text.length)
    this.dispatchEvent(new Event('input'))
  }
  compose = () => this.dispatchEvent(new Event('compositionstart'))
  composed = () => this.dispatchEvent(new Event('compositionend'))
}

/** A field tied to a text, and the same text as another device has it: changes reach the other way as soon as they are made. */
function twoDevices(text: string) {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  here.getText('t').insert(0, text)
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  here.on('update', (update: Uint8Array, from: unknown) => from !== there && Y.applyUpdate(there, update, here))
  there.on('update', (update: Uint8Array, from: unknown) => from !== here && Y.applyUpdate(here, update, there))
  const field = new Field()
  vi.stubGlobal('document', { activeElement: field })
  const untie = bindText(field as unknown as HTMLTextAreaElement, here.getText('t'))
  return { field, shared: here.getText('t'), other: there.getText('t'), untie }
}

describe('bindText', () => {
  beforeEach(() => vi.stubGlobal('document', { activeElement: null }))
  afterEach(() => vi.unstubAllGlobals())

  it('[saved-means-on-disk] writes what a keyboard is still composing', () => {
    const { field, other } = twoDevices('Vi ')
    field.compose()
    field.type('ø')
    expect(other.toString()).toBe('Vi ø')
    field.type('v')
    expect(other.toString()).toBe('Vi øv')
    field.type('øver', 3, 5)
    field.composed()
    expect(other.toString()).toBe('Vi øver')
  })

  it('leaves the field alone while it composes, and loses nothing of what either writes', () => {
    const { field, other, shared } = twoDevices('Vi øver hver uge')
    field.compose()
    field.type('meget ', 3)
    other.insert(0, 'Nu: ')
    other.insert(other.length, '!')
    expect(field.value).toBe('Vi meget øver hver uge')
    field.type('gen', 11, 13)
    other.delete(other.toString().indexOf('hver'), 5)
    expect(other.toString()).toBe('Nu: Vi meget øvgen uge!')
    expect(field.value).toBe('Vi meget øvgen hver uge')
    field.composed()
    expect(field.value).toBe('Nu: Vi meget øvgen uge!')
    expect(shared.toString()).toBe(field.value)
    expect(field.value.slice(0, field.selectionStart)).toBe('Nu: Vi meget øvgen')
    field.type('?')
    expect(other.toString()).toBe('Nu: Vi meget øvgen uge!?')
  })

  it('keeps what others put into a word that the keyboard replaces', () => {
    const { field, other } = twoDevices('hus')
    field.compose()
    other.insert(1, 'XX')
    field.type('ABC', 0, 3)
    field.composed()
    expect(field.value).toContain('XX')
    expect(field.value).toContain('ABC')
    expect(other.toString()).toBe(field.value)
  })

  it('shows what others type, with the caret in its place', () => {
    const { field, other } = twoDevices('Vi øver')
    field.setSelectionRange(3, 3)
    other.insert(0, 'Nu: ')
    expect(field.value).toBe('Nu: Vi øver')
    expect(field.selectionStart).toBe(7)
  })

  it('writes and reads no more once untied', () => {
    const { field, other, untie } = twoDevices('a')
    untie()
    field.type('b')
    other.insert(1, 'c')
    expect([field.value, other.toString()]).toEqual(['ab', 'ac'])
  })

  it.each([
    ['ends in one text, whoever edits where and when', 4],
    ['holds every letter of both where none takes any out', 0]
  ])('%s', (_, most) => {
    const act = fc.record({
      who: fc.constantFrom('field', 'other', 'compose', 'composed'),
      at: fc.nat(40),
      take: fc.nat(most),
      put: fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '😀') })
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), acts => {
        const { field, other } = twoDevices('Vi øver hver uge')
        for (const { who, at, take, put } of acts) {
          if (who === 'compose') field.compose()
          else if (who === 'composed') field.composed()
          else if (who === 'field') {
            // Whole characters, as keyboards edit: [...text] has one entry a character.
            const letters = [...field.value]
            const start = letters.slice(0, at).join('').length
            field.type(put, start, start + letters.slice(at, at + take).join('').length)
          } else {
            const letters = [...other.toString()]
            const start = letters.slice(0, at).join('').length
            other.doc?.transact(() => {
              other.delete(start, letters.slice(at, at + take).join('').length)
              other.insert(start, put.toUpperCase())
            })
          }
        }
        field.composed()
        expect(field.value).toBe(other.toString())
        expect(field.value.isWellFormed()).toBe(true)
        const typed = acts.filter(({ who }) => who === 'field' || who === 'other').reduce((sum, { put }) => sum + put.length, 0)
        if (most === 0) expect(field.value).toHaveLength('Vi øver hver uge'.length + typed)
      })
    )
  })
})
