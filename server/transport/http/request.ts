import type { Context } from 'hono'

/** The key in `Authorization: Bearer <key>`; null where there is none. */
export const keyOf = (context: Context): string | null => /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? null
