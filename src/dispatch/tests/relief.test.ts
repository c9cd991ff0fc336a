import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seeded } from '#kernel/seeded.ts'
import type { Who } from '#kernel/who.ts'
import {
	beginWatch,
	closeIncident,
	countersignRelief,
	disposeIncident,
	endWatch,
	hangUpCall,
	offerRelief,
	openIncident,
	reopenIncident,
	ringCall,
	showIncident,
	showWatch,
	transferCall,
	withdrawRelief,
} from '../contract.ts'
import { city, county, oldTown, openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
let tao: Who
let lin: Who
let shen: Who
let jiang: Who
beforeAll(async () => {
	stage = await openStage()
	tao = stage.desk
	lin = await stage.as('lin-tingchao', 'dispatcher')
	shen = await stage.as('shen-jinghai', 'shift_leader')
	jiang = await stage.as('jiang-wanqing', 'commander')
}, 180_000)
afterAll(() => stage?.close())
/** Each test begins with an unwatched desk; the database's owner alone can leave it so. */
afterEach(() =>
	stage.store.transact('owner', async (tx) => {
		await sql`delete from dispatch.held`.execute(tx)
		await sql`update dispatch.relief set ended = 'withdrawn', ended_at = at where ended is null`.execute(tx)
		await sql`update dispatch.watch set until_at = from_at where until_at is null`.execute(tx)
	}),
)

const seen = (who: Who) => stage.look(showWatch, who, {})
async function mine(who: Who) {
	const { watch } = await seen(who)
	if (watch === null) throw new Error('stands no watch')
	return watch
}
/** One takes over from another, who leaves. */
async function relieve(from: Who, to: Who) {
	const watch = await mine(from)
	const offered = await stage.act(offerRelief, from, { watch: watch.id, version: watch.version, to: to.post })
	const shown = (await seen(to)).reliefs.find((one) => one.id === offered.relief)
	return stage.act(countersignRelief, to, {
		relief: offered.relief,
		version: offered.version,
		seen: shown?.sha256 ?? '',
	})
}
async function end(incident: string, who = tao) {
	const { version } = await stage.look(showIncident, who, { incident })
	const disposed = await stage.act(disposeIncident, who, { incident, version, disposition: 'advised' })
	return stage.act(closeIncident, who, { incident, version: disposed.version })
}
const holderOf = async (incident: string) => {
	const { rows } = await sql<{ person: string }>`select w.person_id as person from dispatch.held h
		join dispatch.watch w on w.id = h.watch_id where h.incident_id = ${incident} and w.until_at is null`.execute(
		stage.store.db,
	)
	return rows.map((row) => row.person)
}
/** D211. What must never be: an open incident of a desk on watch that no watch of its desks holds, or an ended one held. */
async function faults(): Promise<readonly string[]> {
	const { rows } = await sql<{ fault: string }>`
		select 'held by nobody: ' || i.number as fault from dispatch.incident i where not i.closed
			and not exists (select from dispatch.held h join dispatch.watch w on w.id = h.watch_id and w.until_at is null
				join dispatch.desks_of(i.agency_id, i.desk_id) d on d.desk = w.agency_id where h.incident_id = i.id)
			and exists (select from dispatch.desks_of(i.agency_id, i.desk_id) d
				join dispatch.watch w on w.agency_id = d.desk and w.until_at is null)
		union all select 'held though ended: ' || i.number from dispatch.held h join dispatch.incident i on i.id = h.incident_id
			where i.closed
		union all select 'without a desk: ' || i.number from dispatch.incident i where i.desk_id is null and not i.closed
		union all select 'held by a watch that ended' from dispatch.held h join dispatch.watch w on w.id = h.watch_id
			where w.until_at is not null`.execute(stage.store.db)
	return rows.map((row) => row.fault)
}

test('D210, D211 the first watch takes all that is open, and what comes is held by who opened it', async () => {
	const before = await stage.incident()
	expect(await holderOf(before.incident)).toEqual([])
	await stage.act(beginWatch, tao, {})
	expect(await holderOf(before.incident)).toEqual([tao.person])
	expect(await refusalOf(stage.act(beginWatch, tao, {}))).toMatchObject({ code: 'already', rule: 'D210' })
	await stage.act(beginWatch, lin, {})
	const taken = await stage.incident()
	expect(await holderOf(taken.incident)).toEqual([tao.person])
	const own = await stage.act(openIncident, lin, {
		agency: county,
		type: 'noise',
		place: { words: 'as said', address: stage.address().id },
	})
	expect(await holderOf(own.incident)).toEqual([lin.person])
	await end(own.incident)
	expect(await holderOf(own.incident)).toEqual([])
	expect(await faults()).toEqual([])
})

test('D212 a watch with open incidents is not signed off, whoever writes; an empty one is', async () => {
	await stage.act(beginWatch, tao, {})
	const open = await stage.incident()
	const watch = await mine(tao)
	const no = await refusalOf(stage.act(endWatch, tao, { watch: watch.id, version: watch.version }))
	expect(no).toMatchObject({ code: 'wrong_state', rule: 'D212' })
	await expect(
		stage.store.transact('seawall_app', (tx) =>
			sql`update dispatch.watch set until_at = now() where id = ${watch.id}`.execute(tx),
		),
	).rejects.toThrow(/holds an open incident/)
	expect(await holderOf(open.incident)).toEqual([tao.person])
	await stage.act(beginWatch, lin, {})
	const empty = await mine(lin)
	expect(empty.lines.filter((line) => line.kind === 'incident')).toEqual([])
	await stage.act(endWatch, lin, { watch: empty.id, version: empty.version })
	expect((await seen(lin)).watch).toBeNull()
})

test('D213 a successor of that desk, another person, one relief at a time, taken back until signed', async () => {
	await stage.act(beginWatch, tao, {})
	await stage.incident()
	const { id: watch, version } = await mine(tao)
	for (const to of [tao.post, stage.taker.post, (await stage.as('bai-haosheng')).post])
		expect(await refusalOf(stage.act(offerRelief, tao, { watch, version, to }))).toMatchObject({
			rule: 'D213',
			field: 'to',
		})
	expect((await seen(tao)).successors.map((one) => one.post)).not.toContain(stage.taker.post)
	const offered = await stage.act(offerRelief, tao, { watch, version, to: lin.post })
	expect(await refusalOf(stage.act(offerRelief, tao, { watch, version, to: shen.post }))).toMatchObject({
		code: 'already',
		rule: 'D213',
	})
	const list = (await seen(lin)).reliefs[0]
	expect(list).toMatchObject({ id: offered.relief, side: 'successor' })
	const sign = { relief: offered.relief, version: 1, seen: list?.sha256 ?? '' }
	// Neither who leaves nor a third one signs.
	expect((await refusalOf(stage.act(countersignRelief, tao, sign))).code).toBe('not_permitted')
	expect((await refusalOf(stage.act(countersignRelief, shen, sign))).code).toBe('not_permitted')
	await stage.act(withdrawRelief, tao, { relief: offered.relief, version: 1 })
	expect(await refusalOf(stage.act(countersignRelief, lin, { ...sign, version: 2 }))).toMatchObject({ rule: 'D213' })
	expect((await mine(tao)).id).toBe(watch)
})

test('D214, D215 the list as shown is signed for; all of it passes in one act and stays in the record', async () => {
	await stage.act(beginWatch, tao, {})
	const open = await stage.incident()
	const rang = await stage.act(ringCall, stage.taker, { agency: county, number: '13800001111', line: '110-2' })
	await stage.act(hangUpCall, stage.taker, { call: rang.call, version: rang.version })
	const watch = await mine(tao)
	expect(watch.lines).toContainEqual(expect.objectContaining({ kind: 'incident', id: open.incident }))
	expect(watch.lines).toContainEqual(expect.objectContaining({ kind: 'call_back', id: rang.call }))
	expect(JSON.stringify(watch.lines)).not.toMatch(/13800001111|陶行舟|Old 1\d/)
	const offered = await stage.act(offerRelief, tao, { watch: watch.id, version: watch.version, to: lin.post })
	const late = await stage.incident()
	const stale = await refusalOf(
		stage.act(countersignRelief, lin, { relief: offered.relief, version: 1, seen: watch.sha256 }),
	)
	expect(stale).toMatchObject({ code: 'overtaken', rule: 'D215' })
	const shown = (await seen(lin)).reliefs[0]
	const signed = await stage.act(countersignRelief, lin, {
		relief: offered.relief,
		version: 1,
		seen: shown?.sha256 ?? '',
	})
	expect(signed.items).toBe(shown?.lines.length)
	for (const { incident } of [open, late]) expect(await holderOf(incident)).toEqual([lin.person])
	expect((await seen(tao)).watch).toBeNull()
	const { rows } = await sql<{ items: { kind: string; id: string }[]; sha256: string }>`
		select items, sha256 from dispatch.relief where id = ${offered.relief}`.execute(stage.store.db)
	expect(rows[0]?.sha256).toBe(shown?.sha256)
	expect(rows[0]?.items.map((one) => one.id)).toEqual(expect.arrayContaining([open.incident, late.incident, rang.call]))
	expect(await faults()).toEqual([])
})

test('D218 welfare checks, overdue promises and unconfirmed hand-ons are listed, signed for and frozen too', async () => {
	await stage.act(beginWatch, tao, {})
	const there = await stage.onScene('fight')
	const waits = await stage.incident('noise')
	const soon = await stage.incident('noise')
	const told = await stage.call('other')
	const handed = await stage.act(transferCall, stage.taker, {
		call: told.call,
		version: told.version,
		to: 'fire_119',
		words: 'Smoke from a bin.',
	})
	const kinds = async () => (await mine(tao)).lines.map(({ kind, opens }) => `${kind} ${opens?.id}`)
	expect(await kinds()).toContain(`welfare ${there.incident}`)
	expect(await kinds()).toContain(`handed_on ${handed.call}`)
	// What is promised and not yet due is its incident's line alone.
	expect(await kinds()).not.toContain(`promise ${waits.incident}`)
	await sql`update matters.timer set due_at = set_at + interval '1 millisecond' where matter_id = ${waits.incident}
		and kind = 'dispatch'`.execute(stage.store.db)
	expect(await kinds()).toContain(`promise ${waits.incident}`)
	// A check nobody answered is late, once.
	await sql`insert into dispatch.welfare (incident_id, level, asked_at) values (${there.incident}, 'desk', now())`.execute(
		stage.store.db,
	)
	const watch = await mine(tao)
	const check = watch.lines.filter((line) => line.kind === 'welfare' && line.id === there.incident)
	expect(check.map((line) => Date.parse(line.due ?? '') <= Date.now())).toEqual([true])
	expect(watch.lines.find((line) => line.opens?.id === waits.incident && line.kind === 'promise')?.en).toMatch(
		/: help on the way$/,
	)
	const offered = await stage.act(offerRelief, tao, { watch: watch.id, version: watch.version, to: lin.post })
	const list = await seen(lin)
	const shown = list.reliefs.find((one) => one.id === offered.relief)
	const sign = { relief: offered.relief, version: 1, seen: shown?.sha256 ?? '' }
	// What falls due while the list is read makes no other list; by the clock of the signing it would be one.
	await sql`update matters.timer set due_at = ${new Date(Date.parse(list.at) + 1)} where matter_id = ${soon.incident}
		and kind = 'dispatch'`.execute(stage.store.db)
	expect((await refusalOf(stage.act(countersignRelief, lin, sign))).rule).toBe('D215')
	await stage.act(countersignRelief, lin, { ...sign, at: list.at })
	const { rows } = await sql<{ items: { kind: string; id: string }[] }>`
		select items from dispatch.relief where id = ${offered.relief}`.execute(stage.store.db)
	expect(rows[0]?.items.map((one) => one.kind)).toEqual(
		expect.arrayContaining(['incident', 'welfare', 'promise', 'handed_on']),
	)
	await sql`delete from dispatch.welfare where incident_id = ${there.incident}`.execute(stage.store.db)
	for (const { incident } of [waits, soon]) await end(incident, lin)
	await stage.freeUnits()
})

test('D217 the commander has relieved who is gone; a dispatcher does not relieve another', async () => {
	await stage.act(beginWatch, tao, {})
	await stage.incident()
	const watch = await mine(tao)
	const offer = { watch: watch.id, version: watch.version, to: lin.post }
	expect((await refusalOf(stage.act(offerRelief, lin, offer))).code).toBe('not_found')
	expect((await seen(jiang)).others.map((one) => one.id)).toContain(watch.id)
	const offered = await stage.act(offerRelief, jiang, offer)
	const shown = (await seen(lin)).reliefs.find((one) => one.id === offered.relief)
	await stage.act(countersignRelief, lin, { relief: offered.relief, version: 1, seen: shown?.sha256 ?? '' })
	expect((await mine(lin)).lines.length).toBeGreaterThan(0)
})

test('D211, D41 an incident that comes to answer elsewhere leaves the watch, and comes back to it', async () => {
	await stage.act(beginWatch, tao, {})
	const { incident } = await stage.incident()
	const move = (to: string) =>
		stage.store.transact('seawall_app', (tx) =>
			sql`update dispatch.incident set agency_id = ${to} where id = ${incident}`.execute(tx),
		)
	await move(city)
	expect(await holderOf(incident)).toEqual([])
	expect(await faults()).toEqual([])
	await move(oldTown)
	expect(await holderOf(incident)).toEqual([tao.person])
	await end(incident)
})

test('D211 over random sequences no open incident is ever without a desk', { timeout: 240_000 }, async () => {
	const random = seeded(4711)
	const pick = <T>(from: readonly T[]): T => {
		const one = from[Math.floor(random() * from.length)]
		if (one === undefined) throw new Error('nothing to pick from')
		return one
	}
	const open: string[] = []
	const ended: string[] = []
	const people = [tao, lin, shen]
	let refused = 0
	const may = async (work: () => Promise<unknown>) => {
		try {
			await work()
		} catch (error) {
			if (!(error instanceof Error) || error.constructor.name !== 'Refusal') throw error
			refused += 1
		}
	}
	const steps: Record<string, () => Promise<unknown>> = {
		open: async () => open.push((await stage.incident()).incident),
		own: async () =>
			open.push(
				(
					await stage.act(openIncident, pick(people), {
						agency: county,
						type: 'noise',
						place: { words: 'as said', address: stage.address().id },
					})
				).incident,
			),
		end: async () => {
			if (open.length > 0) ended.push(...open.splice(Math.floor(random() * open.length), 1))
			const last = ended.at(-1)
			if (last !== undefined) await may(() => end(last))
		},
		reopen: async () => {
			const incident = ended.pop()
			if (incident === undefined) return
			open.push(incident)
			const { version } = await stage.look(showIncident, tao, { incident })
			await may(() => stage.act(reopenIncident, tao, { incident, version, reason: 'goes on' }))
		},
		begin: () => may(() => stage.act(beginWatch, pick(people), {})),
		signOff: () =>
			may(async () => {
				const who = pick(people)
				const { watch } = await seen(who)
				if (watch !== null) await stage.act(endWatch, who, { watch: watch.id, version: watch.version })
			}),
		relieve: () =>
			may(async () => {
				const from = pick(people)
				if ((await seen(from)).watch !== null) await relieve(from, pick(people))
			}),
	}
	const names = Object.keys(steps)
	for (let n = 0; n < 80; n += 1) {
		const name = pick(names)
		await steps[name]?.()
		expect(await faults(), `after ${n}: ${name}`).toEqual([])
	}
	// The sequences did meet refusals, and did hold something.
	expect(refused).toBeGreaterThan(3)
	expect(open.length).toBeGreaterThan(3)
	for (const who of people) {
		const watch = (await seen(who)).watch
		if (watch !== null)
			for (const line of watch.lines) if (open.includes(line.id)) expect(await holderOf(line.id)).toEqual([who.person])
	}
})
