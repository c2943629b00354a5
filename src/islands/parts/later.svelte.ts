import { loadPart } from './load-part.ts'

/** A part of a view that comes while people wait. */
export type Later<Part> = {
  /** Undefined until it is here. */
  readonly part: Part | undefined
  /** Whether the last try failed; the next is on its way. */
  readonly failed: boolean
}

/** Begins to load a part of a view once what stands before it is drawn. To be called as the view's component is made. */
export function loadLater<Part>(load: () => Promise<Part>): Later<Part> {
  let part = $state.raw<Part>()
  let failed = $state(false)
  $effect(() => {
    void loadPart(load, () => (failed = true)).then(loaded => {
      part = loaded
      failed = false
    })
  })
  return {
    get part() {
      return part
    },
    get failed() {
      return failed
    }
  }
}
