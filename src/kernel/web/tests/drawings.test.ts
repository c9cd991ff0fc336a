import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries.js'
import { describe, expect, it } from 'vitest'
import { readProcesses } from '#kernel/matters/process/read.ts'
import { menuProvider, offered } from '../screens/drawings/bpmn/limits.ts'
import { adviceNames, lint } from '../screens/drawings/bpmn/lint.ts'
import { rowsOf } from '../screens/drawings/bpmn/rows.ts'
import { endsIn, half } from '../screens/drawings/names.ts'
import { translated } from '../screens/drawings/bpmn/translate.ts'

/** The editors' pure parts: what they offer, say and compare. The editors themselves are tried in `tests/journeys/drawings.test.ts`. */

const root = join(import.meta.dirname, '../../../..')
const incident = readFileSync(join(root, 'src/dispatch/process/incident.bpmn'), 'utf8')
const chinese: Record<string, string> = JSON.parse(
	readFileSync(join(import.meta.dirname, '../screens/drawings/bpmn/zh.json'), 'utf8'),
)

const wrap = (inside: string): string =>
	`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d"><process id="p" isExecutable="true">${inside}</process></definitions>`

/** A smallest drawing around one entry of bpmn-js's catalogue. */
function around({ type, eventDefinitionType, triggeredByEvent }: (typeof PopupEntries)[string]['target']): string {
	const tag = type.replace('bpmn:', '')
	const name = `${tag.charAt(0).toLowerCase()}${tag.slice(1)}`
	const trigger = eventDefinitionType?.replace('bpmn:', '')
	const held = trigger === undefined ? '' : `<${trigger.charAt(0).toLowerCase()}${trigger.slice(1)} id="e"/>`
	const attached = tag === 'BoundaryEvent' ? ' attachedToRef="u"' : ''
	const one = `<${name} id="x"${attached}${triggeredByEvent === true ? ' triggeredByEvent="true"' : ''}>${held}</${name}>`
	const isInner = tag === 'StartEvent' && /Error|Escalation|Compensate/.test(trigger ?? '')
	return wrap(
		isInner
			? `<subProcess id="s" triggeredByEvent="true">${one}</subProcess><userTask id="u"/>`
			: `${one}<userTask id="u"/>`,
	)
}

const isDrawnOnly = (type: string): boolean => /Participant|Data(Object|Store)Reference/.test(type)

describe('W41 what may be drawn is what runs', () => {
	it('W41 every entry of the catalogue is offered when the reader knows it, and only then', async () => {
		expect(Object.keys(PopupEntries).length).toBeGreaterThan(60)
		for (const [id, { target }] of Object.entries(PopupEntries)) {
			if (isDrawnOnly(target.type) || id === 'none-boundary-event') continue
			const { processes, faults } = await readProcesses(around(target))
			const all = [...faults, ...processes.flatMap((one) => one.faults)]
			const refused = all.some((fault) => fault.rule === 'M18' && /is not run|不支持/.test(fault.sentence.en))
			expect([id, refused], JSON.stringify(all)).toEqual([id, !offered.includes(id)])
		}
	})

	it('W41 the menu keeps what runs and drops the rest', () => {
		const given = Object.fromEntries(
			[
				'replace-with-user-task',
				'replace-with-complex-gateway',
				'replace-with-ad-hoc-subprocess',
				'replace-with-none-end',
			].map((id) => [id, {}]),
		)
		expect(Object.keys(menuProvider.getPopupMenuEntries()(given))).toEqual([
			'replace-with-user-task',
			'replace-with-none-end',
		])
	})
})

