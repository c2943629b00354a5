import type * as Y from 'yjs'
import { editText } from '../../stores/acts.ts'

/**
 * Ties a text field to a shared text: what is typed becomes the smallest edit, what others type appears without moving the
 * caret from its place in the words. Answers the function that unties them.
 */
export function bindText(field: HTMLTextAreaElement | HTMLInputElement, shared: Y.Text, onChange: () => void = () => {}): () => void {
  field.value = shared.toString()
  let composing = false
  const write = () => {
    if (composing) return
    editText(shared, field.value)
    onChange()
  }
  const read = (event: Y.YTextEvent) => {
    if (event.transaction.local && field.value === shared.toString()) return
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
    field.value = shared.toString()
    if (document.activeElement === field) field.setSelectionRange(start, Math.max(start, end))
    onChange()
  }
  const compositionStart = () => {
    composing = true
  }
  const compositionEnd = () => {
    composing = false
    write()
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
