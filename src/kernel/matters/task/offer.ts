import type { Tx } from '#kernel/db/schema.ts'
import { setDeadline } from '../../deadlines/keep.ts'
import { newId } from '../../ids.ts'
import type { Element, Model } from '../process/model.ts'
import { needDrawing } from '../process/published.ts'
import type { Wait } from '../process/state.ts'
import { barOffered, familiarHolding } from './bars.ts'
import { readLane } from './lane.ts'
import { placeOf } from './place.ts'
import { addEvent } from './row.ts'
import './tables.ts'

type Offer = {
	readonly matter: string
	readonly instance: string
	readonly wait: Wait
	readonly lane: string
	readonly now: Date
}

/**
 * M60. Writes what the engine asks of a post as a task: to whom, by when, and who may not do it.
 * @returns its id; null when the lane names no post, as in a drawing older than M61
 */
export async function offerTask(tx: Tx, { matter, instance, wait, lane, now }: Offer): Promise<string | null> {
	const to = readLane(lane)
	if (to === null) return null
	const drawn = await drawnAt(tx, instance, wait.element)
	if (drawn === null) return null
	const { element, owner } = drawn
	const { marks } = element
	const agency = await placeOf(tx, owner, to)
	const place = { post: to.post, agency }
	const familiar = await familiarHolding(tx, { matter, element: marks?.familiar ?? null, ...place, now })
	const deadline = await deadlineOf(tx, { matter, agency, element, wait, now })
	const id = newId<'task'>(now.getTime())
	const row = {
		id,
		matter_id: matter,
		instance_id: instance,
		wait: wait.id,
		element: element.id,
		name: element.name,
		post: to.post,
		agency_id: agency,
		owner_id: owner,
		duty_id: agency,
		escalated_at: null,
		holder_post: null,
		familiar_post: familiar,
		delegator_post: null,
		by_act: marks?.act ?? null,
		...deadline,
		offered_at: now,
		ended_at: null,
		ended_by: null,
	}
	await tx.insertInto('matters.task').values(row).execute()
	await addEvent(tx, id, { what: 'offered', by: null, at: now })
	if (marks !== null) await barOffered(tx, { task: id, matter, marks, now })
	return id
}

/** The element of an instance's drawing as it now follows it, and the matter's agency. */
export async function drawnAt(
	tx: Tx,
	instance: string,
	element: string,
): Promise<{ readonly model: Model; readonly element: Element; readonly owner: string } | null> {
	const row = await tx
		.selectFrom('matters.instance as i')
		.innerJoin('matters.matter as m', 'm.id', 'i.matter_id')
		.select(['i.drawing_id', 'i.process', 'm.agency_id'])
		.where('i.id', '=', instance)
		.executeTakeFirst()
	if (row === undefined) return null
	const { models } = await needDrawing(tx, row.drawing_id)
	const model = models.get(row.process)
	const found = model?.elements.get(element)
	return model === undefined || found === undefined ? null : { model, element: found, owner: row.agency_id }
}

type Due = {
	readonly matter: string
	readonly agency: string
	readonly element: Element
	readonly wait: Wait
	readonly now: Date
}

/** M76. Sets the deadline the drawing names. Its kind is made from the element; a second round beside bears its number. */
async function deadlineOf(
	tx: Tx,
	{ matter, agency, element, wait, now }: Due,
): Promise<{ readonly deadline_id: string | null; readonly deadline_kind: string | null }> {
	const regime = element.marks?.regime ?? null
	if (regime === null) return { deadline_id: null, deadline_kind: null }
	const plain = `task_${element.id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 45)
	const beside = await tx
		.selectFrom('matters.task')
		.select('id')
		.where('matter_id', '=', matter)
		.where('state', '=', 'open')
		.where('deadline_kind', '=', plain)
		.executeTakeFirst()
	const kind = beside === undefined ? plain : `${plain}_${wait.id}`
	const { deadline } = await setDeadline(tx, { matter, regime, kind, from: now, now, agency })
	return { deadline_id: deadline, deadline_kind: kind }
}
