import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { PostKind } from '../../identity/contract/words.ts'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { showTask, showTaskValues, type TaskMore } from '../contract/tasks.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import type { Model } from '../process/model.ts'
import { colleaguesOf } from '../task/hand.ts'
import { mayDoOf, mayOf } from '../task/may.ts'
import { drawnAt } from '../task/offer.ts'
import type { TaskRow } from '../task/row.ts'
import { findTaskSubject } from '../task/subject.ts'
import { seenRows, shownTasks } from '../task/seen.ts'
import { errorsAround, waysAfter } from '../task/ways.ts'

/** M77. What to do, by when, what happens then, who can help. */
export const showTaskView = shows(showTask, {
	subject: (tx, { id }) => findTaskSubject(tx, id),
	async show({ tx, who, now }, { id }) {
		const from = sql`(select * from matters.task where id = ${id}) as t`
		const rows = await seenRows(tx, now, from, sql``)
		const [found] = rows
		const [seen] = await shownTasks(tx, who, rows, now)
		if (found === undefined || seen === undefined) throw notFound(`task ${id}`)
		return {
			output: {
				row: seen.shown,
				may: [...mayOf(who, seen.subject, now)],
				readable: mayDoOf(who, showTaskValues.name, seen.subject, now).allowed,
				manned: (await colleaguesOf(tx, found, now)).length > 0,
				...(await drawnMore(tx, found)),
				history: await historyOf(tx, id),
			},
			matter: found.matter_id,
		}
	},
})

async function drawnMore(tx: Tx, row: TaskRow): Promise<Omit<TaskMore, 'history'>> {
	const drawn = await drawnAt(tx, row.instance_id, row.element)
	if (drawn === null) return { form: null, ways: [], choose: 'none', errors: [] }
	const { model, element } = drawn
	const { ways, choose } = waysAfter(model, element)
	return {
		form: element.marks?.form ?? null,
		ways: ways.map((flow) => ({ flow: flow.id, name: wordsOf(flow.name === '' ? nameAt(model, flow.to) : flow.name) })),
		choose,
		errors: errorsAround(model, element).map(({ code, name }) => ({ code, name: wordsOf(name) })),
	}
}

function nameAt(model: Model, element: string): string {
	return model.elements.get(element)?.name ?? element
}

type Line = { what: string; post: PostKind | null; en: string | null; zh: string | null; code: string | null; at: Date }

async function historyOf(tx: Tx, task: string): Promise<TaskMore['history']> {
	const { rows } = await sql<Line>`select e.what, e.post, a.name_en as en, a.name_zh as zh, e.code, e.at
		from matters.task_event e left join identity.agency a on a.id = e.agency_id
		where e.task_id = ${task} order by e.n desc`.execute(tx)
	return rows.map(({ what, post, en, zh, code, at }) => ({
		what,
		post,
		agencyName: en === null || zh === null ? null : { en, zh },
		code,
		at: at.toISOString(),
	}))
}
