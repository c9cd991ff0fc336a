import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { publishDraft } from '../contract/drawings.ts'
import { drawingId } from '../drawing.ts'
import { faultsOf } from '../publishing/check.ts'
import { currentAt } from '../publishing/editions.ts'
import { liveCount } from '../publishing/live.ts'
import { publishContext, signingOf } from '../publishing/signing.ts'
import { type DraftRow, takeStep, told } from '../publishing/store.ts'
import { needDrawing } from '../process/published.ts'
import { isOwn } from '../own.ts'
import { keepStarts } from '../runner/start.ts'
import { loadDraft } from './decide-draft.ts'

/** M83, M84. In force with the commit, for new matters; what that changes is entered. */
export const publishDraftAct = performs(publishDraft, {
	async load(tx, input, who, now) {
		const loaded = await loadDraft(tx, input.id)
		return { ...loaded, context: publishContext(await signingOf(tx, loaded.row, now), who) }
	},
	async run({ tx, who, now }, row, input) {
		await oneAtATime(tx, row)
		await takeStep(tx, row, 'published', { who, now, ground: input.ground })
		await mustStillHold(tx, row, now)
		const drawing_id = row.what === 'drawing' ? await keepDrawing(tx, row, now) : await keepTable(tx, row, now)
		const { mark, until_at } = row
		const id = newId(now.getTime())
		await tx
			.insertInto('matters.publication')
			.values({
				id,
				what: row.what,
				name: row.name,
				mark,
				drawing_id,
				scope_id: row.scope_id,
				draft_id: row.id,
				at: now,
				until_at,
			})
			.execute()
		if (drawing_id !== null && isOwn(row.name)) await keepOwnStarts(tx, id, drawing_id, now)
		const live = row.what === 'drawing' ? await liveCount(tx, row.name, row.scope_id) : null
		const more = {
			mark,
			against: row.against,
			scope: row.scope_id,
			until: until_at?.toISOString() ?? null,
			keeping: live?.count ?? null,
			ground: input.ground,
			state: 'published',
		}
		return { output: { id: row.id, version: mark }, ...told(row, more) }
	},
})

/** Two drafts of one name are published one after the other, so that the second sees the first. */
async function oneAtATime(tx: Tx, { what, name }: DraftRow): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext(${`publish ${what} ${name}`}))`.execute(tx)
}

/** What was shown and reviewed is what would be published: same in force, still sound, its end not past. */
async function mustStillHold(tx: Tx, row: DraftRow, now: Date): Promise<void> {
	const current = await currentAt(tx, { what: row.what, name: row.name, agency: row.scope_id, now })
	const against = current?.edition.version ?? null
	if (against !== row.against)
		throw new Refusal(
			'overtaken',
			{
				en: 'Another version came into force since it was proposed. Withdraw it, copy it, and look at the difference anew.',
				zh: '提请后现行版本已变化。请撤回后复制，再看差异。',
			},
			{ rule: 'M83', extra: { against: row.against, inForce: against } },
		)
	if (row.until_at !== null && row.until_at <= now)
		throw new Refusal(
			'not_now',
			{ en: 'The exception would have ended already.', zh: '该例外的终止时间已过。' },
			{ rule: 'M86' },
		)
	const [first] = await faultsOf(row, { tx, agency: row.scope_id, now })
	if (first !== undefined)
		throw new Refusal(
			'invalid',
			{ en: `It may not be published: ${first.en}.`, zh: `不能发布：${first.zh}。` },
			{ rule: first.rule },
		)
}

/** The drawing's row: the next version of its process, or the one that stands with this text. */
async function keepDrawing(tx: Tx, { name, body }: DraftRow, now: Date): Promise<string> {
	const sha256 = createHash('sha256').update(body).digest('hex')
	const id = drawingId(name, sha256)
	await sql`
		insert into matters.drawing (id, process, version, bpmn, sha256, published_at)
		select ${id}::uuid, ${name}::text, coalesce(max(version), 0) + 1, ${body}::text, ${sha256}::text, ${now}::timestamptz
		from matters.drawing where process = ${name}
		on conflict (process, sha256) do nothing`.execute(tx)
	return id
}

/** M96. */
async function keepOwnStarts(tx: Tx, publication: string, drawing: string, now: Date): Promise<void> {
	const { main, models } = await needDrawing(tx, drawing)
	const model = models.get(main)
	if (model !== undefined) await keepStarts(tx, publication, model, now)
}

async function keepTable(tx: Tx, { name, mark, body }: DraftRow, now: Date): Promise<null> {
	await sql`insert into matters.rule_table (name, version, dmn, published_at)
		values (${name}, ${mark}, ${body}, ${now}) on conflict do nothing`.execute(tx)
	return null
}
