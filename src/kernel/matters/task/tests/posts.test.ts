import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import type { Who } from '#kernel/who.ts'
import { findTaskSubject } from '../subject.ts'
import { drawing, end, ways } from './drawn.ts'
import { openTasksWorld, type TasksWorld } from './tasks-world.ts'

/** Every post of the demo against every act, in every situation a task can be in: the rules as told, written once more. */

let w: TasksWorld
let people: readonly Who[]
let crew: { he: Who; chen: Who; xu: Who }
beforeAll(async () => {
	w = await openTasksWorld()
	const named = async (code: string) => w.who(code, 'officer')
	crew = { he: await named('he-pingan'), chen: await named('chen-wanghai'), xu: await named('xu-anlan') }
	people = [...w.world.people, ...Object.values(crew)].map((who) => ({ ...who, until: null }))
}, 300_000)
afterAll(() => w?.close())

type Situation = {
	readonly holder?: Who
	readonly familiar?: Who
	readonly delegator?: Who
	readonly eyes?: Who
	readonly apart?: Who
	readonly duty?: string
	readonly acted?: boolean
	readonly over?: boolean
}

const acts = [
	'take',
	'give-back',
	'allocate',
	'delegate',
	'take-back',
	'escalate',
	'complete',
	'decide',
	'fail',
] as const
type Act = (typeof acts)[number]

const leads = (who: Who) => ['shift_leader', 'station_chief', 'commander'].includes(who.postKind)
const low = (who: Who) => who.tier === 'station' || who.tier === 'county'
const over = (who: Who, agency: string) => who.bureau === agency || who.below.includes(agency)

/** What should come of it: `hidden`, `done`, or the rule. The task is an officer's, at Old Town, of a matter of Old Town. */
function told(who: Who, act: Act, s: Situation, oldTown: string): string {
	const own = who.postKind === 'officer' && (who.agency === oldTown || who.bureau === oldTown)
	const hasDuty =
		s.duty !== undefined && s.duty === who.bureau && (who.postKind === 'commander' || who.postKind === 'station_chief')
	const mayKnow = low(who) && over(who, oldTown) && who.postKind !== 'administrator'
	if (!own && !mayKnow && !hasDuty) return 'hidden'
	if (s.over === true) return 'M146'
	const holds = s.holder?.post === who.post
	if (act === 'take' && s.holder !== undefined) return 'M136'
	if (act === 'take' && s.familiar !== undefined && s.familiar.post !== who.post) return 'M137'
	const ends = act === 'take' || act === 'complete' || act === 'decide'
	if (ends && s.eyes?.person === who.person) return 'M144'
	if (ends && s.apart?.person === who.person) return 'M145'
	if (s.acted === true && (act === 'complete' || act === 'decide' || act === 'fail')) return 'M147'
	const granted: Readonly<Record<Act, boolean>> = {
		take: own,
		'give-back': holds || s.familiar?.post === who.post,
		allocate: (leads(who) && over(who, oldTown)) || hasDuty,
		delegate: holds,
		'take-back': s.delegator?.post === who.post,
		escalate: (s.duty === undefined && who.bureau === oldTown && (own || leads(who))) || hasDuty,
		complete: holds,
		decide: hasDuty,
		fail: holds,
	}
	return granted[act] ? 'done' : 'S1'
}

/** What the powers say of the row as it stands. */
function said(subject: Subject, who: Who, act: Act): string {
	const context = { now: Math.floor(w.now().getTime() / 1000), purpose: false }
	if (!powersInUse().decide(who, 'matters.task.see', subject, context).allowed) return 'hidden'
	const { allowed, rules } = powersInUse().decide(who, `matters.task.${act}`, subject, context)
	return allowed ? 'done' : (rules[0] ?? 'S1')
}

async function placed(s: Situation): Promise<string> {
	const bpmn = drawing({ officer: [{ id: 'check' }] }, end + ways('start>check>end'))
	const { id } = await w.row(await w.begin(bpmn), 'check')
	await w.world.store.transact('owner', async (tx) => {
		await sql`update matters.task set holder_post = ${s.holder?.post ?? null}, familiar_post = ${s.familiar?.post ?? null},
			delegator_post = ${s.delegator?.post ?? null}, by_act = ${s.acted === true ? 'command.order.accept' : null},
			duty_id = coalesce(${s.duty ?? null}::uuid, duty_id), escalated_at = ${s.duty === undefined ? null : w.now()}::timestamptz,
			state = ${s.over === true ? 'done' : 'open'}, ended_at = ${s.over === true ? w.now() : null}::timestamptz
			where id = ${id}`.execute(tx)
		for (const why of ['eyes', 'apart'] as const)
			if (s[why] !== undefined)
				await sql`insert into matters.task_bar values (${id}, ${s[why].person}, ${why})`.execute(tx)
	})
	return id
}

it.each<[string, () => Situation]>([
	['offered', () => ({})],
	['taken', () => ({ holder: crew.he })],
	['delegated', () => ({ holder: crew.chen, delegator: crew.he })],
	['kept for the familiar hand', () => ({ familiar: crew.he })],
	['held under four eyes', () => ({ holder: crew.he, eyes: crew.he })],
	['offered, one may not for four eyes', () => ({ eyes: crew.he })],
	['offered, one opened the matter', () => ({ apart: crew.chen })],
	['escalated to the bureau', () => ({ holder: crew.he, duty: w.agency('xigang') })],
	['escalated to the city', () => ({ duty: w.agency('lanjiang') })],
	['escalated to the province', () => ({ holder: crew.xu, duty: w.agency('donglan') })],
	['done by an act of a slice', () => ({ holder: crew.he, acted: true })],
	['over', () => ({ holder: crew.he, over: true })],
	['over and escalated, of a slice', () => ({ holder: crew.he, over: true, acted: true, duty: w.agency('lanjiang') })],
])(
	'M64 to M78 every post against every act: a task %s',
	async (_name, situation) => {
		const s = situation()
		const task = await placed(s)
		const subject = await w.world.store.transact('seawall_app', (tx) => findTaskSubject(tx, task))
		const oldTown = w.agency('xigang-old-town')
		const differ: string[] = []
		const met = new Set<string>()
		for (const who of people)
			for (const act of acts) {
				const [is, should] = [said(subject, who, act), told(who, act, s, oldTown)]
				met.add(should)
				if (is !== should)
					differ.push(`${who.postKind} at ${who.tier} ${who.branch ?? ''}: ${act} ${is}, not ${should}`)
			}
		expect(differ).toEqual([])
		expect(met.size).toBeGreaterThan(1)
	},
	120_000,
)
