import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { describe, expect, it } from 'vitest'
import { readProcesses } from '../api.ts'

const oracles = process.env['SEAWALL_ORACLES']
const folder = join(oracles ?? '', 'process', 'miwg')
const files = oracles === undefined ? [] : (await readdir(folder)).filter((name) => name.endsWith('.bpmn')).sort()

/**
 * The first place where two readings differ, or null. Prefixes and schema hints are the writer's own, and a vendor's
 * relationships are no part of a drawing (C.8.1 has one whose attributes lose their prefix); all else must be there again.
 */
function difference(a: unknown, b: unknown, at = ''): string | null {
	if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b) ? null : at
	const names = new Set([...namesOf(a), ...namesOf(b)])
	for (const name of names) {
		const found = difference(Reflect.get(a, name), Reflect.get(b, name), `${at}/${name}`)
		if (found !== null) return found
	}
	return null
}

function namesOf(value: object): readonly string[] {
	return Object.keys(value).filter((name) => !/^(xmlns|xsi:|relationships$)/.test(name))
}

async function read(bpmn: string): Promise<ModdleElement> {
	return (await new BpmnModdle().fromXML(bpmn)).rootElement
}

describe.skipIf(files.length === 0)('the 21 reference drawings of the BPMN MIWG (set SEAWALL_ORACLES)', () => {
	it('M16 there are 21', () => {
		expect(files).toHaveLength(21)
	})

	it.each(files)('M16 %s is read; whatever stands against it names its element and rule', async (name) => {
		const bpmn = await readFile(join(folder, name), 'utf8')
		const { processes, faults } = await readProcesses(bpmn)
		expect(processes.length).toBeGreaterThan(0)
		for (const { model } of processes) expect(model.elements.size).toBeGreaterThan(0)
		const all = [...faults, ...processes.flatMap((one) => one.faults)]
		for (const { rule, element, sentence } of all) {
			expect(rule).toMatch(/^M(1[6-9]|2[0-2])$/)
			expect(sentence.en).not.toBe('')
			if (element !== null) expect(bpmn).toContain(`"${element}"`)
		}
	})

	it.each(files)('M16 %s written and read again says the same', async (name) => {
		const bpmn = await readFile(join(folder, name), 'utf8')
		const first = await read(bpmn)
		const { xml } = await new BpmnModdle().toXML(first, { format: true })
		const second = await read(xml)
		expect(difference(first, second)).toBeNull()
		const models = await Promise.all([bpmn, xml].map((text) => readProcesses(text)))
		const [before, after] = models.map(({ processes }) =>
			processes.map(({ model, faults }) => ({
				elements: [...model.elements.values()].map(({ id, kind, parent, lane, ins, outs }) => ({
					...{ id, kind, parent, lane },
					ins: ins.map((flow) => flow.id),
					outs: outs.map((flow) => flow.id),
				})),
				faults,
			})),
		)
		expect(after).toEqual(before)
	})
})
