import type { Purpose } from '../contract/scalars.ts'
import type { Seat } from '../db/store.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { ViewShower } from '../view.ts'
import type { Who } from '../who.ts'
import { enterLook, lookOf } from './look.ts'
import { parseInput, parsePurpose } from './parse.ts'
import { purposeNeeded, refusalOf } from './refuse.ts'
import { enterRefusal, mustBeAdmitted, type Spine } from './spine.ts'

/** A view as asked from outside. */
export type ViewAsked = {
	readonly name: string
	readonly input: unknown
	readonly purpose?: unknown
	readonly who: Who
}

export type ViewAnswer = { readonly output: unknown; readonly at: string }

/**
 * Shows a view: parse, load what it is about, ask powers, read. A view of personal data enters its look in the same
 * transaction, once per person, post, view and filter within the hour.
 * Throws `Refusal`.
 */
export async function show(spine: Spine, asked: ViewAsked): Promise<ViewAnswer> {
	const shower = spine.views.get(asked.name)
	let subject: Subject | null = null
	let purpose: Purpose | null = null
	try {
		if (shower === undefined) throw notFound()
		mustBeAdmitted(asked.who, shower.declaration)
		const input: Record<string, unknown> = parseInput(shower.declaration.input, asked.input)
		purpose = parsePurpose(asked.purpose)
		if (shower.declaration.purpose === 'required' && purpose === null) throw purposeNeeded()
		return await spine.store.lease('seawall_app', (seat) =>
			readOnce(spine, seat, shower, asked, input, purpose, (found) => {
				subject = found
			}),
		)
	} catch (error) {
		if (error instanceof Refusal) {
			const name = shower === undefined ? 'kernel.view.unknown' : asked.name
			await enterRefusal(spine, { who: asked.who, name, subject, matter: purpose?.matter ?? null }, error)
		}
		throw error
	}
}

async function readOnce(
	spine: Spine,
	seat: Seat,
	shower: ViewShower,
	asked: ViewAsked,
	input: Record<string, unknown>,
	purpose: Purpose | null,
	onSubject: (subject: Subject) => void,
): Promise<ViewAnswer> {
	const { wire, tx } = seat
	const { who, name } = asked
	const now = spine.clock()
	const begun = wire.script(spine.store.begin('seawall_app'))
	begun.catch(() => {})
	try {
		// BEGIN leaves with the first question: one wait.
		const subject = await shower.subject(tx, input, who)
		onSubject(subject)
		const context = { now: Math.floor(now.getTime() / 1000), purpose: purpose !== null }
		const decision = spine.powers.decide(who, name, subject, context)
		if (!decision.allowed) throw refusalOf(spine, who, name, subject, decision.rules, context)
		const shown = await shower.show({ tx, who, now, purpose }, input)
		await begun
		const look = shower.declaration.looks === 'entered' ? lookOf(who, name, input, purpose, now) : null
		const enter = look !== null && !spine.looks.knows(look)
		if (enter) await enterLook(seat, look, { who, name, subject, purpose, shown, rules: decision.rules, now })
		await wire.script('commit')
		if (enter) spine.looks.remember(look)
		return { output: shown.output, at: now.toISOString() }
	} catch (error) {
		await begun.catch(() => {})
		await wire.script('rollback').catch(() => {})
		throw error
	}
}
