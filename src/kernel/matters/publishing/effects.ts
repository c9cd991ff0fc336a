import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import type { draftEffects, DifferenceShape, Stand } from '../contract/drawings.ts'
import { matter } from '../contract/matter.ts'
import type { Model, Timing } from '../process/model.ts'
import { compareTexts } from './compare.ts'
import { currentAt, needText } from './editions.ts'
import { modelsIn, taskChanges } from './lanes.ts'
import { liveCount, liveOfSlice, standsIn } from './live.ts'
import type { DraftRow } from './store.ts'
import { agencyNamed } from './agency.ts'

type Effects = z.output<typeof draftEffects.output>

/** M87. What publishing a draft would change, at its scope. */
export async function effectsOf(tx: Tx, draft: DraftRow, viewer: Who, now: Date): Promise<Effects> {
	const { what, name, scope_id: agency, body } = draft
	const current = await currentAt(tx, { what, name, agency, now })
	const before = current === null ? null : await needText(tx, what, name, current.edition.version)
	const scope = await agencyNamed(tx, agency)
	const differences = before === null ? [] : ((await compareTexts(what, before, body)) ?? [])
	const replaces = current?.edition ?? null
	if (what === 'table') {
		const live = { ...(await liveOfSlice(tx, name.split('.')[0] ?? '', agency)), follow: 'new' as const }
		return { replaces, scope, keeps: [], live, tasks: [], deadlines: targetRows(differences), differences }
	}
	const was = before === null ? [] : await modelsIn(before)
	const is = await modelsIn(body)
	const seconds = Math.floor(now.getTime() / 1000)
	const seen = powersInUse().filter(viewer, matter.see, matter, { now: seconds, purpose: false })
	const stands = await standsIn(tx, name, agency, { who: viewer, seen, now })
	return {
		replaces,
		scope,
		keeps: await named(tx, name, stands),
		live: { ...(await liveCount(tx, name, agency)), follow: 'keep' },
		tasks: taskChanges(was, is),
		deadlines: timersBetween(was, is),
		differences,
	}
}

/** Elements by the names their own version gives them. */
async function named(tx: Tx, process: string, stands: readonly Omit<Stand, 'name'>[]): Promise<Stand[]> {
	const names = new Map<string, ReadonlyMap<string, string>>()
	for (const version of new Set(stands.map((one) => one.version)))
		names.set(version, namesIn(await modelsIn(await needText(tx, 'drawing', process, version))))
	return stands.map((one) => ({ ...one, name: names.get(one.version)?.get(one.element) ?? one.element }))
}

export function namesIn(models: readonly Model[]): ReadonlyMap<string, string> {
	return new Map(models.flatMap((model) => [...model.elements.values()].map(({ id, name }) => [id, name] as const)))
}

type Target = { readonly element: string; readonly name: string; readonly of: string }

function timersOf(models: readonly Model[]): ReadonlyMap<string, Target> {
	const found = new Map<string, Target>()
	for (const model of models) {
		for (const { id, name, trigger, marks } of model.elements.values()) {
			if (trigger.on === 'timer') found.set(id, { element: id, name, of: timingText(trigger.timing) })
			if (marks?.regime != null) found.set(id, { element: id, name, of: marks.regime })
		}
	}
	return found
}

function timingText({ of }: Timing): string {
	return typeof of === 'string' ? of : of.text
}

/** Drawn timers and regimes of tasks that come, go, or are of another length or name. */
function timersBetween(was: readonly Model[], is: readonly Model[]): Effects['deadlines'] {
	const [before, after] = [timersOf(was), timersOf(is)]
	const ids = new Set([...before.keys(), ...after.keys()])
	return [...ids].flatMap((id) => {
		const [old, renewed] = [before.get(id), after.get(id)]
		if (old?.of === renewed?.of) return []
		const name = renewed?.name ?? old?.name ?? id
		return [{ element: id, name, was: old?.of ?? null, is: renewed?.of ?? null }]
	})
}

/** Columns of a table that set a target or name a regime. */
const targets = /^(?:seconds|minutes|hours|days|target|due|deadline|regime)\b|时限|期限/i

/** What a table's rows say of targets, where that changes. */
function targetRows(differences: readonly DifferenceShape[]): Effects['deadlines'] {
	return differences.flatMap(({ element, type, name, fields }) =>
		type !== 'rule'
			? []
			: fields
					.filter(({ field }) => targets.test(field))
					.map(({ field, was, is }) => ({ element, name: `${name}: ${field}`, was, is })),
	)
}
