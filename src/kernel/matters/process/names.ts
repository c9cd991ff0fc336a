import type { ModdleElement } from 'bpmn-moddle'
import { childOf, foreign, listOf, textOf } from './moddle.ts'

/** Read by FEEL without being told of it. */
const plainName = /^[\p{L}_][\p{L}\p{N}_.]*$/u
const data = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/** M59. Names of a process's data that hold blanks or signs, so that its formulas may speak of them. */
export function oddNames(process: ModdleElement): readonly string[] {
	const names = new Set<string>()
	gather(process, (name) => {
		if (name !== null && !plainName.test(name)) names.add(name)
	})
	return [...names]
}

function gather(place: ModdleElement, take: (name: string | null) => void): void {
	for (const property of listOf(place, 'properties')) take(textOf(property, 'name'))
	for (const item of listOf(place, 'flowElements')) {
		if (data.has(item.$type)) take(textOf(item, 'name'))
		take(foreign(item, 'resultVariable'))
		const loop = childOf(item, 'loopCharacteristics')
		take(textOf(childOf(loop, 'inputDataItem'), 'name'))
		const held = childOf(item, 'ioSpecification')
		for (const one of [...listOf(held, 'dataInputs'), ...listOf(held, 'dataOutputs')]) take(textOf(one, 'name'))
		gather(item, take)
	}
}
