import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Who } from '#kernel/who.ts'
import { completeTask, proposePlan, runPlan, signPlan, takeTask } from '../contract.ts'
import { beginProcess, openTasks } from '../process/api.ts'
import { drawing, end, ways } from '../task/tests/drawn.ts'
import { county, openPublishing, type PublishingStage, station } from './publishing-stage.ts'

let stage: PublishingStage
let by: { draws: Who; reviews: Who; publishes: Who }
beforeAll(async () => {
	stage = await openPublishing()
	by = {
		draws: await stage.as('dai-guanlan'),
		reviews: await stage.as('lu-heping'),
		publishes: await stage.as('jiang-wanqing', 'commander'),
	}
}, 180_000)
afterAll(() => stage.close())

const name = 'own.places'
const flow = (check: string, note: string) =>
	ways('start>visit>end', `start>${check}>end`, 'start>weigh>end', `start>${note}>sign>end`) + end

async function publish(lanes: Parameters<typeof drawing>[0], check: string, note: string): Promise<string> {
	return (await stage.publish('drawing', name, drawing(lanes, flow(check, note)), by)).version
}

type Row = { id: string; post: string; agency: string; duty: string; held: boolean; version: number; name: string }
async function taskAt(matter: string, element: string): Promise<Row> {
	const open = (await stage.store.transact('seawall_app', (tx) => openTasks(tx, matter))).find(
		(one) => one.element === element,
	)
	const { rows } =
		await sql<Row>`select id, post, agency_id as agency, duty_id as duty, holder_post is not null as held,
		version, name from matters.task where instance_id = ${matter}::uuid and wait = ${open?.wait ?? 0}`.execute(
			stage.store.db,
		)
	const [row] = rows
	if (row === undefined) throw new Error(`no task ${element}`)
	return row
}

const eventsOf = async (task: string) =>
	(
		await sql<{ what: string }>`select what from matters.task_event where task_id = ${task}::uuid order by n`.execute(
			stage.store.db,
		)
	).rows.map((row) => row.what)

it('M98 a moved task is its new lane’s: who has it keeps it only while their post is that one, and why is entered', {
	timeout: 60_000,
}, async () => {
	const officer = await stage.as('he-pingan', 'officer')
	const from = await publish(
		{ officer: [{ id: 'visit' }, { id: 'check' }, { id: 'weigh' }, { id: 'note' }, { id: 'sign' }] },
		'check',
		'note',
	)
	const { matter } = await stage.store.transact('seawall_app', (tx) =>
		beginProcess({ tx, now: stage.spine.clock() }, { kind: 'places', process: name, agency: station, data: {} }),
	)
	for (const element of ['visit', 'check', 'note', 'sign']) {
		const { id: task, version } = await taskAt(matter, element)
		await stage.act(takeTask, officer, { task, version })
		if (element === 'note') await stage.act(completeTask, officer, { task, version: version + 1 })
	}
	const to = await publish(
		{
			officer: [{ id: 'visit' }, { id: 'noted' }, { id: 'sign', marks: 'seawall:eyes="noted"' }],
			station_chief: [{ id: 'approve' }],
			'officer@bureau': [{ id: 'weigh' }],
		},
		'approve',
		'noted',
	)
	const elements = { check: 'approve', note: 'noted' }
	const plan = { name, from, to, elements, reason: 'The chief approves from now on.' }
	const { id, moves } = await stage.act(proposePlan, by.draws, plan)
	expect(moves).toBe(1)
	await stage.act(signPlan, by.reviews, { id, ground: 'Tried; nothing is lost.' })
	await stage.act(runPlan, by.publishes, { id })

	const visit = await taskAt(matter, 'visit')
	expect(visit).toMatchObject({ post: 'officer', agency: station, held: true })
	expect(await eventsOf(visit.id)).toEqual(['offered', 'taken'])
	const approve = await taskAt(matter, 'approve')
	expect(approve).toMatchObject({ post: 'station_chief', agency: station, duty: station, held: false })
	expect(approve.name).toContain('approve')
	expect(await eventsOf(approve.id)).toEqual(['offered', 'taken', 'moved', 'offered'])
	expect(await taskAt(matter, 'weigh')).toMatchObject({ post: 'officer', agency: county, duty: county, held: false })
	// What the same officer did before the move is checked by this one now.
	const sign = await taskAt(matter, 'sign')
	expect(sign).toMatchObject({ post: 'officer', agency: station, held: false })
	expect(await eventsOf(sign.id)).toEqual(['offered', 'taken', 'barred'])
	const own = await stage.refusal(stage.act(takeTask, officer, { task: sign.id, version: sign.version }))
	expect(own.code).toBe('not_permitted')
	const refused = await stage.refusal(stage.act(takeTask, officer, { task: approve.id, version: approve.version }))
	expect(refused.code).toMatch(/not_permitted|not_found/)
	const chief = await stage.as('zhou-anjie', 'station_chief')
	await stage.act(takeTask, chief, { task: approve.id, version: approve.version })

	const { rows } = await sql<{ fact: string }>`select o.value as fact from ledger.opening o
		where o.name = 'what' and o.value like '%matters.plan.run%'`.execute(stage.store.db)
	const entered = rows.map((row) => row.fact).join('')
	expect(entered).toContain('offered again: who had it does not hold the post')
	expect(entered).toContain(approve.id)
	expect(entered).not.toContain(visit.id)
})
