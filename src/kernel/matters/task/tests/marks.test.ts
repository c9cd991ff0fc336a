import { describe, expect, it } from 'vitest'
import { readProcesses } from '../../process/api.ts'
import { laneFaults } from '../check.ts'
import { readLane } from '../lane.ts'
import { waysAfter, errorsAround } from '../ways.ts'
import { drawing, end, ways } from './drawn.ts'

const label = { en: 'Found', zh: '情况' }
const form = { fields: [{ key: 'found', is: 'text', label }] }

async function read(bpmn: string) {
	const { processes, faults } = await readProcesses(bpmn)
	const [process] = processes
	return { model: process?.model, faults: [...faults, ...(process?.faults ?? [])] }
}

const faultsOf = async (bpmn: string) => (await read(bpmn)).faults.map(({ element, rule }) => `${element}: ${rule}`)
const one = (marks: string, more: object = {}) =>
	drawing({ officer: [{ id: 'check' }, { id: 'again', marks, ...more }] }, end + ways('start>check>again>end'))

describe('lanes', () => {
	it.each([
		['officer', 'officer', 'own'],
		['legal_reviewer@bureau', 'legal_reviewer', 'bureau'],
		['commander@city 市局指挥长', 'commander', 'city'],
		['investigator@criminal / 刑侦', 'investigator', 'criminal'],
		['Station chief / 所长', 'station_chief', 'own'],
		['Shift leader', 'shift_leader', 'own'],
	])('M61 %s', (text, post, place) => {
		expect(readLane(text)).toEqual({ post, place })
	})

	it.each(['', 'Duty officer', 'officer@moon', 'officer@city@county', 'sheriff', '所长', '@bureau'])(
		'M61 %j names no post',
		(text) => {
			expect(readLane(text)).toBe(null)
		},
	)

	it('M61 an unknown lane, and a task outside the lanes, are named', async () => {
		const odd = drawing(
			{ sheriff: [{ id: 'a' }], officer: [{ id: 'b' }], '': [{ id: 'c' }] },
			end + ways('start>a>b>c>end'),
		)
		const { model, faults } = await read(odd)
		expect(faults).toEqual([])
		if (model === undefined) throw new Error('not read')
		const found = laneFaults({ main: 'p', models: new Map([['p', model]]) })
		expect(found.map(({ element, rule }) => `${element}: ${rule}`)).toEqual(['a: M61', 'c: M61'])
	})

	it('M61 a drawing without lanes has no fault, unless a mark there would do nothing', async () => {
		const lanes = async (bpmn: string) => {
			const { model } = await read(bpmn)
			return model === undefined ? null : laneFaults({ main: 'p', models: new Map([['p', model]]) }).length
		}
		const bare = (marks: string) => drawing({ '': [{ id: 'a' }, { id: 'b', marks }] }, end + ways('start>a>b>end'))
		expect(await lanes(bare(''))).toBe(0)
		expect(await lanes(bare('seawall:act="command.order.accept"'))).toBe(0)
		expect(await lanes(bare('seawall:eyes="a"'))).toBe(1)
	})
})

