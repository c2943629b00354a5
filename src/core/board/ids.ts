/**
 * Names of things that are all text. Plain text may be given for any of them; one of them may not be given for another, so that a key is
 * never stored where its hash belongs.
 */
type Named<Name extends string> = string & { readonly named?: Name }

/** 12 characters, unique and no secret. */
export type BoardId = Named<'board'>
/** The same for a participant of a board. */
export type ParticipantId = Named<'participant'>
/** 24 characters that open something: never stored, never logged. */
export type Key = Named<'key'>
/** What is stored of a key. */
export type KeyHash = Named<'key hash'>
