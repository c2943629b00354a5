import type { BoardInfo } from '../../core/board/api.ts'
import { codeShown } from '../../core/board/code.ts'
import { boardLink } from '../../core/board/link.ts'
import { addressFor } from '../../stores/address.ts'

/** How others join: the link of the QR code, the address to type a code at, in the two parts between which it may be broken, the code, and the code as it is shown and as it is spelled out. */
export type Invitation = { link: string; address: [host: string, path: string]; code: string; shown: string; spelled: string }

/** The invitation to a board, at the address that the facilitator has chosen for it, if any; undefined where its key may not invite. */
export function invitation({ board, invite, reach }: BoardInfo, chosen: string | null): Invitation | undefined {
  if (!invite) return undefined
  const origin = addressFor(reach, chosen)
  return {
    link: boardLink(origin, board, invite.participant),
    address: [new URL(origin).host, '/deltag'],
    code: invite.code,
    shown: codeShown(invite.code),
    spelled: invite.code.split('').join(' ')
  }
}
