import type * as Y from 'yjs'
import type { Edit } from '../../stores/board/acts.ts'

/**
 * A field that may not be touched while its shared text goes on: what a keyboard composes is lost where a page sets the field
 * meanwhile. Knows of each character whether the field, the shared text or both have it, so that edits of either land among
 * the characters that they were made among, and neither takes away what it has not seen.
 */
export type CompositionBuffer = {
  /** Others have changed the shared text. */
  remoteChange: (delta: Y.YTextEvent['delta']) => void
  /** The field has been edited: does the same to the shared text. */
  localChange: (edit: Edit, shared: Y.Text) => void
  /** Where a place in the field is in the shared text. */
  placeInShared: (place: number) => number
}

type Place = 'both' | 'field' | 'shared'

/** `length`: of the field's text and the shared one, which are the same as this begins. */
export function createCompositionBuffer(length: number): CompositionBuffer {
  const places: Place[] = Array.from({ length }, () => 'both')
  const inShared = (place: Place): boolean => place !== 'field'
  const inField = (place: Place): boolean => place !== 'shared'
  /** Index of the character before which `count` of a kind stand, as far to the left as may be. */
  const after = (count: number, kind: (place: Place) => boolean): number => {
    let index = 0
    for (let left = count; left > 0; index++) if (kind(places[index] as Place)) left--
    return index
  }

  return {
    remoteChange(delta) {
      let index = 0
      for (const part of delta) {
        if (part.retain !== undefined) for (let left = part.retain; left > 0; index++) if (inShared(places[index] as Place)) left--
        if (typeof part.insert === 'string') {
          places.splice(index, 0, ...Array.from({ length: part.insert.length }, (): Place => 'shared'))
          index += part.insert.length
        }
        for (let left = part.delete ?? 0; left > 0;) {
          const place = places[index] as Place
          if (inShared(place)) left--
          if (place === 'shared') places.splice(index, 1)
          else places[index++] = 'field'
        }
      }
    },

    localChange({ index: at, remove, insert }, shared) {
      let index = after(at, inField)
      const edit = () => {
        let place = places.slice(0, index).filter(inShared).length
        if (insert) shared.insert(place, insert)
        places.splice(index, 0, ...Array.from({ length: insert.length }, (): Place => 'both'))
        index += insert.length
        place += insert.length
        for (let left = remove; left > 0;) {
          const kind = places[index] as Place
          if (kind === 'both') shared.delete(place, 1)
          if (kind === 'shared') {
            index++
            place++
          } else {
            places.splice(index, 1)
            left--
          }
        }
      }
      shared.doc?.transact(edit)
    },

    placeInShared: place => places.slice(0, after(place, inField)).filter(inShared).length
  }
}
