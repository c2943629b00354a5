import type * as Y from 'yjs'
import { editText, smallestEdit } from '../../stores/board/acts.ts'
import { type CompositionBuffer, createCompositionBuffer } from './composition-buffer.ts'

/**
 * Ties a text field to a shared text: what is typed becomes the smallest edit, what others type appears without moving the
 * caret from its place in the words. Many phones' keyboards compose every word: what is composed is written as it is typed,
 * and what others type meanwhile appears when the word is done. Answers the function that unties them.
 */
export function bindText(field: HTMLTextAreaElement | HTMLInputElement, shared: Y.Text, onChange: () => void = () => {}): () => void {
  field.value = shared.toString()
  /** The field's text when it and the shared text last had each other's changes. */
  let written = field.value
  let composing = false
  let writing = false
  /** Set while others' changes wait for the composition to end. */
  let buffer: CompositionBuffer | null = null

  const write = () => {
    const next = field.value
    const edit = smallestEdit(written, next)
    written = next
    writing = true
    if (buffer) buffer.localChange(edit, shared)
    else editText(shared, next)
    writing = false
    onChange()
  }
  const show = (start: number, end: number) => {
    field.value = written = shared.toString()
    if (document.activeElement === field) field.setSelectionRange(start, Math.max(start, end))
    onChange()
  }
  const read = (event: Y.YTextEvent) => {
    if (writing) return
    if (composing) {
      buffer ??= createCompositionBuffer(written.length)
      buffer.remoteChange(event.delta)
      return
    }
    let start = field.selectionStart ?? 0
    let end = field.selectionEnd ?? 0
    let at = 0
    for (const part of event.delta) {
      if (part.retain !== undefined) at += part.retain
      else if (typeof part.insert === 'string') {
        if (at <= start) start += part.insert.length
        if (at < end || (at <= end && end > start)) end += part.insert.length
        at += part.insert.length
      } else if (part.delete !== undefined) {
        if (at < start) start = Math.max(at, start - part.delete)
        if (at < end) end = Math.max(at, end - part.delete)
      }
    }
    show(start, end)
  }
  const compositionStart = () => {
    composing = true
  }
  const compositionEnd = () => {
    write()
    composing = false
    if (!buffer) return
    const start = buffer.placeInShared(field.selectionStart ?? 0)
    const end = buffer.placeInShared(field.selectionEnd ?? 0)
    buffer = null
    show(start, end)
  }
  field.addEventListener('input', write)
  field.addEventListener('compositionstart', compositionStart)
  field.addEventListener('compositionend', compositionEnd)
  shared.observe(read)
  return () => {
    field.removeEventListener('input', write)
    field.removeEventListener('compositionstart', compositionStart)
    field.removeEventListener('compositionend', compositionEnd)
    shared.unobserve(read)
  }
}
