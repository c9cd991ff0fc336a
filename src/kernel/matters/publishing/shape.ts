import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { DraftShape } from '../contract/drawings.ts'
import type { DraftRow } from './store.ts'
import type { DraftStep } from './tables.ts'

type StepRow = {
	step: DraftStep
	person: string
	post: string
	agency: string
	en: string
	zh: string
	at: string
	ground: string
}

type Row = Omit<DraftRow, 'body'> & {
	bureau_en: string
	bureau_zh: string
	scope_en: string
	scope_zh: string
	steps: readonly StepRow[]
}

/** Drafts as lists show them. `from`: `… as t`, rows of the draft table; `order` with its limit. */
export async function draftShapes(
	tx: Tx,
	from: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
): Promise<DraftShape[]> {
	const { rows } = await sql<Row>`
		select t.id, t.what, t.name, t.title, t.mark, t.bureau_id, t.scope_id, t.state, t.version, t.reason, t.until_at,
			t.opened_post, t.opened_at, t.saved_at, b.name_en as bureau_en, b.name_zh as bureau_zh, s.name_en as scope_en,
			s.name_zh as scope_zh,
			coalesce((select json_agg(json_build_object('step', d.step, 'person', d.by_person, 'post', d.by_post,
				'agency', d.by_agency, 'en', a.name_en, 'zh', a.name_zh, 'at', d.at, 'ground', d.ground))
				from matters.draft_step d join identity.agency a on a.id = d.by_agency where d.draft_id = t.id), '[]') as steps
		from ${from} join identity.agency b on b.id = t.bureau_id join identity.agency s on s.id = t.scope_id ${order}`.execute(
		tx,
	)
	return rows.map(shapeOf)
}

function shapeOf(row: Row): DraftShape {
	const step = (name: DraftStep) => {
		const found = row.steps.find((one) => one.step === name)
		if (found === undefined) return null
		const { step: _step, at, ...rest } = found
		return { ...rest, at: new Date(at).toISOString() }
	}
	return {
		id: row.id,
		what: row.what,
		name: row.name,
		title: row.title,
		state: row.state,
		version: row.version,
		mark: row.mark,
		bureau: { agency: row.bureau_id, en: row.bureau_en, zh: row.bureau_zh },
		scope: { agency: row.scope_id, en: row.scope_en, zh: row.scope_zh },
		post: row.opened_post,
		openedAt: row.opened_at.toISOString(),
		savedAt: row.saved_at.toISOString(),
		reason: row.reason,
		until: row.until_at?.toISOString() ?? null,
		proposed: step('proposed'),
		reviewed: step('reviewed'),
		published: step('published'),
		refused: step('refused'),
		withdrawn: step('withdrawn'),
	}
}
