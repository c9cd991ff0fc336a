import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { shown } from './examples.ts'
import { agencyRef } from './shapes.ts'

/** D263 to D269. The price of a plan: what it would have done on past incidents, beside the plan in force. */

export const pricePolicy = z.enum(['closest', 'priority', 'coverage'])
export type PricePolicy = z.output<typeof pricePolicy>
export const pricePlan = z.enum(['in_force', 'draft'])
const hex = z.string().regex(/^[0-9a-f]{64}$/)
const state = z.enum(['asked', 'done', 'stopped', 'failed'])

const measured = z.object({
	incidents: z.int(),
	/** Seconds from when a unit could first be sent until the first is there. */
	meanSeconds: z.number().nullable(),
	p90Seconds: z.number().nullable(),
	/** The mean in which each priority counts twice the next lower. */
	weightedSeconds: z.number().nullable(),
	/** Share there after the on-scene target. */
	lateShare: z.number().nullable(),
	waited: z.int(),
	short: z.int(),
	never: z.int(),
	/** Minutes in which nobody free reached at least half of the area in time; of the whole, the sum of the areas. */
	uncoveredMinutes: z.int(),
	/** Moves made to cover an area again (D290); prices kept before them have none. */
	moves: z.int().optional(),
})
export type PriceMeasured = z.output<typeof measured>

export const priceRun = z.object({
	plan: pricePlan,
	policy: pricePolicy,
	all: measured,
	/** By station's area, as many as there are; `area` null: incidents that lie in none. */
	areas: z.array(measured.extend({ area: agencyRef.nullable() })),
	/** Share of the units' time spent on incidents. */
	load: z.number(),
})
export type PriceRun = z.output<typeof priceRun>

export const priceResult = z.object({
	from: instant,
	until: instant,
	mapVersion: z.string(),
	units: z.int(),
	/** Incidents left out, since they have no point. */
	noPoint: z.int(),
	/** Incidents whose stay was not recorded: the table of stays was taken. */
	noStay: z.int(),
	/** Seconds within which someone free must be there for a point to be covered. */
	coverSeconds: z.number(),
	runs: z.array(priceRun),
	/** What the queueing model says of the plan in force under the nearest unit; null when units cannot keep up. */
	model: z
		.object({ how: z.enum(['exact', 'approximate']), allBusy: z.number(), interArea: z.number(), load: z.number() })
		.nullable(),
})
export type PriceResult = z.output<typeof priceResult>

const priceShown = z.object({
	id,
	agency: agencyRef,
	draft: id.nullable(),
	/** The draft was changed since. */
	old: z.boolean(),
	days: z.int(),
	state,
	askedAt: instant,
	askedBy: z.object({ post: z.string(), agency: agencyRef }),
	endedAt: instant.nullable(),
	/** 0 to 1 while it runs here; null otherwise. */
	share: z.number().nullable(),
	fault: z.string().nullable(),
	sha256: hex.nullable(),
	result: priceResult.nullable(),
})
export type PriceShown = z.output<typeof priceShown>

const ids = { price: '0192d3a0-0000-7000-8000-0000000000c1', draft: '0192d3a0-0000-7000-8000-0000000000c2' }
const exampleMeasured = {
	incidents: 412,
	meanSeconds: 268.4,
	p90Seconds: 455,
	weightedSeconds: 221.7,
	lateShare: 0.117,
	waited: 6,
	short: 14,
	never: 0,
	uncoveredMinutes: 96,
	moves: 31,
}
const exampleResult: PriceResult = {
	from: shown.at,
	until: shown.at,
	mapVersion: 'demo-1',
	units: 24,
	noPoint: 0,
	noStay: 3,
	coverSeconds: 420,
	runs: [
		{
			plan: 'in_force',
			policy: 'closest',
			all: exampleMeasured,
			areas: [{ ...exampleMeasured, area: shown.agency }],
			load: 0.31,
		},
	],
	model: { how: 'approximate', allBusy: 0.0004, interArea: 0.21, load: 0.3 },
}
const exampleRow = {
	id: ids.price,
	agency: shown.bureauRef,
	draft: null,
	old: false,
	days: 30,
	state: 'done' as const,
	askedAt: shown.at,
	askedBy: { post: 'commander', agency: shown.bureauRef },
	endedAt: shown.at,
	share: null,
	fault: null,
	sha256: '3f'.repeat(32),
}

/** D267. Asks for the price of the plan in force, or of a drafted one beside it. It is worked out aside; ask again to see. */
export const askPrice = act({
	name: 'dispatch.price.ask',
	summary: { en: 'Work out what a response plan would have done', zh: '测算派警预案' },
	resource: deskResource,
	input: z.strictObject({
		/** The bureau whose incidents are met again. */
		agency: id,
		/** A draft of the table `dispatch.response-plan`. */
		draft: id.optional(),
		days: z.int().min(1).max(366).default(30),
	}),
	output: z.object({ price: id, state }),
	purpose: 'none',
	personal: [],
	example: { input: { agency: shown.bureau, days: 30 }, output: { price: ids.price, state: 'asked' } },
})

export const stopPrice = act({
	name: 'dispatch.price.stop',
	summary: { en: 'Stop working a price out', zh: '停止测算' },
	resource: deskResource,
	input: z.strictObject({ price: id }),
	output: z.object({ price: id, state }),
	purpose: 'none',
	personal: [],
	example: { input: { price: ids.price }, output: { price: ids.price, state: 'stopped' } },
})

/** D266. The system enters what it worked out. */
export const keepPrice = act({
	name: 'dispatch.price.keep',
	summary: { en: 'Keep what a plan would have done', zh: '保存测算结果' },
	resource: deskResource,
	input: z.strictObject({
		price: id,
		/** One of the two. */
		result: priceResult.optional(),
		fault: text(500).optional(),
	}),
	output: z.object({ price: id, state, sha256: hex.nullable() }),
	purpose: 'none',
	personal: [],
	long: true,
	example: {
		input: { price: ids.price, result: exampleResult },
		output: { price: ids.price, state: 'done', sha256: '3f'.repeat(32) },
	},
})

export const showPrice = view({
	name: 'dispatch.price.show',
	summary: { en: 'What a response plan would have done', zh: '派警预案测算结果' },
	resource: deskResource,
	input: z.strictObject({ price: id }),
	output: priceShown,
	purpose: 'none',
	looks: 'open',
	example: { input: { price: ids.price }, output: { ...exampleRow, result: exampleResult } },
})

/** The newest first, without their results. */
export const listPrices = view({
	name: 'dispatch.price.list',
	summary: { en: 'Prices of response plans', zh: '派警预案测算列表' },
	resource: deskResource,
	input: z.strictObject({ draft: id.optional() }),
	output: z.object({ rows: z.array(priceShown.omit({ result: true })) }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { draft: ids.draft },
		output: { rows: [exampleRow] },
	},
})
