import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Purpose } from '../contract/scalars.ts'
import type { Seat } from '../db/store.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Shown, ViewShower } from '../view.ts'
import type { Who } from '../who.ts'
import { lineAgency } from './line-agency.ts'
import { parseInput, parsePurpose } from './parse.ts'
import { purposeNeeded, refusalOf } from './perform.ts'
import { enterRefusal, mustBeAdmitted, type Spine } from './spine.ts'
import { sendTail } from './tail.ts'

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
	try {
		await begun
		const subject = await shower.subject(tx, input, who)
		onSubject(subject)
		const context = { now: Math.floor(now.getTime() / 1000), purpose: purpose !== null }
		const decision = spine.powers.decide(who, name, subject, context)
		if (!decision.allowed) throw refusalOf(spine, who, name, subject, decision.rules, context)
		const shown = await shower.show({ tx, who, now, purpose }, input)
		if (shower.declaration.looks === 'entered') {
			await enterLook(seat, shower, asked, subject, input, purpose, shown, decision.rules, now)
		}
		await wire.script('commit')
		return { output: shown.output, at: now.toISOString() }
	} catch (error) {
		await begun.catch(() => {})
		await wire.script('rollback').catch(() => {})
		throw error
	}
}

/** S4: one look per person, post, view, filter, purpose and hour. */
async function enterLook(
	seat: Seat,
	shower: ViewShower,
	asked: ViewAsked,
	subject: Subject,
	input: Record<string, unknown>,
	purpose: Purpose | null,
	shown: Shown<unknown>,
	rules: readonly string[],
	now: Date,
): Promise<void> {
	const { who } = asked
	const { name } = shower.declaration
	const records = shown.records ?? []
	const digest = createHash('sha256')
		.update(JSON.stringify([who.person, who.post, name, filterOf(input), purpose]))
		.digest('hex')
	const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
	const { rows } = await sql`insert into kernel.look (digest, hour) values (decode(${digest}, 'hex'), ${hour})
		on conflict do nothing returning 1 as one`.execute(seat.tx)
	if (rows.length === 0) return
	await sendTail(
		seat.wire,
		{
			at: now,
			kind: 'look',
			name,
			person: who.person,
			post: who.post,
			agency: lineAgency(who, subject),
			outcome: 'done',
			rules: [...rules],
			matter: shown.matter ?? purpose?.matter ?? null,
			subject: null,
			fact: { records: records.length },
			personal: {
				...(records.length === 0 ? {} : { records: records.map((one) => `${one.type} ${one.id}`).join('\n') }),
				...(purpose === null ? {} : { purpose: purpose.reason }),
			},
		},
		[],
		null,
	).done
}

/** The filter without where the reader has scrolled to: paging on is the same look. */
function filterOf(input: Record<string, unknown>): Record<string, unknown> {
	const { after: _after, limit: _limit, ...filter } = input
	return filter
}
