import type { LoggedDocument, Storage } from '../../../server/storage/storage.ts'

/** Hash of the ballot's key → participant, as stored; empty where there is no such board. */
export const storedParticipants = async (storage: Storage, board: string): Promise<Map<string, string>> =>
  (await storage.load(board))?.participants ?? new Map()

/** Yjs client id → hash of its author, as stored; empty where there is no such board. */
export const storedAuthors = async (storage: Storage, board: string, document: LoggedDocument): Promise<Map<number, string>> =>
  (await storage.load(board))?.documents[document].authors ?? new Map()
