import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { nobody, system, type Who } from '#kernel/who.ts'
import { acceptOrder, addEvidence, enterVoiceOrder, handInOrder, refuseOrder } from '../contract.ts'
import { orderActs } from '../order-acts.ts'
import { orderViews } from '../order-views.ts'
import { needOrder, orderSubject } from '../store/order.ts'
import { bookSubject } from '../store/order-book.ts'
import { ordersFor } from '../store/order-rows.ts'
import {
	agency,
	lanjiang,
	northgate,
	oldTown,
	openOrderStage,
	type OrderStage,
	quayside,
	sheetOf,
	xigang,
} from './order-stage.ts'

let stage: OrderStage
/** Orders of the county to the old town's station, by where they stand; and one to a post, checked by the city. */
let given: string
let refused: string
let toCheck: string
let spoken: string
let drawn: string
let toPost: string
beforeAll(async () => {
	stage = await openOrderStage()
	const { county, oldTown: chief } = stage.people
	given = (await stage.given()).order
	refused = (await stage.given()).order
	await stage.act(refuseOrder, chief, { order: refused, version: 1, rule: 'r', reason: 'x' })
	toCheck = (await stage.given()).order
	await stage.act(acceptOrder, chief, { order: toCheck, version: 1 })
	await stage.act(addEvidence, chief, { order: toCheck, evidence: newId(), item: 1, words: 'x' })
	await stage.act(handInOrder, chief, { order: toCheck, version: 2 })
	spoken = newId()
	await stage.act(enterVoiceOrder, county, {
		agency: xigang,
		giver: xigang,
		orders: [{ order: spoken, to: oldTown }],
		spokenAt: stage.clock().toISOString(),
		...sheetOf(stage.clock()),
	})
	drawn = (await stage.given()).order
	await stage.store.transact('owner', async (tx) => {
		await sql`insert into command.order_party (order_id, agency_id, role) values (${drawn}, ${quayside}, 'lot')`.execute(
			tx,
		)
	})
	toPost = (
		await stage.given({
			orders: [{ order: newId(), to: agency('xigang-command'), post: 'dispatcher' }],
			checker: { agency: lanjiang },
		})
	).order
}, 180_000)
afterAll(() => stage?.close())

const now = 1_800_000_000
const context = { now, purpose: false, side: 'giver' }

const subjects = new Map<string, Subject>()

async function mayOn(order: string, action: string, who: Who): Promise<boolean> {
	const known = subjects.get(order)
	const subject = known ?? orderSubject(await stage.store.transact('seawall_app', (tx) => needOrder(tx, order, 'read')))
	subjects.set(order, subject)
	return stage.spine.powers.decide(who, action, subject, context).allowed
}

/** Post and agency of those who may, written by hand from RULES.md: `commander@xigang` is the post at the bureau or a branch. */
type May = Readonly<Record<string, readonly string[]>>

const bureauOf = new Map<string, string>()
const placeOf = (who: Who): string => bureauOf.get(who.bureau) ?? who.bureau
const nameOf = (who: Who): string => `${who.postKind}@${placeOf(who)}`

const head = ['commander@xigang']
const chief = ['station_chief@old']
const county = { see: [...head, ...chief, 'officer@old'] }

const mayGiven: May = {
	'command.order.see': county.see,
	'command.order.show': county.see,
	'command.order.tree': county.see,
	'command.order.accept': chief,
	'command.order.question': chief,
	'command.order.refuse': chief,
	'command.order.hand-in': chief,
	'command.order.break-down': chief,
	'command.order.add-evidence': [...chief, 'officer@old'],
	'command.order.answer': head,
	'command.order.withdraw': head,
	'command.order.supersede': head,
	'command.order.check': [...head, 'shift_leader@xigang'],
	'command.order.decide-refusal': ['commander@city'],
	'command.order.confirm': [],
	'command.order.dispute': [],
	'command.order.recheck': [],
	'command.order.draw-lot': [],
}

