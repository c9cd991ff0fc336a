import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { openMatter, setTimer } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Words } from '#kernel/contract/declare.ts'
import { type ExtentFault, type Proposal, proposeWarning, warningChanged } from '../contract.ts'
import { extentFault, extentOf } from '../rules/extent.ts'
import { issuingOf, namingNumber } from '../rules/issuer.ts'
import { issuerAbove } from '../store/issuer.ts'
import { bookSubject, mustBe, needWarning } from '../store/warning.ts'
import { mustBeTold } from '../telling.ts'

const leastMinutes = 10

/** V1, V3 to V6, V8. Who decides it is found and kept with the row of the table that said so. */
export const performProposeWarning = performs(proposeWarning, {
	load: async (_tx, _input, who) => ({ subject: bookSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, input) => {
		mustFit(input)
		if (input.about !== undefined) await mustBeTold(tx, input.about, who, now)
		if (input.replaces !== undefined) await mustBeInForce(tx, input.replaces, now)
		const { squareMetres } = extentOf(input.area)
		const issuing = issuingOf(input.kind, squareMetres / 1e6)
		const until = new Date(input.until)
		mustEnd(until, now, issuing.mostHours)
		const issuer = await issuerAbove(tx, who.bureau, issuing.tier)
		if (issuer === null) throw nobodyIssues()
		const due = new Date(now.getTime() + issuing.answerMinutes * 60_000)
		const { matter } = await openMatter(tx, { kind: 'warning', process: 'warnings.warning', agency: who.bureau, now })
		await sql`insert into warnings.warning (id, agency_id, proposed_by, issuer_id, issuer_post, rule, most_hours, kind, severity,
				urgency, certainty, response, status, area, square_metres, words_en, words_zh, about_id, replaces_id, proposed_at,
				answer_due_at, until_at)
			values (${matter}, ${who.bureau}, ${who.person}, ${issuer.id}, ${issuing.post}, ${issuing.rule}, ${issuing.mostHours},
				${input.kind}, ${input.severity}, ${input.urgency}, ${input.certainty}, ${input.response}, ${input.status},
				${JSON.stringify(input.area)}::text::jsonb, ${squareMetres}, ${JSON.stringify(input.en)}::text::jsonb,
				${JSON.stringify(input.zh)}::text::jsonb, ${input.about ?? null}, ${input.replaces ?? null}, ${now}, ${due}, ${until})`.execute(
			tx,
		)
		const targetSeconds = issuing.answerMinutes * 60
		await setTimer(tx, { matter, kind: 'warning_answer', targetSeconds, rule: issuing.rule, now })
		const to = { issuer: issuer.id, issuerPost: issuing.post }
		return {
			output: { warning: matter, state: 'proposed' as const, version: 1, ...to, answerDueAt: due.toISOString() },
			fact: { warning: matter, kind: input.kind, ...to, rule: issuing.rule, about: input.about ?? null },
			messages: [{ topic: warningChanged, resource: { type: 'Warning', id: matter }, body: { state: 'proposed' } }],
			matter,
		}
	},
})

const sizes: Readonly<Record<ExtentFault, Words>> = {
	radius: {
		en: 'A warning is never for less than a street block: 100 m around its middle at least.',
		zh: '预警范围不得小于一个街区：圆形半径至少 100 米。',
	},
	area: {
		en: 'A warning is never for less than a street block: 10 000 m² at least.',
		zh: '预警范围不得小于一个街区：面积至少 10 000 平方米。',
	},
	width: {
		en: 'A warning is never for less than a street block: 60 m wide at least.',
		zh: '预警范围不得小于一个街区：宽度至少 60 米。',
	},
	crosses: { en: 'The line around the area crosses itself.', zh: '范围边界自相交叉。' },
	large: { en: 'The area is larger than any deployment.', zh: '范围过大。' },
}

function mustFit(input: Pick<Proposal, 'area' | 'en' | 'zh'>): void {
	const fault = extentFault(input.area)
	if (fault !== null) throw new Refusal('invalid', sizes[fault], { rule: 'V4', field: 'area' })
	for (const language of ['en', 'zh'] as const) {
		const found = namingNumber(Object.values(input[language]))
		if (found === null) continue
		throw new Refusal(
			'invalid',
			{ en: `“${found}” may name a person; a warning names nobody.`, zh: `“${found}”可能指向个人；预警不得指向个人。` },
			{ rule: 'V6', field: language },
		)
	}
}

/** V3. @throws Refusal `invalid` */
export function mustEnd(until: Date, now: Date, mostHours: number): void {
	const minutes = (until.getTime() - now.getTime()) / 60_000
	if (minutes >= leastMinutes && minutes <= mostHours * 60) return
	throw new Refusal(
		'invalid',
		{
			en: `It ends ${leastMinutes} minutes from now at the earliest, and ${mostHours} hours at the latest.`,
			zh: `结束时间最早为 ${leastMinutes} 分钟后，最迟为 ${mostHours} 小时后。`,
		},
		{ rule: 'V3', field: 'until' },
	)
}

/** V8. */
async function mustBeInForce(tx: Tx, id: string, now: Date): Promise<void> {
	const standing = await needWarning(tx, id)
	if (standing.issuedAt === null) throw notFound(`warning ${id} was not issued`)
	mustBe(standing, 'in_force')
	if (new Date(standing.until) <= now)
		throw new Refusal('wrong_state', { en: 'It has ended.', zh: '该预警已结束。' }, { rule: 'V3', field: 'replaces' })
}

function nobodyIssues(): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'No bureau stands above that issues warnings of this size.', zh: '上级没有可发布此范围预警的公安局。' },
		{ rule: 'V1', field: 'area' },
	)
}