describe('marks', () => {
	it('M63 known marks are read', async () => {
		const marks = 'seawall:eyes="check" seawall:apart="opener" seawall:regime="house.call-back"'
		const { model, faults } = await read(one(marks, { form }))
		expect(faults).toEqual([])
		expect(model?.elements.get('again')?.marks).toMatchObject({
			eyes: 'check',
			apart: true,
			regime: 'house.call-back',
			familiar: null,
			form: { fields: [{ key: 'found', required: false, max: 500 }] },
		})
		expect(model?.elements.get('check')?.marks).toBe(null)
	})

	it.each([
		['seawall:eye="check"'],
		['seawall:eyes="nowhere"'],
		['seawall:eyes="again"'],
		['seawall:eyes="start"'],
		['seawall:familiar="nowhere"'],
		['seawall:familiar="check" seawall:eyes="check"'],
		['seawall:apart="chief"'],
		['seawall:regime="Call back"'],
		['seawall:act="drop table"'],
	])('M63 %s is a fault of the task', async (marks) => {
		expect(await faultsOf(one(marks))).toEqual(['again: M63'])
	})

	it('M63 a mark on a gateway, and our namespace under another prefix, are faults', async () => {
		const gate = drawing(
			{ officer: [{ id: 'a' }] },
			`${end}<exclusiveGateway id="g" seawall:eyes="a"/>${ways('start>a>g>end')}`,
		)
		expect(await faultsOf(gate)).toEqual(['g: M63'])
		const other = one('').replaceAll('xmlns:seawall', 'xmlns:sw')
		expect(await faultsOf(other)).toEqual(['null: M63'])
		expect(await faultsOf(one('').replace('https://seawall.example/bpmn', 'https://other.example'))).toEqual([
			'null: M63',
		])
	})

	it.each<[string, string | object]>([
		['no JSON', '{'],
		['an unknown kind of field', { fields: [{ key: 'a', is: 'face', label }] }],
		['too much', `"${'x'.repeat(60_000)}"`],
	])('M73 a form of %s is a fault of the task', async (_what, odd) => {
		expect(await faultsOf(one('', { form: odd }))).toEqual(['again: M73'])
	})

	it('M73 a form in the process is named by the mark; one that is not there is a fault', async () => {
		const inProcess = `<extensionElements><seawall:form id="place"><![CDATA[${JSON.stringify(form)}]]></seawall:form></extensionElements>`
		const named = (name: string) =>
			drawing({ officer: [{ id: 'a', marks: `seawall:form="${name}"` }] }, end + ways('start>a>end'), { inProcess })
		expect((await read(named('place'))).model?.elements.get('a')?.marks?.form?.fields).toHaveLength(1)
		expect(await faultsOf(named('other'))).toEqual(['a: M73'])
	})
})

describe('ways out of a task', () => {
	const after = async (gateway: string, ...lines: string[]) => {
		const { model } = await read(
			drawing(
				{ officer: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
				`${end}${gateway}${ways('start>a', 'b>end', 'c>end', ...lines)}`,
			),
		)
		const task = model?.elements.get('a')
		if (model === undefined || task === undefined) throw new Error('not read')
		const found = waysAfter(model, task)
		return { choose: found.choose, ways: found.ways.map((flow) => flow.id) }
	}
	const exclusive = '<exclusiveGateway id="g"/>'
	const inclusive = '<inclusiveGateway id="g"/>'

	it('M71 a choice is needed where the drawing decides nothing', async () => {
		expect(await after(exclusive, 'a>g', 'g>b', 'g>c')).toEqual({ choose: 'one', ways: ['g_b', 'g_c'] })
		expect(await after(inclusive, 'a>g', 'g>b', 'g>c')).toEqual({ choose: 'some', ways: ['g_b', 'g_c'] })
	})
	it('M71 and may be made where conditions decide otherwise', async () => {
		expect(await after(exclusive, 'a>g', 'g>b if safe', 'g>c')).toEqual({ choose: 'may', ways: ['g_b', 'g_c'] })
	})
	it('M71 without a gateway there is nothing to choose', async () => {
		expect(await after('', 'a>b', 'a>c')).toEqual({ choose: 'none', ways: [] })
		expect(await after(exclusive, 'a>b', 'b>g', 'g>c')).toEqual({ choose: 'none', ways: [] })
	})

	it('M72 errors on the edge, around it and of event sub-processes are found; of other tasks not', async () => {
		const roots = '<error id="e1" name="e1" errorCode="E1"/><error id="e2" name="e2" errorCode="E2"/>'
		const edge = (id: string, on: string, error = '') =>
			`<boundaryEvent id="${id}" attachedToRef="${on}"><errorEventDefinition ${error}/></boundaryEvent>`
		const sub = `<subProcess id="sub"><startEvent id="s1"/><userTask id="inner"/><endEvent id="e0"/>${ways('s1>inner>e0')}</subProcess>`
		const bpmn = drawing(
			{ officer: [{ id: 'other' }, { id: 'last' }] },
			end +
				sub +
				edge('on_sub', 'sub', 'errorRef="e1"') +
				edge('on_other', 'other', 'errorRef="e2"') +
				ways('start>sub>other>end', 'on_sub>last>end', 'on_other>last'),
			{ roots },
		)
		const { model } = await read(bpmn)
		const inner = model?.elements.get('inner')
		if (model === undefined || inner === undefined) throw new Error('not read')
		expect(errorsAround(model, inner).map((one) => one.code)).toEqual(['E1'])
	})
})
