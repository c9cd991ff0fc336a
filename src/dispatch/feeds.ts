import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system } from '#kernel/who.ts'
import { cotFeed, osmAndQuery, ownTracksMessage, positionBatch, telephonyEvent } from './contract.ts'
import { type GivenFix, takeFixes, unitOfKey } from './positions.ts'
import { fixOfCot } from './trackers/cot.ts'
import { fixOfOsmAnd, fixOfOwnTracks } from './trackers/read.ts'

export type FeedCall = {
	readonly name: string
	readonly source: string
	readonly key: string | null
	readonly body: unknown
}

/** Answers a feed by name; undefined when dispatch has none of that name. @throws Refusal */
export async function dispatchFeed(spine: Spine, call: FeedCall): Promise<unknown> {
	if (call.name === 'telephony') return telephony(spine, call)
	const now = spine.clock().getTime()
	if (call.name === 'positions') return positions(call, now)
	if (call.name === 'owntracks') {
		takeOne(call, fixOfOwnTracks(parsed(ownTracksMessage, knownBody(call))), now)
		return []
	}
	if (call.name === 'osmand') return takeOne(call, fixOfOsmAnd(parsed(osmAndQuery, knownBody(call)), now), now)
	if (call.name === 'cot') return takeOne(call, await fixOfCot(parsed(cotFeed.input, knownBody(call)), now), now)
	return undefined
}

/** D110. The key is asked before anything of the message is read. */
function knownBody(call: FeedCall): unknown {
	unitOf(call)
	return call.body
}

/** D110. One fix, or none when the message tells no place. */
function takeOne(call: FeedCall, fix: GivenFix | null, now: number): { taken: number } {
	if (fix === null) return { taken: 0 }
	takeFixes(unitOf(call), [fix], now)
	return { taken: 1 }
}

function unitOf(call: FeedCall): string {
	const hash = createHash('sha256')
		.update(call.key ?? '')
		.digest('hex')
	const unit = call.key === null ? null : unitOfKey(hash)
	if (unit === null) throw keyRefused()
	return unit
}

/** D1. Each event is an act of the system under a key made from the exchange's reference: sent twice, it happens once. */
async function telephony(spine: Spine, call: FeedCall): Promise<unknown> {
	mustHoldKey(call.key, process.env['SEAWALL_TELEPHONY_KEY'])
	const event = parsed(telephonyEvent, call.body)
	const key = `exchange-${createHash('sha256').update(`${event.agency} ${event.reference} ${event.event}`).digest('hex').slice(0, 40)}`
	if (event.event === 'ring') {
		const { event: _event, ...input } = event
		return perform(spine, { name: 'dispatch.call.ring', input, key, who: system })
	}
	const { rows } = await spine.store.transact('seawall_app', (tx) =>
		sql<{ id: string; version: number; answered: boolean; ended: boolean }>`
		select id, version, answered_at is not null as answered, ended_at is not null as ended from dispatch.call where agency_id = ${event.agency} and reference = ${event.reference}`.execute(
			tx,
		),
	)
	const known = rows[0]
	if (known === undefined) throw notFound('a call of the exchange that never rang')
	// Sent again, or a person was faster: it happened once.
	if (event.event === 'answered' ? known.answered : known.ended)
		return { output: { call: known.id, version: known.version }, already: true }
	return perform(spine, {
		name: event.event === 'answered' ? 'dispatch.call.answer' : 'dispatch.call.hang-up',
		input: { call: known.id, version: known.version, ...(event.at === undefined ? {} : { at: event.at }) },
		key: `${key}-${known.version}`,
		who: system,
	})
}

/** D27. Power was asked when the feed opened; here the key is enough. A batch is taken whole or not at all. */
function positions(call: FeedCall, now: number): { taken: number } {
	const unit = unitOf(call)
	const { fixes } = parsed(positionBatch, call.body)
	takeFixes(
		unit,
		fixes.map((fix) => ({ ...fix, at: Date.parse(fix.at) })),
		now,
	)
	return { taken: fixes.length }
}

function mustHoldKey(given: string | null, wanted: string | undefined): void {
	if (wanted === undefined || wanted.length < 16)
		throw new Refusal('not_available', {
			en: 'No exchange is connected. Set SEAWALL_TELEPHONY_KEY (16 characters or more), or key calls by hand.',
			zh: '未接入电话交换机。请设置 SEAWALL_TELEPHONY_KEY（至少 16 个字符），或手工录入来电。',
		})
	const hash = (value: string) => createHash('sha256').update(value).digest()
	if (given === null || !timingSafeEqual(hash(given), hash(wanted))) throw keyRefused()
}

function keyRefused(): Refusal {
	return new Refusal('not_signed_in', {
		en: 'The key of this feed is missing or over.',
		zh: '数据源密钥缺失或已失效。',
	})
}

function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
	const read = schema.safeParse(body)
	if (read.success) return read.data
	const issue = read.error.issues[0]
	const field = issue?.path.map(String).join('/') ?? ''
	throw new Refusal(
		'invalid',
		{
			en: `${field === '' ? 'The body' : field}: ${issue?.message ?? 'is not as declared'}.`,
			zh: `${field === '' ? '内容' : field}：格式不对。`,
		},
		{ field },
	)
}
