import { z } from 'zod'
import type { ElementNumber, Role, Side } from '../core/workshop/workshop.ts'

/** Pieces that several kinds of content share. */

/** Text of at least one and at most `max` characters, without space at its ends. */
export const words = (max: number) => z.string().trim().min(1).max(max)

/** The number of a kerneelement. */
export const elementNumber = z.literal([1, 2, 3, 4, 5, 6]) satisfies z.ZodType<ElementNumber>

export const side = z.literal(['skole', 'oplaering', 'organisation', 'elev']) satisfies z.ZodType<Side>
export const role = z.literal(['strategisk', 'udvikling', 'udfoerende', 'elev']) satisfies z.ZodType<Role>

/** What a file's name without its number makes of its address: "1-integrerede-indsatser.md" → "integrerede-indsatser". */
export const slugOf = (fileName: string) => fileName.replace(/\.md$/, '').replace(/^\d+-/, '')
