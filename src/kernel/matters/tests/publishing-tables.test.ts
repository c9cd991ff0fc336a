import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateTable } from '#kernel/tables/api.ts'
import type { Who } from '#kernel/who.ts'
import {
	checkText,
	compareVersions,
	draftEffects,
	listDrawings,
	openDraft,
	proposeDraft,
	publishDraft,
	replayDraft,
	reviewDraft,
	showVersion,
	standOn,
} from '../contract.ts'
import {
	incidentText,
	openPublishing,
	priorityText,
	shippedFile,
	province,
	type PublishingStage,
	withApproval,
} from './publishing-stage.ts'

let stage: PublishingStage
let analyst: Who
let top: Who
let topLegal: Who
beforeAll(async () => {
	stage = await openPublishing()
	analyst = await stage.as('dai-guanlan')
	top = await stage.as('gu-yuanfan')
	topLegal = await stage.as('xiang-lvping')
}, 180_000)
afterAll(() => stage.close())

const name = 'dispatch.priority'
const plain = { type: 'other', weapon: 'none', hurt: 'none', ongoing: 'no', vulnerable: 'no' }

/** The last row, which decides everything else, gives another priority. */
function lastRow(to: string, text = priorityText): string {
	const at = text.lastIndexOf('<outputEntry')
	return text.slice(0, at) + text.slice(at).replace(/<text>[^<]*<\/text>/, `<text>${to}</text>`)
}

const check = (text: string, what: 'drawing' | 'table' = 'table', under = name) =>
	stage.look(checkText, analyst, { what, name: under, text })

