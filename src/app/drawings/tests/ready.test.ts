import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BpmnModdle } from 'bpmn-moddle'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PostKind } from '#kernel/identity/contract/words.ts'
import { readyDrawings } from '#kernel/matters/api.ts'
import { readLane } from '#kernel/matters/task/lane.ts'
import { readProcesses } from '#kernel/matters/process/api.ts'
import { analyse, readModel, readTable } from '#kernel/tables/api.ts'
import { loadReady, ready } from '../ready.ts'
import { areOver, isAtEdge, pictureOf, segmentsOf, type Tag, tagsOf } from './picture.ts'

const shelf = join(import.meta.dirname, '..', 'ready')
const keys = ready.map(({ key }) => key)
const own = ready.filter(({ name }) => name.startsWith('own.')).map(({ key }) => key)
const fileOf = (key: string) => ready.find((one) => one.key === key)?.file ?? ''
const textOf = (key: string) => readFileSync(fileOf(key), 'utf8')

beforeAll(loadReady)

describe('the ready drawings', () => {
	it('M106 are twelve, each with title and purpose, and what it asks and calls', async () => {
		expect(keys).toEqual([
			'incident',
			'order',
			'hand-over',
			'case-acceptance',
			'property-crime',
			'fraud',
			'stop-payment',
			'complaint',
			'hazard',
			'campaign',
			'exercise',
			'duty-briefing',
		])
		for (const { text, tables, calls, key } of readyDrawings()) {
			const { processes } = await readProcesses(text)
			const asked = processes.flatMap(({ model }) => [...model.elements.values()])
			const of = (type: string) => asked.flatMap((one) => (one.type === type && one.asks !== null ? [one.asks] : []))
			expect([key, of('BusinessRuleTask').toSorted()]).toEqual([key, [...tables].toSorted()])
			expect([key, of('CallActivity')]).toEqual([key, calls])
		}
	})

	it('M106 stand on the shelf, all of them and nothing else', () => {
		const files = readdirSync(shelf)
		const tables = new Set(readyDrawings().flatMap((one) => one.tables))
		const wanted = [
			...own.map((key) => `${key}.bpmn`),
			...[...tables].map((name) => `${name.slice('ready.'.length)}.dmn`),
		]
		expect(files.toSorted()).toEqual(wanted.toSorted())
	})
})

describe.each(keys)('%s', (key) => {
	it('M107 may be published', async () => {
		const { faults, processes } = await readProcesses(textOf(key))
		expect([...faults, ...processes.flatMap((one) => one.faults)]).toEqual([])
		expect(processes).toHaveLength(1)
	})

	it('M107 is read and written by an editor without losing anything', async () => {
		const { rootElement, warnings } = await new BpmnModdle().fromXML(textOf(key))
		expect(warnings).toEqual([])
		const { xml } = await new BpmnModdle().toXML(rootElement, { format: true })
		expect(said(xml)).toEqual(said(textOf(key)))
	})

	it('M109 has a whole picture', () => expect(faultsOfPicture(tagsOf(textOf(key)))).toEqual([]))

	it('M109 has its names in both languages', () => {
		const names = tagsOf(textOf(key)).flatMap(({ tag, attributes }) =>
			named.test(tag) ? [attributes['name'] ?? ''] : [],
		)
		expect(names.filter((name) => name !== '' && !isBoth(name))).toEqual([])
		expect(nameless(tagsOf(textOf(key)))).toEqual([])
	})
})