/** What differs from `mayGiven` where an order stands elsewhere. */
const above = [...county.see, 'shift_leader@xigang']
const others = (): readonly { readonly order: string; readonly may: May }[] => [
	{
		order: refused,
		may: {
			...seen([
				...above,
				'commander@city',
				'integrity_inspector@city',
				'integrity_inspector@xigang',
				'integrity_inspector@province',
			]),
			'command.order.withdraw': [],
			'command.order.supersede': [],
		},
	},
	{ order: spoken, may: { ...seen(above), 'command.order.confirm': chief, 'command.order.dispute': chief } },
	{
		order: drawn,
		may: {
			'command.order.see': [...above, 'station_chief@quay', 'officer@quay'],
			'command.order.show': [...above, 'station_chief@quay', 'officer@quay'],
			'command.order.recheck': ['station_chief@quay', 'officer@quay'],
		},
	},
	{
		order: toPost,
		may: {
			...seen(['commander@xigang', 'dispatcher@xigang', 'commander@city']),
			...Object.fromEntries(
				['accept', 'question', 'refuse', 'hand-in', 'add-evidence'].map((verb) => [
					`command.order.${verb}`,
					['dispatcher@xigang'],
				]),
			),
			'command.order.break-down': [],
			'command.order.check': ['commander@city'],
		},
	},
]
const seen = (who: readonly string[]): May => ({
	'command.order.see': who,
	'command.order.show': who,
	'command.order.tree': who,
})

const actions = [
	...new Set([
		'command.order.see',
		...[...orderActs, ...orderViews]
			.map((each) => each.declaration)
			.filter((declared) => declared.resource.type === 'Order')
			.map((declared) => declared.name),
	]),
]

it('K110 to K144 every post against every act, on orders that stand in different places', async () => {
	bureauOf.set(xigang, 'xigang').set(oldTown, 'old').set(quayside, 'quay').set(northgate, 'north')
	bureauOf.set(lanjiang, 'city').set(agency('donglan'), 'province')
	const base: May = { ...mayGiven, ...seen(above) }
	expect(Object.keys(base).toSorted()).toEqual(actions.toSorted())
	const faults: string[] = []
	for (const { order, may } of [{ order: given, may: {} as May }, ...others()])
		for (const action of actions)
			for (const who of stage.everyone) {
				const expected = (may[action] ?? base[action] ?? []).includes(nameOf(who))
				if ((await mayOn(order, action, who)) !== expected)
					faults.push(`${action} by ${nameOf(who)} in ${order}: ${String(!expected)}`)
			}
	expect(faults).toEqual([])
}, 120_000)

it('K133 the clock draws lots and does nothing else; who is not signed in does nothing', async () => {
	for (const action of actions) {
		expect(await mayOn(given, action, system), action).toBe(
			['command.order.see', 'command.order.draw-lot'].includes(action),
		)
		expect(await mayOn(given, action, nobody), action).toBe(false)
	}
})

it('K140 who did it does not check it, whatever post they hold', async () => {
	const { county: commander, oldTown: doer } = stage.people
	expect(await mayOn(toCheck, 'command.order.check', commander)).toBe(true)
	const promoted = { ...commander, person: doer.person }
	expect(await mayOn(toCheck, 'command.order.check', promoted)).toBe(false)
})

it('K110 K111 K112 K113 the book: who gives, who enters a voice order', () => {
	const may = (who: Who, action: string, of: string, side = 'giver') =>
		stage.spine.powers.decide(who, action, bookSubject(of), { ...context, side }).allowed
	const expectOnly = (action: string, of: string, side: string, who: readonly string[]) =>
		expect(
			[...new Set(stage.everyone.filter((each) => may(each, action, of, side)).map(nameOf))].toSorted(),
			`${action} ${side}`,
		).toEqual([...who].toSorted())
	expectOnly('command.order.give', xigang, 'giver', ['commander@xigang'])
	expectOnly('command.order.give', oldTown, 'giver', ['station_chief@old'])
	expectOnly('command.order.plan', oldTown, 'giver', ['station_chief@old'])
	expectOnly('command.order.enter-voice', xigang, 'giver', ['commander@xigang'])
	expectOnly('command.order.enter-voice', oldTown, 'recipient', ['station_chief@old', 'officer@old'])
	expectOnly('command.order.list', quayside, 'giver', ['auxiliary_officer@quay', 'officer@quay', 'station_chief@quay'])
})

it('K37 a list and a single decision agree for everyone', async () => {
	const all = [given, refused, toCheck, spoken, drawn, toPost]
	for (const who of stage.everyone) {
		const listed = await stage.store.transact('seawall_app', async (tx) => {
			const { rows } = await sql<{
				id: string
			}>`select s.id from ${filteredRows(ordersFor(who, new Date(now * 1000)), 's')}`.execute(tx)
			return rows.map((row) => row.id).toSorted()
		})
		const decided: string[] = []
		for (const order of all) if (await mayOn(order, 'command.order.see', who)) decided.push(order)
		expect(listed, nameOf(who)).toEqual(decided.toSorted())
	}
})