describe('a published table', () => {
	it('T21 decides for the whole deployment, published at the top, until its end', async () => {
		const before = evaluateTable(name, plain)
		const drafted = lastRow(before.output['priority'] === 5 ? '4' : '5')
		const { id, version } = await stage.act(openDraft, analyst, { what: 'table', name, title: 'Noise', text: drafted })
		const effects = await stage.look(draftEffects, analyst, { id })
		expect(effects.scope.agency).toBe(province)
		expect(effects.differences.map((one) => [one.type, one.change])).toEqual([['rule', 'changed']])
		const until = new Date(Date.now() + 3_600_000).toISOString()
		await stage.act(proposeDraft, analyst, { id, version, reason: 'Order', until })
		const below = stage.act(reviewDraft, await stage.as('lu-heping'), { id, ground: 'x' })
		expect((await stage.refusal(below)).code).toBe('not_permitted')
		await stage.act(reviewDraft, topLegal, { id, ground: 'Checked.' })
		const county = stage.act(publishDraft, await stage.as('jiang-wanqing', 'commander'), { id, ground: 'x' })
		expect((await stage.refusal(county)).code).toBe('not_permitted')
		const { version: mark } = await stage.act(publishDraft, top, { id, ground: 'In force.' })
		await stage.heard()
		expect(evaluateTable(name, plain)).toMatchObject({ version: mark })
		expect(evaluateTable(name, plain).output).not.toEqual(before.output)
		stage.away.ms = 3_700_000
		try {
			expect(evaluateTable(name, plain)).toEqual(before)
		} finally {
			stage.away.ms = 0
		}
		const { rows } = await stage.look(listDrawings, analyst, { what: 'table' })
		expect(rows.find((one) => one.name === name)?.current).toMatchObject({ version: mark, inForce: true })
	})

	it('T22 keeps the outputs the program takes, of their kind, and asks for no fact that nobody gives', async () => {
		const gone = await check(priorityText.replace('name="priority" typeRef', 'name="level" typeRef'))
		expect(gone.faults.map((one) => [one.rule, one.element])).toContainEqual(['T22', 'priority'])
		const odd = await check(priorityText.replace('<text>weapon</text>', '<text>moon</text>'))
		expect(odd.faults.map((one) => [one.rule, one.element])).toContainEqual(['T22', 'moon'])
		const word = await check(lastRow('"high"').replace(/ typeRef="number"/g, ''))
		expect(word.faults.some((one) => one.rule === 'T22' && one.en.includes('is string'))).toBe(true)
		const ninth = await check(lastRow('9'))
		expect(ninth.faults.map((one) => one.en).filter((en) => en.includes('outside what'))).toHaveLength(1)
		for (const { faults } of [gone, odd, word, ninth])
			for (const fault of faults) expect(fault.zh).toMatch(/\p{Script=Han}/u)
	})

	it('T22 every table as shipped keeps within what it lists', async () => {
		for (const name of ['priority', 'response-plan', 'targets', 'duplicate-window'])
			expect([name, (await check(shippedFile(`${name}.dmn`), 'table', `dispatch.${name}`)).faults]).toEqual([name, []])
	})

	it('T23 leaves no gap that the shipped one does not leave', async () => {
		const at = priorityText.lastIndexOf('<rule ')
		const end = priorityText.lastIndexOf('</rule>') + '</rule>'.length
		const { faults, analysis } = await check(priorityText.slice(0, at) + priorityText.slice(end))
		expect(faults.some((one) => one.rule === 'T23')).toBe(true)
		expect(analysis?.[0]?.gaps.length).toBeGreaterThan(0)
		expect((await check(priorityText)).faults).toEqual([])
	})

	it('T24 M88 is put last year’s classifications, page by page, and tells those it decides otherwise', async () => {
		const { id } = await stage.act(openDraft, analyst, { what: 'table', name, title: 'Replay', text: lastRow('2') })
		let next: string | undefined
		let differs = 0
		let last = { of: 0, done: 0 }
		for (;;) {
			const page = await stage.look(replayDraft, analyst, { id, ...(next === undefined ? {} : { after: next }) })
			expect(page.source).toBe('recorded')
			for (const one of page.differing) expect(one.is.output).toEqual({ priority: 2 })
			differs += page.differs
			last = page
			if (page.next === null) break
			next = page.next
		}
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.classification
			where at > now() - interval '366 days'`.execute(stage.store.db)
		expect(last).toMatchObject({ of: rows[0]?.n, done: rows[0]?.n })
		expect(differs).toBeGreaterThan(0)
		const none = await stage.act(openDraft, analyst, { what: 'table', name: 'dispatch.targets', title: 'x' })
		expect((await stage.look(replayDraft, analyst, { id: none.id })).source).toBe('none')
	})

	it('M88 a matter is named only to who may see it', async () => {
		const { id } = await stage.act(openDraft, analyst, { what: 'table', name, title: 'Replay', text: lastRow('2') })
		const seen = await stage.look(replayDraft, await stage.as('jiang-wanqing', 'commander'), { id })
		expect(seen.differing.some((one) => one.matter !== null)).toBe(true)
		for (const who of [analyst, await stage.as('tang-jiansheng')]) {
			const hidden = await stage.look(replayDraft, who, { id })
			expect(hidden.differs).toBe(seen.differs)
			expect(hidden.differing.every((one) => one.matter === null)).toBe(true)
		}
	})
})

describe('versions', () => {
	it('M89 M90 a version is read and compared with another and with a draft', async () => {
		const { rows } = await stage.look(listDrawings, analyst, {})
		expect(new Set(rows.map((row) => row.what))).toEqual(new Set(['drawing', 'table']))
		const row = rows.find((one) => one.name === 'dispatch.incident')
		const version = row?.current.version ?? ''
		const of = { what: 'drawing' as const, name: 'dispatch.incident' }
		expect((await stage.look(showVersion, analyst, { ...of, version })).text).toBe(incidentText)
		const { id } = await stage.act(openDraft, analyst, { ...of, title: 'x', text: withApproval() })
		const { differences } = await stage.look(compareVersions, analyst, { ...of, from: version, to: id })
		expect(differences.map((one) => one.change)).not.toContain('removed')
		expect(differences).toContainEqual({
			element: 'approval',
			type: 'UserTask',
			name: 'Approve closing / 审批办结',
			change: 'added',
			fields: [],
		})
		const stranger = stage.look(showVersion, analyst, { ...of, version: '0123456789ab' })
		expect((await stage.refusal(stranger)).code).toBe('not_found')
		const hidden = stage.look(compareVersions, await stage.as('zhou-anjie'), { ...of, from: version, to: id })
		expect(await hidden.then((shown) => shown.differences.length)).toBeGreaterThan(0)
	})

	it('M90 a row is changed, added, or moved out of its order; those it passes are not', async () => {
		const rules = [...priorityText.matchAll(/<rule id[\s\S]*?<\/rule>/g)].map(([rule]) => rule)
		const [first = '', second = '', third = ''] = rules
		const moved = priorityText
			.replace(first, '@')
			.replace(second, '')
			.replace(third, `${third}${second}`)
			.replace('@', first)
		const of = { what: 'table' as const, name }
		const { id } = await stage.act(openDraft, analyst, { ...of, title: 'x', text: moved })
		const version = (await stage.look(listDrawings, analyst, { what: 'table' })).rows.find((one) => one.name === name)
		const from = version?.versions.find((one) => one.shipped)?.version ?? ''
		const { differences } = await stage.look(compareVersions, analyst, { ...of, from, to: id })
		expect(differences.map((one) => [one.element, one.change])).toHaveLength(1)
		expect(['row_2', 'row_3']).toContain(differences[0]?.element)
		expect(differences[0]?.change).toBe('moved')
	})

	it('M91 where live matters stand: those the viewer may see, the oldest named', async () => {
		const commander = await stage.as('jiang-wanqing', 'commander')
		const shown = await stage.look(standOn, commander, { name: 'dispatch.incident' })
		const { rows } = await sql<{ element: string; n: number }>`select t.element, count(*)::int as n
			from matters.matter m join matters.token t on t.matter_id = m.id and t.ended_at is null
			join matters.drawing d on d.id = m.drawing_id and d.process = 'dispatch.incident' and left(d.sha256, 12) = ${shown.edition.version}
			where m.closed_at is null group by t.element order by t.element`.execute(stage.store.db)
		expect(shown.elements.map((one) => ({ element: one.element, n: one.count }))).toEqual(rows)
		for (const one of shown.elements) {
			expect(one.oldest.length).toBe(Math.min(5, one.count))
			expect(one.oldest.map((row) => row.since)).toEqual(one.oldest.map((row) => row.since).toSorted())
			expect(one.name).not.toBe(one.element)
		}
		// An analyst may know that incidents wait, and not which: dispatch shows them none.
		const known = await stage.look(standOn, analyst, { name: 'dispatch.incident' })
		expect(known.elements.map((one) => one.count)).toEqual(shown.elements.map((one) => one.count))
		expect(known.elements.flatMap((one) => one.oldest)).toEqual([])
		const admin = await stage.look(standOn, await stage.as('tang-jiansheng'), { name: 'dispatch.incident' })
		expect(admin.elements).toEqual([])
	})
})

describe('bad input at the acts', () => {
	const within = async (ms: number, work: () => Promise<unknown>) => {
		const began = performance.now()
		await work()
		expect(performance.now() - began).toBeLessThan(ms)
	}
	const refused = (text: string, what: 'drawing' | 'table', under: string) => async () => {
		const { faults } = await check(text, what, under)
		expect(faults.length).toBeGreaterThan(0)
		for (const fault of faults) {
			expect(fault.rule).toMatch(/^[MT]\d+$/)
			expect(fault.zh).toMatch(/\p{Script=Han}/u)
		}
	}
	const bpmn = (inside: string) =>
		`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><bpmn:process id="p" isExecutable="true">${inside}</bpmn:process></bpmn:definitions>`
	const dmn = (inside: string) =>
		`<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">${inside}</definitions>`

	it('M85 hostile XML is refused at once', { timeout: 30_000 }, async () => {
		const laughs = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`
		await within(2_000, refused(`${laughs}${incidentText}`, 'drawing', 'own.a'))
		await within(2_000, refused(`${laughs}${priorityText}`, 'table', name))
		await within(2_000, refused('<a>'.repeat(200_000), 'drawing', 'own.a'))
		await within(2_000, refused('<a>'.repeat(200_000), 'table', name))
		await within(2_000, refused('not XML', 'drawing', 'own.a'))
		await within(2_000, refused('\u{1F600}', 'table', name))
		await within(2_000, refused('<x xmlns:y="file:///etc/passwd"/>', 'table', name))
	})

	it('M85 10,000 elements and more are read or refused within 5 seconds', { timeout: 60_000 }, async () => {
		const tasks = (n: number) =>
			bpmn(
				Array.from({ length: n }, (_, i) => `<bpmn:userTask id="t${i}"/>`).join('') +
					Array.from(
						{ length: n - 1 },
						(_, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="t${i}" targetRef="t${i + 1}"/>`,
					).join(''),
			)
		await within(5_000, refused(tasks(10_001), 'drawing', 'own.a'))
		await within(5_000, async () => {
			await check(tasks(4_000), 'drawing', 'own.a')
		})
	})

	it('M85 a table as long as may be sent is read and analysed within 10 seconds', { timeout: 60_000 }, async () => {
		const rule = (n: number) =>
			`<rule><inputEntry><text>[${n}..${n + 1})</text></inputEntry><outputEntry><text>${n}</text></outputEntry></rule>`
		const rows: string[] = []
		for (let length = 0; length < 990_000; length += rows.at(-1)?.length ?? 0) rows.push(rule(rows.length))
		const table = dmn(
			`<decision id="a" name="a"><decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>x</text></inputExpression></input><output name="y"/>${rows.join('')}</decisionTable></decision>`,
		)
		expect(rows.length).toBeGreaterThan(8_000)
		await within(10_000, async () => {
			const { faults } = await check(table, 'table', 'own.t')
			expect(faults).toEqual([])
		})
		await within(10_000, async () => {
			await stage.act(openDraft, analyst, { what: 'table', name: 'own.t', title: 'long', text: table })
		})
		const longer = stage.look(checkText, analyst, { what: 'table', name: 'own.t', text: table.repeat(2) })
		expect(await stage.refusal(longer)).toMatchObject({ code: 'invalid', field: 'text' })
	})

	it('M85 unknown names of tables, processes, acts and regimes are refused by element', async () => {
		const task = (id: string, tag: string, more: string) =>
			`<bpmn:${tag} id="${id}" ${more}/><bpmn:sequenceFlow id="f_${id}" sourceRef="s" targetRef="${id}"/>`
		const drawn = bpmn(
			`<bpmn:laneSet id="l"><bpmn:lane id="o" name="officer">${['act', 'regime'].map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join('')}</bpmn:lane></bpmn:laneSet><bpmn:startEvent id="s"/>${task('rule', 'businessRuleTask', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:decisionRef="dispatch.nothing"')}${task('call', 'callActivity', 'calledElement="own.nothing"')}${task('act', 'userTask', 'xmlns:seawall="https://seawall.example/bpmn" seawall:act="dispatch.nothing.do"')}${task('regime', 'userTask', 'xmlns:seawall="https://seawall.example/bpmn" seawall:regime="no.such"')}`,
		)
		const { faults } = await check(drawn, 'drawing', 'own.a')
		expect(faults.map((one) => `${one.element} ${one.rule}`).toSorted()).toEqual([
			'act M85',
			'call M85',
			'regime M85',
			'rule M85',
		])
	})

	it('M85 FEEL that recurses, nests or names the unknown is refused', { timeout: 30_000 }, async () => {
		const decision = (text: string) =>
			dmn(
				`<decision id="a" name="a"><variable name="a"/><literalExpression><text>${text}</text></literalExpression></decision>`,
			)
		await within(5_000, refused(decision('{f: function(n) f(n + 1), r: f(0)}.r +'), 'table', 'own.t'))
		await within(5_000, refused(decision('('.repeat(50_000)), 'table', 'own.t'))
		await within(5_000, refused(decision('nobody_knows_me + 1'), 'table', 'own.t'))
		const endless = `<businessKnowledgeModel id="b" name="b"><variable name="b"/><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>b(n + 1)</text></literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement></businessKnowledgeModel>`
		await within(5_000, refused(dmn(endless), 'table', 'own.t'))
		await within(
			5_000,
			refused(
				bpmn(
					'<bpmn:startEvent id="s"/><bpmn:scriptTask id="t"><bpmn:script>while(true){}</bpmn:script></bpmn:scriptTask><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>',
				),
				'drawing',
				'own.a',
			),
		)
	})
})
