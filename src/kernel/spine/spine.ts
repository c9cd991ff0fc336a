import type { ActPerformer } from '../act.ts'
import type { Store } from '../db/store.ts'
import type { EntryFacts } from '../ledger/leaf.ts'
import type { Powers } from '../powers/powers.ts'
import type { Subject } from '../powers/subject.ts'
import { notSignedIn, Refusal } from '../refusal.ts'
import type { Slice } from '../slice.ts'
import type { ViewShower } from '../view.ts'
import type { Who } from '../who.ts'
import { Counts } from './counts.ts'
import { lineAgency, named } from './line-agency.ts'
import { Looks } from './look.ts'
import { sendTail } from './tail.ts'

/** What the spine works with: one per process. */
export type Spine = {
	readonly store: Store
	readonly powers: Powers
	readonly acts: ReadonlyMap<string, ActPerformer>
	readonly views: ReadonlyMap<string, ViewShower>
	readonly counts: Counts
	readonly looks: Looks
	readonly clock: () => Date
}

/** Acts a locked desk may still do (I9). */
const lockedMay = new Set(['identity.session.unlock', 'identity.session.take-over', 'identity.session.close'])

/** Gathers the slices' acts and views. Two of one name are an error. */
export function makeSpine(parts: {
	store: Store
	powers: Powers
	slices: readonly Slice[]
	clock?: () => Date
}): Spine {
	return {
		store: parts.store,
		powers: parts.powers,
		acts: byName(parts.slices.flatMap((slice) => slice.acts)),
		views: byName(parts.slices.flatMap((slice) => slice.views)),
		counts: new Counts(),
		looks: new Looks(),
		clock: parts.clock ?? (() => new Date()),
	}
}

function byName<T extends { readonly declaration: { readonly name: string } }>(
	all: readonly T[],
): ReadonlyMap<string, T> {
	const map = new Map<string, T>()
	for (const one of all) {
		if (map.has(one.declaration.name)) throw new Error(`two of the name ${one.declaration.name}`)
		map.set(one.declaration.name, one)
	}
	return map
}

/**
 * Refuses who is not signed in, or whose desk is locked, before anything is read. A locked desk keeps its alarms: views that
 * show no personal data stay open to it.
 */
export function mustBeAdmitted(
	who: Who,
	declaration: { readonly name: string; readonly anonymous?: true; readonly looks?: 'entered' | 'open' },
): void {
	if (who.person === 'nobody' && declaration.anonymous !== true) throw notSignedIn()
	if (who.locked === true && !lockedMay.has(declaration.name) && declaration.looks !== 'open') {
		throw new Refusal(
			'not_permitted',
			{ en: 'This desk is locked. Unlock it or let a colleague take over.', zh: '席位已锁定，请解锁或由同事接管。' },
			{ rule: 'I9' },
		)
	}
}

/** True when a no is a matter of power or rule and so gets an entry of its own; others are counted. */
function isEntered(who: Who, refusal: Refusal): boolean {
	if (who.person === 'nobody') return false
	return (
		refusal.rule !== null ||
		refusal.inner !== null ||
		refusal.code === 'not_permitted' ||
		refusal.code === 'purpose_needed'
	)
}

/** Enters a refusal in its own transaction, or counts it. `beside` runs in the same transaction when there is one. */
export async function enterRefusal(
	spine: Spine,
	asked: { who: Who; name: string; subject: Subject | null; matter: string | null },
	refusal: Refusal,
	beside?: (tx: Parameters<Parameters<Store['transact']>[1]>[0]) => Promise<void>,
): Promise<void> {
	const now = spine.clock()
	const { who } = asked
	const entered = isEntered(who, refusal)
	if (!entered) spine.counts.count(who.session ?? who.source ?? 'unknown', refusal.code, now.getTime())
	if (!entered && beside === undefined) return
	await spine.store.lease('seawall_app', async ({ wire, tx }) => {
		await wire.script(spine.store.begin('seawall_app'))
		try {
			await beside?.(tx)
			if (entered) await sendTail(wire, refusalFacts(asked, refusal, now), [], null).done
			await wire.script('commit')
		} catch (error) {
			await wire.script('rollback').catch(() => {})
			throw error
		}
	})
}

function refusalFacts(
	asked: { who: Who; name: string; subject: Subject | null; matter: string | null },
	refusal: Refusal,
	now: Date,
): EntryFacts {
	const { who } = asked
	return {
		at: now,
		kind: 'refused',
		name: asked.name,
		person: who.person,
		post: who.post,
		agency: lineAgency(who, asked.subject),
		outcome: 'refused',
		rules: refusal.rule === null ? [] : [refusal.rule],
		matter: asked.matter,
		subject: named(asked.subject),
		// Without content: the code, and why it was hidden when it was.
		fact: { code: refusal.code, ...(refusal.inner === null ? {} : { inner: refusal.inner }) },
		personal: {},
	}
}

/** Enters the counted refusals of minutes that are over. Called by a clock once a minute and at the end. */
export async function enterCounts(spine: Spine, everything = false): Promise<number> {
	const entries = spine.counts.take(spine.clock().getTime(), everything)
	for (const facts of entries) {
		await spine.store.lease('seawall_app', async ({ wire }) => {
			await wire.script(spine.store.begin('seawall_app'))
			await sendTail(wire, facts, [], null).done
			await wire.script('commit')
		})
	}
	return entries.length
}
