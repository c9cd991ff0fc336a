import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system } from '#kernel/who.ts'
import { bankKeys } from './bank-keys.ts'
import { answersFeed, fetchOrder, fileAnswer, orderDocument, ordersFeed, takeAnswer } from './contract.ts'
import { camt056 } from './rules/camt056.ts'

export type FeedCall = {
	readonly name: string
	readonly source: string
	readonly key: string | null
	readonly body: unknown
}

/** F150. Answers a feed of funds by name; undefined when there is none of that name. @throws Refusal */
export async function fundsFeed(spine: Spine, call: FeedCall): Promise<unknown> {
	if (call.name !== ordersFeed.name && call.name !== answersFeed.name) return undefined
	// The key is asked before anything of the message is read.
	const bank = await bankOf(spine, codeOf(call.key))
	return call.name === ordersFeed.name ? orders(spine, bank, call.body) : answers(spine, bank, call.body)
}

const most = 100

type Order = { id: string; n: number; document: string; sha256: string; signature: string; taken: boolean }

/** Orders for one bank after the last it has. Each is taken once; fetched again it is the same bytes. */
async function orders(spine: Spine, bank: string, body: unknown): Promise<z.output<typeof ordersFeed.output>> {
	const { after } = parsed(ordersFeed.input, body)
	const rows = await spine.store.transact('seawall_app', async (tx) => {
		await sql`insert into funds.bank_heard (bank_id, fetched_at) values (${bank}, ${spine.clock()})
			on conflict (bank_id) do update set fetched_at = greatest(bank_heard.fetched_at, excluded.fetched_at)`.execute(tx)
		const found = await sql<Order>`select id, n::float8 as n, document, sha256, signature, taken_at is not null as taken
			from funds.bank_order where bank_id = ${bank} and n > ${after} order by n limit ${most}`.execute(tx)
		return found.rows
	})
	for (const row of rows)
		if (!row.taken)
			await perform(spine, {
				name: fetchOrder.name,
				input: { bank, order: row.id },
				key: `bank-fetched-${row.id}`,
				who: system,
			})
	return {
		orders: rows.map(({ n, document: text, sha256, signature }) => {
			const document = orderDocument.parse(JSON.parse(text))
			const message = camt056(document, sha256)
			return { n, document, text, sha256, signature, camt056: message.ok ? message.xml : null }
		}),
	}
}

/** F145. The bytes are the key: the same message again is the same act, and happens once. */
async function answers(spine: Spine, bank: string, body: unknown): Promise<z.output<typeof answersFeed.output>> {
	const xml = typeof body === 'string' ? Buffer.from(body) : null
	const told = xml === null ? parsed(answersFeed.input, body) : null
	const sha256 = createHash('sha256')
		.update(xml ?? JSON.stringify(told))
		.digest('hex')
	const key = `bank-answer-${createHash('sha256').update(`${bank} ${sha256}`).digest('hex').slice(0, 40)}`
	if (xml !== null) {
		const input = { bank, file: xml.toString('base64') }
		const done = await perform(spine, { name: fileAnswer.name, input, key, who: system })
		return { answers: fileAnswer.output.parse(done.output).answers }
	}
	const done = await perform(spine, { name: takeAnswer.name, input: { bank, told, sha256 }, key, who: system })
	return { answers: [takeAnswer.output.parse(done.output)] }
}

/** The code of the bank whose key this is, from `SEAWALL_BANK_KEYS` (`GWBK=key XJRC=key`). @throws Refusal */
function codeOf(given: string | null): string {
	const keys = bankKeys(process.env['SEAWALL_BANK_KEYS'])
	if (keys.length === 0)
		throw new Refusal('not_available', {
			en: 'No bank is connected. Set SEAWALL_BANK_KEYS (CODE=key, 16 characters or more each), or work by the sheet.',
			zh: '未接入银行系统。请设置 SEAWALL_BANK_KEYS（代码=密钥，每个至少 16 个字符），或使用指令单人工办理。',
		})
	const hash = (value: string) => createHash('sha256').update(value).digest()
	const asked = hash(given ?? '')
	// Every key is compared, so that time tells nothing.
	const held = keys.filter(({ key }) => timingSafeEqual(hash(key), asked))
	const code = given === null ? undefined : held[0]?.code
	if (code === undefined)
		throw new Refusal('not_signed_in', { en: 'The key of this bank is missing or over.', zh: '银行密钥缺失或已失效。' })
	return code
}

async function bankOf(spine: Spine, code: string): Promise<string> {
	const rows = await spine.store.transact('seawall_app', async (tx) => {
		const found = await sql<{ id: string }>`select id from funds.bank where code = ${code}`.execute(tx)
		return found.rows
	})
	const row = rows[0]
	if (row === undefined)
		throw new Refusal('not_available', { en: 'The directory has no bank of this code.', zh: '银行名录中没有该代码。' })
	return row.id
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
		{ rule: 'F150', field },
	)
}
