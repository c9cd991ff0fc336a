import { z } from 'zod'

/** F2. Plain data: a phone cuts a file by it. */

export const partBytes = 512 * 1024
export const fileBytes = 20 * 1024 * 1024
/** What a photograph may be. */
export const fileKind = z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/heic'])
/** What other offices hand in as it is: XML, text (tables and MT940), and XLSX, which is a zip. */
export const documentKind = z.enum(['application/xml', 'text/plain', 'application/zip'])
export type DocumentKind = z.output<typeof documentKind>
export type FileKind = z.output<typeof fileKind> | DocumentKind

/** Lower-case hex of a SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')
export const partNumber = z
	.int()
	.min(0)
	.max(fileBytes / partBytes - 1)
/** One part as base64. */
export const partBody = z
	.base64()
	.min(4)
	.max(Math.ceil(partBytes / 3) * 4)

/** A photograph as it is announced: its bytes follow in parts (F1). */
export const photograph = z.strictObject({ sha256, kind: fileKind, bytes: z.int().min(1).max(fileBytes) })
export type Photograph = z.output<typeof photograph>
