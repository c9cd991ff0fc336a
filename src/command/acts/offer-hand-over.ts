import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { matter as matterResource } from '#kernel/matters/contract.ts'
import { setTimer } from '#kernel/matters/api.ts'
import { beginProcess } from '#kernel/matters/process/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { offerHandOver } from '../contract/hand-over.ts'
import { cancelDrawn } from '../store/drawn.ts'
import { changedMessage, lowestAbove } from '../store/hand-over.ts'

type MatterOf = { readonly id: string; readonly kind: string; readonly agency: string; readonly closed: boolean }

/** K41. What is itself a passing between agencies, or has an act of its own for it. */
const stays = new Set(['hand_over', 'aid', 'call'])

/** Minutes to answer, by kind of matter: where somebody waits for police, a quarter of an hour. */
const minutesFor: Readonly<Record<string, number>> = { incident: 15 }
const otherMinutes = 24 * 60

/** K40. The offer, with its clock and the agency that would decide. Nothing passes yet. */
export const performOfferHandOver = performs(offerHandOver, {
	load: async (tx, input) => {
		const row = await needMatter(tx, input.matter)
		const attributes = { agency: row.agency, kind: row.kind }
		return { subject: { resource: matterResource, id: row.id, attributes }, row, version: null }
	},
	run: async (context, matter, input) => {
		const { tx, now, who } = context
		await endStale(context, matter)
		const superior = await mustBeOffered(tx, matter, input.to)
		const minutes = input.minutes ?? minutesFor[matter.kind] ?? otherMinutes
		const dueAt = new Date(now.getTime() + minutes * 60_000)
		const opened = await beginProcess(context, {
			kind: 'hand_over',
			process: 'command.hand-over',
			agency: matter.agency,
			data: { due: dueAt.toISOString() },
		})
		const id = opened.matter
		await sql`insert into command.hand_over
			(id, matter_id, agency_id, to_id, superior_id, reason, offered_at, due_at, offered_by, offerer)
			values (${id}, ${matter.id}, ${matter.agency}, ${input.to}, ${superior}, ${input.reason}, ${now}, ${dueAt}, ${who.postKind},
				${who.person})`.execute(tx)
		await startClock(context, id, minutes)
		return {
			output: { handOver: id, state: 'offered' as const, version: 1, superior, dueAt: dueAt.toISOString() },
			fact: { handOver: id, from: matter.agency, to: input.to, superior, dueAt: dueAt.toISOString() },
			personal: { reason: input.reason },
			messages: [changedMessage({ id }, 'offered'), ...opened.messages],
			matter: matter.id,
		}
	},
})

function startClock({ tx, now }: ActContext, matter: string, minutes: number) {
	return setTimer(tx, { matter, kind: 'hand_over_answer', targetSeconds: minutes * 60, rule: 'command K45', now })
}

async function needMatter(tx: Tx, id: string): Promise<MatterOf> {
	const { rows } = await sql<{ id: string; kind: string; agency_id: string; closed_at: Date | null }>`
		select id, kind, agency_id, closed_at from matters.matter where id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`matter ${id}`)
	return { id: row.id, kind: row.kind, agency: row.agency_id, closed: row.closed_at !== null }
}

/** K41. @returns who would decide @throws Refusal `wrong_state`, `invalid`, `already` */
async function mustBeOffered(tx: Tx, matter: MatterOf, to: string): Promise<string> {
	if (matter.closed)
		throw new Refusal(
			'wrong_state',
			{ en: 'The matter is closed; it passes to nobody.', zh: '该事项已办结，不再移交。' },
			{ rule: 'K41' },
		)
	if (stays.has(matter.kind))
		throw new Refusal(
			'wrong_state',
			{ en: 'A matter of this kind is not handed over.', zh: '此类事项不办理移交。' },
			{ rule: 'K41' },
		)
	if (to === matter.agency)
		throw new Refusal(
			'invalid',
			{ en: 'That agency owns it already.', zh: '该单位已是负责单位。' },
			{ rule: 'K41', field: 'to' },
		)
	const superior = await lowestAbove(tx, matter.agency, to)
	if (superior === null)
		throw new Refusal(
			'invalid',
			{ en: 'The two agencies have none above them in common here.', zh: '两个单位在本系统内没有共同上级。' },
			{ rule: 'K45', field: 'to' },
		)
	const open = await openOne(tx, matter.id)
	if (open === null) return superior
	throw new Refusal(
		'already',
		{
			en: 'It is offered to an agency already. Wait for the answer, or take it back.',
			zh: '该事项已提出移交，请等待答复或先撤回。',
		},
		{ rule: 'K41', extra: { handOver: open.id } },
	)
}

async function openOne(tx: Tx, matter: string): Promise<{ readonly id: string; readonly agency: string } | null> {
	const { rows } = await sql<{ id: string; agency: string }>`
		select id, agency_id as agency from command.hand_over where matter_id = ${matter} and ended_at is null`.execute(tx)
	return rows[0] ?? null
}

/** K48. An offer by an agency that owns the matter no longer (its place was set anew) ends when the new owner offers it. */
async function endStale(context: ActContext, matter: MatterOf): Promise<void> {
	const open = await openOne(context.tx, matter.id)
	if (open === null || open.agency === matter.agency) return
	await sql`update command.hand_over set state = 'withdrawn', ended_at = ${context.now}, version = version + 1
		where id = ${open.id}`.execute(context.tx)
	await cancelDrawn(context, open.id)
}