describe.each(own)('%s', (key) => {
	it('M107 has its tasks in lanes that name posts', async () => {
		const { processes } = await readProcesses(textOf(key))
		const tasks = processes.flatMap(({ model }) => [...model.elements.values()]).filter((one) => one.kind === 'task')
		expect(tasks.filter(({ lane }) => lane === null || readLane(lane) === null)).toEqual([])
	})

	it('M107 leaves somebody to review and somebody to publish it, who gain no task by it', async () => {
		const { processes } = await readProcesses(textOf(key))
		const lanes = processes.flatMap(({ model }) => [...model.elements.values()].map(({ lane }) => lane ?? ''))
		const gaining = new Set(lanes.map((lane) => readLane(lane)?.post ?? null))
		const left = (...posts: PostKind[]) => posts.filter((post) => !gaining.has(post))
		expect(left('legal_reviewer', 'integrity_inspector')).not.toEqual([])
		expect(left('commander', 'integrity_inspector')).not.toEqual([])
	})

	it('M109 says what it rests on, and its forms speak both languages and count no people', async () => {
		const notes = tagsOf(textOf(key)).filter(({ tag }) => tag === 'bpmn:text')
		expect(notes.some(({ text }) => /basis|house rule/i.test(text) && /依据|内部规定/.test(text))).toBe(true)
		const words = formsIn(tagsOf(textOf(key)))
		expect(words.length).toBeGreaterThan(10)
		expect(words.filter(({ en, zh }) => /[一-鿿]/.test(en) || !/[一-鿿0-9]/.test(zh))).toEqual([])
		const counted = words.filter(({ en, zh }) => counts.test(`${en} ${zh}`)).map(({ en }) => en)
		expect(counted).toEqual(key === 'campaign' ? ['No person, case or penalty counted or ranked?'] : [])
		const drawn = namesIn(tagsOf(textOf(key))).filter((name) => counts.test(name))
		expect(drawn).toEqual(key === 'campaign' ? ['quota: back / 有指标：退回', 'no quota / 无指标'] : [])
	})
})

/** A number of people or of what is done to them, and any order among them. */
const counts =
	/\b(arrests?|detain\w*|detentions?|fines?|penalt\w+|solved|rank\w*|scor\w+|quotas?|(number|count|list) of (people|persons|residents|suspects|officers))\b|抓捕|拘留|罚款|破案|排名|打分|积分|人员名单|人数/i

describe.each(readdirSync(shelf).filter((file) => file.endsWith('.dmn')))('%s', (file) => {
	const name = `ready.${file.replace('.dmn', '')}`
	const dmn = readFileSync(join(shelf, file), 'utf8')
	const table = () => readTable(name, dmn)

	it('M107 decides everything, once', () => {
		const found = [...readModel(name, dmn).tables.values()].map((one) => analyse(one))
		expect(found).toEqual([
			expect.objectContaining({ gaps: [], overlaps: [], never: [], notAnalysed: [], finished: true }),
		])
	})

	it('M109 speaks both languages', () => {
		for (const { en, zh } of table().rows)
			expect([en, zh]).toEqual([expect.stringMatching(/^[^一-鿿]+$/), expect.stringMatching(/[一-鿿]/)])
		const labels = [...table().inputs, ...table().outputs].map(({ label }) => label)
		expect(labels.filter((label) => !isBoth(label) || counts.test(label))).toEqual([])
	})
})

const named = /^bpmn:(process|participant|lane|\w*[tT]ask|\w*Event|\w*Gateway|subProcess|callActivity|sequenceFlow)$/

function isBoth(name: string): boolean {
	const [en = '', zh = '', more] = name.split(' / ')
	return more === undefined && en !== '' && !/[一-鿿]/.test(en) && /[一-鿿]/.test(zh)
}

function namesIn(tags: readonly Tag[]): readonly string[] {
	return tags.flatMap(({ tag, attributes }) => (named.test(tag) ? [attributes['name'] ?? ''] : []))
}

/** Tasks and events without a name, and flows to choose from. */
function nameless(tags: readonly Tag[]): readonly string[] {
	const flows = tags.filter(({ tag }) => tag === 'bpmn:sequenceFlow')
	const gateways = new Set(
		tags.filter(({ tag }) => /(exclusive|inclusive)Gateway$/.test(tag)).map(({ attributes }) => attributes['id']),
	)
	const outs = Map.groupBy(flows, ({ attributes }) => attributes['sourceRef'])
	const choices = flows.filter(
		({ attributes: { sourceRef } }) => gateways.has(sourceRef) && (outs.get(sourceRef)?.length ?? 0) > 1,
	)
	const speaking = tags.filter(({ tag }) => /^bpmn:(\w*[tT]ask|\w*Event|subProcess|callActivity)$/.test(tag))
	return [...speaking, ...choices].flatMap(({ attributes: { id = '', name = '' } }) => (name === '' ? [id] : []))
}

