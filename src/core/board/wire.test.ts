import { expect, it } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as provider from 'y-websocket'
import * as wire from './wire.ts'

it('has the numbers that the libraries have', () => {
  expect({ ...wire }).toEqual({
    MESSAGE_SYNC: provider.messageSync,
    MESSAGE_AWARENESS: provider.messageAwareness,
    MESSAGE_AUTH: provider.messageAuth,
    MESSAGE_QUERY_AWARENESS: provider.messageQueryAwareness,
    SYNC_STEP_1: sync.messageYjsSyncStep1,
    SYNC_STEP_2: sync.messageYjsSyncStep2,
    SYNC_UPDATE: sync.messageYjsUpdate
  })
})
