import type { ModdleElement } from 'bpmn-moddle'
import { isFeel } from './expression.ts'
import type { Report } from './fault.ts'
import { bodyOf, childOf, extension, foreign, listOf, refOf, textOf } from './moddle.ts'
import type { Formula, Loop } from './model.ts'
import { formula, formulaIn } from './read-events.ts'

/** M31. How an activity repeats, or null. */
export function loopOf(item: ModdleElement, id: string, report: Report): Loop | null {
	const loop = childOf(item, 'loopCharacteristics')
	if (loop === null) return null
	if (loop.$type === 'bpmn:StandardLoopCharacteristics') return standardOf(loop, id, report)
	if (loop.$type === 'bpmn:MultiInstanceLoopCharacteristics') return manyOf(item, loop, id, report)
	report('M18', id, `${loop.$type} is not run`, `不支持 ${loop.$type}`)
	return null
}

function standardOf(loop: ModdleElement, id: string, report: Report): Loop {
	const maximum = Number(loop['loopMaximum'] ?? Number.NaN)
	const condition = formulaIn(childOf(loop, 'loopCondition'), id, report)
	const bounded = Number.isInteger(maximum) && maximum >= 0
	if (loop['loopMaximum'] !== undefined && !bounded)
		report('M20', id, 'the maximum of a loop is a whole number, not below 0', '循环上限须为不小于 0 的整数')
	else if (condition === null && !bounded)
		report('M20', id, 'a loop without condition and maximum never ends', '循环既无条件也无上限，永不结束')
	return { is: 'standard', testBefore: loop['testBefore'] === true, maximum: bounded ? maximum : null, condition }
}

function manyOf(item: ModdleElement, loop: ModdleElement, id: string, report: Report): Loop {
	const zeebe = extension(loop, 'loopCharacteristics')
	if (loop['behavior'] !== undefined && loop['behavior'] !== 'All')
		report('M18', id, 'a repetition that throws events (behavior) is not run', '不支持多实例的 behavior 事件')
	const cardinality = formulaIn(childOf(loop, 'loopCardinality'), id, report)
	const listText =
		namedRef(item, loop, 'loopDataInputRef') ?? foreign(loop, 'collection') ?? textOf(zeebe, 'inputCollection')
	const list = listText === null ? null : formula(listText, undefined, id, report)
	if (cardinality === null && list === null)
		report('M18', id, 'a repetition needs a number or a list', '多实例须给出次数或列表')
	const outputItem = childOf(loop, 'outputDataItem')
	const outputName = outputItem === null ? null : (textOf(outputItem, 'name') ?? outputItem.id ?? null)
	const outputText = outputName ?? textOf(zeebe, 'outputElement')
	return {
		is: 'many',
		sequential: loop['isSequential'] === true,
		cardinality,
		list,
		item: itemOf(loop) ?? foreign(loop, 'elementVariable') ?? textOf(zeebe, 'inputElement'),
		output: outputText === null ? null : formula(outputText, undefined, id, report),
		outputName,
		outputs: namedRef(item, loop, 'loopDataOutputRef') ?? textOf(zeebe, 'outputCollection'),
		completion: formulaIn(childOf(loop, 'completionCondition'), id, report),
	}
}

function itemOf(loop: ModdleElement): string | null {
	const item = childOf(loop, 'inputDataItem')
	return item === null ? null : (textOf(item, 'name') ?? item.id ?? null)
}

/**
 * The name of the data a property refers to: of the data object behind an association of the activity, or of what is
 * referred to. A name that is drawn nowhere stands as text (see `mendReferences`).
 */
function namedRef(item: ModdleElement, loop: ModdleElement, property: string): string | null {
	const to = childOf(loop, property)
	if (to === null) return textOf(loop, property)
	const into = listOf(item, 'dataInputAssociations').find((one) => refOf(one, 'targetRef') === to.id)
	const outOf = listOf(item, 'dataOutputAssociations').find((one) => listOf(one, 'sourceRef')[0]?.id === to.id)
	return nameOf(listOf(into ?? null, 'sourceRef')[0] ?? childOf(outOf ?? null, 'targetRef') ?? to)
}

function nameOf(data: ModdleElement): string | null {
	return textOf(childOf(data, 'dataObjectRef'), 'name') ?? textOf(data, 'name') ?? data.id ?? null
}

/** A script task's FEEL and where its result goes (M26). */
export function scriptOf(item: ModdleElement, id: string, report: Report): Formula | null {
	const zeebe = extension(item, 'script')
	const text = textOf(item, 'script') ?? textOf(zeebe, 'expression')
	const language = textOf(item, 'scriptFormat') ?? undefined
	if (!isFeel(language)) {
		report('M21', id, `a script in ${language} is not run, only FEEL`, `不支持 ${language} 脚本，只支持 FEEL`)
		return null
	}
	if (text === null) {
		report('M21', id, 'a script task holds a script', '脚本任务缺少脚本')
		return null
	}
	return formula(text, undefined, id, report)
}

/** Name under which a result is left. */
export function resultOf(item: ModdleElement): string | null {
	const inside = ['script', 'calledDecision', 'calledElement'].map((name) =>
		textOf(extension(item, name), 'resultVariable'),
	)
	return foreign(item, 'resultVariable') ?? inside.find((name) => name !== null) ?? outputOf(item)
}

/** The data object that a script's or table's one output is drawn to. */
function outputOf(item: ModdleElement): string | null {
	if (item.$type !== 'bpmn:ScriptTask' && item.$type !== 'bpmn:BusinessRuleTask') return null
	const [first, second] = listOf(item, 'dataOutputAssociations')
	const target = second === undefined ? childOf(first ?? null, 'targetRef') : null
	return target === null ? null : nameOf(target)
}

/** What a service, a table or a call is named by. */
export function asksOf(item: ModdleElement): string | null {
	if (item.$type === 'bpmn:CallActivity') {
		const called = textOf(item, 'calledElement') ?? textOf(extension(item, 'calledElement'), 'processId')
		return called?.replace(/^.*:/, '') ?? null
	}
	if (item.$type === 'bpmn:BusinessRuleTask')
		return foreign(item, 'decisionRef') ?? textOf(extension(item, 'calledDecision'), 'decisionId')
	return (
		foreign(item, 'topic') ??
		textOf(extension(item, 'taskDefinition'), 'type') ??
		textOf(childOf(item, 'operationRef'), 'name') ??
		refOf(item, 'operationRef')
	)
}

/** A condition drawn on a flow. */
export function conditionOf(flow: ModdleElement, id: string, report: Report): Formula | null {
	const condition = childOf(flow, 'conditionExpression')
	if (condition === null) return null
	const body = bodyOf(condition)
	return body === null ? null : formula(body.text, body.language, id, report)
}
