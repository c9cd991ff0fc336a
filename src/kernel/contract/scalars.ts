import { z } from 'zod'

/** Scalars every contract shares. Each refuses what it does not mean, naming the field. */

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/
// A lone surrogate cannot be stored as UTF-8.
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** One line or paragraph a person wrote: 1 to `max` characters, no control characters, no broken UTF-16. */
export const text = (max: number) =>
	z
		.string()
		.min(1)
		.max(max)
		.refine((s) => !control.test(s) && !loneSurrogate.test(s), 'has a control character or broken text')

/** A lower-case UUID, version 7 when we made it. */
export const id = z
	.string()
	.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'is not an id')

/** The version of a row as the person saw it; a stale one is `overtaken`. */
export const version = z.int().min(1).max(2_147_483_647)

/** RFC 3339 with zone, second or finer. Whether it may lie in the future is the rule's business. */
export const instant = z.iso.datetime({ offset: true })

/** [longitude, latitude], WGS 84 degrees. */
export const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Point = z.output<typeof point>

/** Why personal data is looked at: the matter it serves and the reason in words. */
export const purpose = z.strictObject({ matter: id.optional(), reason: text(300) })
export type Purpose = z.output<typeof purpose>

export const tier = z.enum(['province', 'city', 'county', 'station'])
export type Tier = z.output<typeof tier>
