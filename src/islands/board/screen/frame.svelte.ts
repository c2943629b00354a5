import { getContext, setContext, untrack } from 'svelte'

/** The frame as the views in it see it: whether a panel stands beside the stage. */
export type FrameState = { readonly wide: boolean /** Makes room for one more panel; returns what takes it back. */; addPanel: () => () => unknown }

const KEY = Symbol('frame')

/** The frame's state, for the views in it; called once, by the frame itself. */
export function newFrame(): FrameState {
  let panels = $state(0)
  return setContext<FrameState>(KEY, {
    get wide() {
      return panels > 0
    },
    addPanel() {
      // Changed from effects, which must not run again for it.
      untrack(() => panels++)
      return () => untrack(() => panels--)
    }
  })
}

/** The measures of the frame around. Throws outside one. */
/** The state of the frame around this view. */
export const useFrame = (): FrameState => getContext<FrameState>(KEY)