type Said = { readonly en: string; readonly zh: string }

/** Every pair of words in the forms of a drawing. */
function formsIn(tags: readonly Tag[]): readonly Said[] {
	const found: Said[] = []
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return
		if ('en' in value && 'zh' in value) found.push({ en: String(value.en), zh: String(value.zh) })
		else for (const inside of Object.values(value)) visit(inside)
	}
	for (const { tag, text } of tags) if (tag === 'seawall:form') visit(JSON.parse(text))
	return found
}

/** Everything a file says, in an order of its own. */
function said(xml: string): readonly string[] {
	return tagsOf(xml)
		.filter(({ tag }) => tag !== 'bpmn:definitions')
		.map(({ tag, attributes, text, in: up }) => {
			const own = Object.entries(attributes).filter(([name]) => !name.startsWith('xmlns'))
			return JSON.stringify([
				up?.attributes['id'] ?? up?.tag,
				tag,
				own.map(([name, value]) => `${name}=${String(value)}`).toSorted(),
				text.trim(),
			])
		})
		.toSorted()
}

/** What is not drawn, lies on something else, or hangs in the air. */
function faultsOfPicture(tags: readonly Tag[]): readonly string[] {
	const { shapes, labels, edges } = pictureOf(tags)
	const nodes = tags.filter(({ tag }) => /^bpmn:(\w*[tT]ask|\w*Event|\w*Gateway|subProcess|callActivity)$/.test(tag))
	const flows = tags.filter(({ tag }) => tag === 'bpmn:sequenceFlow')
	const small = nodes.filter(({ tag }) => tag !== 'bpmn:subProcess')
	const idOf = ({ attributes }: Tag) => attributes['id'] ?? ''
	const boxOf = (id: string) => shapes.get(id) ?? { x: 0, y: 0, w: 0, h: 0 }
	const undrawn = [
		...nodes.map(idOf).filter((id) => !shapes.has(id)),
		...flows.map(idOf).filter((id) => !edges.has(id)),
	]
	const loose = flows.filter(({ attributes: { id = '', sourceRef = '', targetRef = '' } }) => {
		const [first, last] = [edges.get(id)?.[0], edges.get(id)?.at(-1)]
		if (first === undefined || last === undefined) return true
		return !isAtEdge(first, boxOf(sourceRef)) || !isAtEdge(last, boxOf(targetRef))
	})
	const over: string[] = []
	for (const [i, a] of small.entries())
		for (const b of small.slice(i + 1)) {
			const isHost = a.attributes['attachedToRef'] === idOf(b) || b.attributes['attachedToRef'] === idOf(a)
			if (!isHost && areOver(boxOf(idOf(a)), boxOf(idOf(b)))) over.push(`${idOf(a)} on ${idOf(b)}`)
		}
	for (const {
		attributes: { id = '', sourceRef, targetRef },
	} of flows)
		for (const node of small) {
			const isEnd = [sourceRef, targetRef].includes(idOf(node)) || node.attributes['attachedToRef'] === sourceRef
			const isThrough = segmentsOf(edges.get(id) ?? []).some((one) => areOver(grown(one), boxOf(idOf(node))))
			if (!isEnd && isThrough) over.push(`${id} through ${idOf(node)}`)
		}
	for (const [id, label] of labels) {
		for (const node of small)
			if (idOf(node) !== id && node.attributes['attachedToRef'] !== id && areOver(label, boxOf(idOf(node))))
				over.push(`label of ${id} on ${idOf(node)}`)
		for (const [other, box] of labels) if (other > id && areOver(label, box)) over.push(`labels of ${id} and ${other}`)
	}
	return [...undrawn.map((id) => `${id} is not drawn`), ...loose.map((flow) => `${idOf(flow)} hangs loose`), ...over]
}

/** A line with a little width, so that it can lie on something. */
function grown(box: { x: number; y: number; w: number; h: number }) {
	return { x: box.x - 1, y: box.y - 1, w: box.w + 2, h: box.h + 2 }
}