describe('W43 both languages', () => {
	it('W43 every sentence of bpmn-js and diagram-js has its Chinese', () => {
		const said = new Set(Object.values(PopupEntries).map((entry) => entry.label))
		for (const part of ['bpmn-js', 'diagram-js']) {
			const folder = join(root, 'node_modules', part, 'lib')
			for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
				if (!file.endsWith('.js')) continue
				const text = readFileSync(join(folder, file), 'utf8').replaceAll(/^\s*(\*|\/\/).*$/gm, '')
				for (const match of text.matchAll(/translate\(\s*'([^']+)'|ERR_MSG = '([^']+)'/g))
					said.add(match[1] ?? match[2] ?? '')
				if (file.endsWith('ReplaceOptions.js'))
					for (const match of text.matchAll(/label: '([^']+)'/g)) said.add(match[1] ?? '')
			}
		}
		said.delete(' + shift + ')
		expect(said.size).toBeGreaterThan(110)
		expect([...said].filter((sentence) => !/[\u4e00-\u9fff]/.test(chinese[sentence] ?? ''))).toEqual([])
	})

	it('W43 every sentence of dmn-js has its Chinese', () => {
		const words: Record<string, string> = JSON.parse(
			readFileSync(join(import.meta.dirname, '../screens/drawings/dmn/zh.json'), 'utf8'),
		)
		const said = new Set<string>()
		for (const part of ['drd', 'decision-table', 'literal-expression', 'boxed-expression', 'shared']) {
			const folder = join(root, 'node_modules', `dmn-js-${part}`, 'lib')
			for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
				if (!file.endsWith('.js')) continue
				const text = readFileSync(join(folder, file), 'utf8')
				const found = [
					...text.matchAll(/translate\)?\(\s*['"]([^'"]+)['"]/g),
					...text.matchAll(/(?:label|explanation|title): '([A-Z][^']+)'/g),
					...text.matchAll(/'(Must match [^']+)'|'([A-Z][a-z ]+must match pattern [^']+)'/g),
				]
				for (const match of found) said.add(match[1] ?? match[2] ?? '')
			}
		}
		expect(said.size).toBeGreaterThan(150)
		expect([...said].filter((sentence) => !/[\u4e00-\u9fff]/.test(words[sentence] ?? ''))).toEqual([])
	})

	it('W43 holes are filled, and an unknown sentence stays as it is', () => {
		expect(translated(chinese, 'Open {element}', { element: '甲' })).toBe('打开 甲')
		expect(translated(chinese, 'Never {seen}', {})).toBe('Never {seen}')
	})
})

describe('W40 lint says what publishing would', () => {
	it('W40 a ready drawing has no fault', async () => {
		expect((await lint(incident)).faults).toEqual([])
	})

	it('W40 every fault of the reader is said, with element, rule and both sentences', async () => {
		const broken = incident
			.replace('<bpmn:exclusiveGateway id="after_waiting" name="">', '<bpmn:complexGateway id="after_waiting" name="">')
			.replace(/<\/bpmn:exclusiveGateway>/, '</bpmn:complexGateway>')
		const { processes, faults } = await readProcesses(broken)
		const all = [...faults, ...processes.flatMap((one) => one.faults)]
		const said = (await lint(broken)).faults
		expect(all.length).toBeGreaterThan(0)
		expect(said.map(({ element, rule }) => ({ element, rule }))).toEqual(
			expect.arrayContaining(all.map(({ element, rule }) => ({ element, rule }))),
		)
		expect(said).toHaveLength(all.length)
		expect(said.find(({ element }) => element === 'after_waiting')?.sentence?.zh).toMatch(/不支持/)
	})

	it('W40 advice stops nothing and is known by name', async () => {
		const { faults, advice } = await lint(
			wrap('<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/><userTask id="u"/>'),
		)
		expect(faults).toEqual([])
		expect(advice.map(({ rule }) => rule)).toContain('label-required')
		for (const { rule } of advice) expect(adviceNames).toContain(rule)
	})

	it('W40 what is not XML, and what no drawing tool may open, is said and not thrown', async () => {
		for (const text of ['', 'x', '<a', '<!DOCTYPE x><a/>', '<definitions/>'])
			expect((await lint(text)).faults.length, text).toBeGreaterThan(0)
	})
})

describe('W44 the table twin', () => {
	it('W44 holds every element once, in the order a token meets them, with its ways', async () => {
		const { reading } = await lint(incident)
		const rows = rowsOf(reading)
		const elements = reading.processes[0]?.model.elements ?? new Map()
		expect(new Set(rows.map((row) => row.id))).toEqual(new Set(elements.keys()))
		expect(rows).toHaveLength(elements.size)
		expect(rows.slice(0, 3).map((row) => row.id)).toEqual(['opened', 'waiting', 'after_waiting'])
		expect(rows[2]?.ways.map((way) => way.to)).toEqual(['in_progress', 'cleared'])
	})
})

describe('W46 names of what differs', () => {
	it('W46 a flow is called by its two ends, a name by its half in the language shown', () => {
		expect(endsIn(incident, 'en').get('f_open')).toBe('Opened → To dispatch')
		expect(endsIn(incident, 'zh').get('f_open')).toBe('生成 → 待派警')
		expect(endsIn('no drawing', 'en').size).toBe(0)
		expect([
			half('Closed / 已办结', 'en'),
			half('Closed / 已办结', 'zh'),
			half('and / or', 'zh'),
			half('a / b / 三', 'zh'),
		]).toEqual(['Closed', '已办结', 'and / or', 'a / b / 三'])
	})
})
