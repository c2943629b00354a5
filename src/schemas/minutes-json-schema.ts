import { z } from 'zod'
import { MINUTES_VERSION } from '../core/minutes/minutes.ts'
import { minutesSchema } from './minutes-file.ts'

/**
 * The JSON Schema of the minutes as a file, for other programs (2020-12). Its `$id` is the same wherever Pejling runs. What a schema cannot say, that
 * figures fit their scale and statements their sections, is told by `readMinutesFile` alone.
 */
export const minutesJsonSchema = (): object => ({
  ...z.toJSONSchema(minutesSchema, { target: 'draft-2020-12', io: 'output' }),
  $id: `urn:pejling:referat:${MINUTES_VERSION}`,
  title: `Referat fra Pejling, version ${MINUTES_VERSION}`,
  description: 'Hvad et møde efterlader: aftaler, svar, der blev vist, og sedler.'
})
