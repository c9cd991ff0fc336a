import { z } from 'zod'

/** F11. ISO 4217, upper case. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'is not a currency of ISO 4217')
export type Currency = z.output<typeof currency>

/** F11. Minor units (fen, cents); an integer that JSON carries exactly: at most 2^53 - 1. */
export const minor = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** More than nothing. */
export const someMinor = minor.min(1)
