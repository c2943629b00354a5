import { forgetBoard, forgetDevice } from '../sync/device.ts'
import { openTabs } from '../sync/tabs.ts'

/**
 * Deletes what Pejling has kept on this device of one `board`, or everything where none is given; the meetings themselves go on. Open tabs are
 * told, and keep their meeting as long as they live. `onOpen` is called with the title of each that has one, until `stop`.
 */
export function forget(onOpen: (title: string) => void, board?: string): { done: Promise<{ gone: number; left: number }>; stop: () => void } {
  const tabs = openTabs(word => {
    if (word.say === 'open') onOpen(word.title)
  })
  tabs.tell(board === undefined ? { say: 'forget' } : { say: 'forget', board })
  return { done: board === undefined ? forgetDevice() : forgetBoard(board), stop: tabs.stop }
}
