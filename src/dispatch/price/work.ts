import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { JobTools, Worker } from '#kernel/jobs/api.ts'
import { draftedTable } from '#kernel/matters/api.ts'
import { type AgencyRef, keepPrice } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { planTable } from '../rules/tables.ts'
import { needPrice } from '../store/price.ts'
import { agencyJson } from '../store/shown.ts'
import { priceFacts } from './facts.ts'
import { resultOf, runTrials, Stopped } from './run.ts'

/** D266, D269. Works out what was asked, aside from the desk; after a restart it begins again. */
export const workPrice: Worker = {
	queue: 'dispatch-price',
	topics: ['dispatch.price.changed'],
	run: async (event, tools) => {
		const { price, state } = event.body
		if (typeof price !== 'string' || state !== 'asked') return
		await workOut(price, tools)
	},
}

/** Longest fault that is kept. */
const faultMost = 500

export async function workOut(price: string, tools: Pick<JobTools, 'read' | 'perform'>): Promise<void> {
	const asked = await tools.read((tx) => needPrice(tx, price, 'read'))
	if (asked.state !== 'asked') return
	try {
		const { facts, set } = await tools.read((tx) => factsFor(tx, asked))
		const found = await runTrials(
			price,
			facts.trials.map(({ trial }) => trial),
		)
		await tools.perform(keepPrice.name, { price, result: resultOf(facts, found, set) })
	} catch (error) {
		if (error instanceof Stopped) return
		// A person who stopped it was faster than the last step.
		if ((await tools.read((tx) => needPrice(tx, price, 'read'))).state !== 'asked') return
		const fault = (error instanceof Error ? error.message : String(error)).slice(0, faultMost)
		await tools.perform(keepPrice.name, { price, fault }, 'fault')
	}
}

async function factsFor(tx: Tx, asked: Awaited<ReturnType<typeof needPrice>>) {
	const map = mapInUse()
	if (map === null) throw new Error('no map is loaded')
	const until = asked.askedAt
	const from = new Date(until.getTime() - asked.days * 86_400_000)
	const drafted = asked.draft === null ? null : await draftedTable(tx, { id: asked.draft, name: planTable }, until)
	if (asked.draft !== null && drafted === null) throw new Error('the draft can no longer be read')
	const facts = await priceFacts(tx, map, { agency: asked.agency, from, until }, drafted?.is ?? null)
	const { rows } = await sql<{ agency: AgencyRef }>`
		select ${agencyJson('a')} as agency from identity.agency a
		join identity.agency_closure c on c.descendant = a.id and c.ancestor = ${asked.agency}`.execute(tx)
	return { facts, set: { from, until, agencies: new Map(rows.map(({ agency }) => [agency.code, agency])) } }
}
