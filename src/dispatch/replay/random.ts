import { createHash } from 'node:crypto'
import { seeded } from '#kernel/seeded.ts'

/** Numbers from 0 up to 1, the same for the same words: one day of the replay is the same on every machine. */
export function randomOf(words: string): () => number {
	return seeded(createHash('sha256').update(words).digest().readUInt32LE(0))
}

/** A number between two, whole. */
export function between(random: () => number, least: number, most: number): number {
	return Math.round(least + random() * (most - least))
}
