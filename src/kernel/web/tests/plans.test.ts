import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProcesses } from '../../matters/process/read.ts'
import { begun, named, placesIn } from '../screens/drawings/plans/elements.ts'

const file = (name: string): string => readFileSync(join(import.meta.dirname, '../../..', name), 'utf8')

describe('the map of a plan', () => {
	it.each(['dispatch/process/incident.bpmn', 'command/process/order.bpmn'])(
		'W73 every element of %s on which a token can stand is found, as the reader of processes finds it',
		async (name) => {
			const text = file(name)
			const { processes } = await readProcesses(text)
			const found = placesIn(text, 'en').map(({ id }) => id)
			expect(found.length).toBeGreaterThan(3)
			expect(processes.flatMap(({ model }) => [...model.elements.keys()]).filter((id) => !found.includes(id))).toEqual(
				[],
			)
		},
	)

	it('W73 names are read past signs, quotes and prefixes, in one language', () => {
		const text = `<userTask name='Ask &gt; twice / 再问' id='ask'/><b:boundaryEvent attachedToRef="ask" id="late" name="a > b"><b:timerEventDefinition id="t"/></b:boundaryEvent><b:sequenceFlow id="f" sourceRef="ask" targetRef="x"/>`
		expect(placesIn(text, 'en')).toEqual([
			{ id: 'ask', name: 'Ask > twice' },
			{ id: 'late', name: 'a > b' },
		])
		expect(placesIn(text, 'zh')[0]).toEqual({ id: 'ask', name: '再问' })
	})

	it('W73 begins with the same ids, then the one of the same name, else open; only what differs is named', () => {
		const from = [
			{ id: 'a', name: 'A' },
			{ id: 'b', name: 'B' },
			{ id: 'c', name: 'C' },
			{ id: 'd', name: 'D' },
		]
		const to = [
			{ id: 'a', name: 'other' },
			{ id: 'b2', name: 'B' },
			{ id: 'c2', name: 'C' },
			{ id: 'c3', name: 'C' },
		]
		const map = begun(from, to)
		expect(map).toEqual({ a: 'a', b: 'b2', c: '', d: '' })
		expect(named(map)).toEqual({ b: 'b2' })
	})
})
