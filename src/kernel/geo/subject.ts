import type { Tx } from '../db/schema.ts'
import type { Point } from '../contract/scalars.ts'
import type { Subject } from '../powers/subject.ts'
import { mapResource } from './contract.ts'
import { needMap } from './places.ts'

/** The map in use, as powers see it. Refuses (`not_available`) before the first import. */
export async function mapSubject(tx: Tx): Promise<Subject> {
	const map = await needMap(tx)
	return { resource: mapResource, id: map.version, attributes: { current: true } }
}

/** A point as contracts write it. */
export const asPoint = (p: readonly [number, number]): Point => [p[0], p[1]]
