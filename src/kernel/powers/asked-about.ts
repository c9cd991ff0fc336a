import type { ResourceDeclaration } from '../contract/declare.ts'
import type { Tx } from '../db/schema.ts'
import { notFound } from '../refusal.ts'
import type { Who } from '../who.ts'
import { openContext } from './effects.ts'
import { findSubject } from './load-subject.ts'
import { mustSee, type Powers, type PowersContext } from './powers.ts'
import type { Subject } from './subject.ts'

/**
 * What an act is asked about: the row, which the asker must see (P9); without an id the asker's own agency, or its bureau,
 * where the act is done to no row. @throws Refusal `not_found`
 */
export async function needAsked(
	tx: Tx,
	powers: Powers,
	who: Who,
	{ act, id }: { readonly act: string; readonly id?: string | undefined },
	now: number,
): Promise<{ readonly subject: Subject; readonly context: PowersContext }> {
	const types = powers.words.actions.get(act)
	if (types === undefined) throw notFound(`no act ${act}`)
	const context = { ...openContext(powers, act, now), purpose: false }
	const subject = await subjectOf(tx, powers, types, id, who)
	if (subject.resource.table !== null) mustSee(powers, who, subject, { now, purpose: false })
	return { subject, context }
}

async function subjectOf(
	tx: Tx,
	powers: Powers,
	types: readonly string[],
	id: string | undefined,
	who: Who,
): Promise<Subject> {
	const resources = types
		.map((type) => powers.words.resources.get(type))
		.filter((resource): resource is ResourceDeclaration => resource !== undefined)
	for (const resource of resources) {
		const places = id !== undefined ? [id] : resource.table === null ? [who.bureau] : []
		for (const place of places) {
			const subject = await findSubject(tx, resource, place)
			if (subject !== null) return subject
		}
	}
	throw notFound('no such row to explain')
}
