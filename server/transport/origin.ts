/**
 * Whether a page of ours is asking: one from the same host, or from the address that the server is known by. Programs that
 * are no browser send no origin, and prove themselves by their key alone.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || (publicUrl !== null && new URL(origin).origin === new URL(publicUrl).origin)
}
