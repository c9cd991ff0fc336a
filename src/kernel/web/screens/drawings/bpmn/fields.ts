import type { ModdleElement } from 'bpmn-moddle'
import { childOf, listOf, textOf } from '../../../../matters/process/moddle.ts'
import type { Diagram, Drawn } from './diagram.ts'
import { laneFields, taskPostFields } from './lanes.ts'
import { definitionOf, named, namedBy, setExpression } from './parts.ts'

/** `label` null: the words of the screen name it, by `word` or by the field's key and the value. */
export type FieldChoice = { readonly value: string; readonly label: string | null; readonly word?: string }

/** One thing that can be written about an element. `key` names its words, `drawings.field.timer`. */
export type DrawnField = {
	readonly key: string
	readonly value: string
	/** Short text, a formula or script in a typewriter face, yes or no, or one of several. */
	readonly as: 'text' | 'formula' | 'yes' | readonly FieldChoice[]
	readonly set: (value: string) => void
}

/** What can be written about an element: its name, what its kind asks for, and our own marks. */
export function fieldsOf(diagram: Diagram, element: Drawn): readonly DrawnField[] {
	const own = element.businessObject
	const update = (properties: object): void => diagram.get('modeling').updateProperties(element, properties)
	const attribute = (key: string, property: string, as: DrawnField['as'] = 'text'): DrawnField => ({
		key,
		value: textOf(own, property) ?? '',
		as,
		set: (value) => update({ [property]: value === '' ? undefined : value }),
	})
	const name = isNamed(element.type) ? [attribute('name', 'name')] : []
	return [
		...name,
		...flowFields(diagram, element),
		...eventFields(diagram, element),
		...(byType[element.type] ?? []).map(([key, property, as]) => attribute(key, property, as)),
		...(element.type === 'bpmn:SendTask' || element.type === 'bpmn:ReceiveTask'
			? [namedField(diagram, element, own, 'message', 'messageRef', 'bpmn:Message', 'name')]
			: []),
		...loopFields(diagram, element),
		...(isTask.test(element.type) ? [...taskPostFields(diagram, element), ...markFields(diagram, element)] : []),
		...(element.type === 'bpmn:Lane' ? laneFields(diagram, element) : []),
	]
}

const isNamed = (type: string): boolean =>
	!/^bpmn:(Group|TextAnnotation|Association|DataInputAssociation|DataOutputAssociation)$/.test(type)
const isTask = /^bpmn:(User|Manual)?Task$/
const none: FieldChoice = { value: '', label: null }

/** M63 of matters: our own marks on a task for people. */
function markFields(diagram: Diagram, element: Drawn): readonly DrawnField[] {
	const own = element.businessObject
	const tasks = diagram
		.get('elementRegistry')
		.filter((each) => isTask.test(each.type) && each.id !== element.id && each.labelTarget === undefined)
		.map((each) => ({ value: each.id, label: each.businessObject.name || each.id }))
	const forms = formsAround(own).map((id) => ({ value: id, label: id }))
	const field = (key: string, as: DrawnField['as']): DrawnField => {
		const value = textOf(own, `seawall:${key}`) ?? ''
		const set = (text: string): void =>
			diagram.get('modeling').updateProperties(element, { [`seawall:${key}`]: text === '' ? undefined : text })
		if (as !== 'yes') return { key, value, as, set }
		return { key, value: value === 'opener' ? 'yes' : 'no', as, set: (on) => set(on === 'yes' ? 'opener' : '') }
	}
	return [
		field('eyes', [none, { value: 'previous', label: null }, ...tasks]),
		field('familiar', [none, ...tasks]),
		field('apart', 'yes'),
		...(forms.length === 0 ? [] : [field('form', [none, ...forms])]),
		field('regime', 'text'),
	]
}

/** Ids of the forms kept in the process around a task. */
function formsAround(task: ModdleElement): readonly string[] {
	const ids: string[] = []
	for (let at = task.$parent; at !== undefined; at = at.$parent)
		for (const value of listOf(childOf(at, 'extensionElements'), 'values'))
			if (value.$type === 'seawall:Form' && value.id !== undefined) ids.push(value.id)
	return ids
}

type Attribute = readonly [key: string, property: string, as?: DrawnField['as']]
const result: Attribute = ['result', 'camunda:resultVariable']
const byType: Readonly<Record<string, readonly Attribute[]>> = {
	'bpmn:ScriptTask': [['script', 'script', 'formula'], result],
	'bpmn:ServiceTask': [['topic', 'camunda:topic'], result],
	'bpmn:BusinessRuleTask': [['table', 'camunda:decisionRef'], result],
	'bpmn:CallActivity': [['called', 'calledElement'], result],
	'bpmn:TextAnnotation': [['text', 'text']],
}

function flowFields(diagram: Diagram, element: Drawn): readonly DrawnField[] {
	if (element.type !== 'bpmn:SequenceFlow') return []
	const own = element.businessObject
	const source = diagram.get('elementRegistry').get(childOf(own, 'sourceRef')?.id ?? '')
	if (source === undefined || !/Exclusive|Inclusive|Task$|CallActivity|SubProcess/.test(source.type)) return []
	const modeling = diagram.get('modeling')
	return [
		{
			key: 'condition',
			value: textOf(childOf(own, 'conditionExpression'), 'body') ?? '',
			as: 'formula',
			set: (value) => setExpression(diagram, element, own, 'conditionExpression', value),
		},
		{
			key: 'otherwise',
			value: childOf(source.businessObject, 'default') === own ? 'yes' : 'no',
			as: 'yes',
			set: (value) => modeling.updateProperties(source, { default: value === 'yes' ? own : undefined }),
		},
	]
}

const timings: readonly string[] = ['timeDuration', 'timeDate', 'timeCycle']

function eventFields(diagram: Diagram, element: Drawn): readonly DrawnField[] {
	const definition = definitionOf(element)
	switch (definition?.$type) {
		case 'bpmn:TimerEventDefinition':
			return timerFields(diagram, element, definition)
		case 'bpmn:MessageEventDefinition':
			return [namedField(diagram, element, definition, 'message', 'messageRef', 'bpmn:Message', 'name')]
		case 'bpmn:SignalEventDefinition':
			return [namedField(diagram, element, definition, 'signal', 'signalRef', 'bpmn:Signal', 'name')]
		case 'bpmn:ErrorEventDefinition':
			return [namedField(diagram, element, definition, 'error', 'errorRef', 'bpmn:Error', 'errorCode')]
		case 'bpmn:EscalationEventDefinition':
			return [
				namedField(diagram, element, definition, 'escalation', 'escalationRef', 'bpmn:Escalation', 'escalationCode'),
			]
		case 'bpmn:LinkEventDefinition':
			return [
				{
					key: 'link',
					value: textOf(definition, 'name') ?? '',
					as: 'text',
					set: (value) => diagram.get('modeling').updateModdleProperties(element, definition, { name: value }),
				},
			]
		default:
			return []
	}
}

function timerFields(diagram: Diagram, element: Drawn, definition: ModdleElement): readonly DrawnField[] {
	const given = timings.find((name) => childOf(definition, name) !== null) ?? 'timeDuration'
	const value = textOf(childOf(definition, given), 'body') ?? ''
	const write = (kind: string, text: string): void => {
		const expression =
			text === '' ? undefined : diagram.get('bpmnFactory').create('bpmn:FormalExpression', { body: text })
		const others = Object.fromEntries(timings.map((name) => [name, undefined]))
		diagram.get('modeling').updateModdleProperties(element, definition, { ...others, [kind]: expression })
	}
	return [
		// Nothing is written before there is a time, so a kind chosen first is kept with a time to change.
		{
			key: 'timing',
			value: given,
			as: timings.map((value) => ({ value, label: null })),
			set: (kind) => write(kind, value === '' ? 'P1D' : value),
		},
		{ key: 'timer', value, as: 'formula', set: (text) => write(given, text) },
	]
}

function namedField(
	diagram: Diagram,
	element: Drawn,
	holder: ModdleElement,
	key: string,
	property: string,
	type: string,
	called: string,
): DrawnField {
	return {
		key,
		value: namedBy(childOf(holder, property), called),
		as: 'text',
		set: (value) =>
			diagram.get('modeling').updateModdleProperties(element, holder, {
				[property]: value === '' ? undefined : named(diagram, element, type, called, value),
			}),
	}
}

function loopFields(diagram: Diagram, element: Drawn): readonly DrawnField[] {
	const loop = childOf(element.businessObject, 'loopCharacteristics')
	if (loop === null) return []
	const expression = (key: string, property: string): DrawnField => ({
		key,
		value: textOf(childOf(loop, property), 'body') ?? '',
		as: 'formula',
		set: (value) => setExpression(diagram, element, loop, property, value),
	})
	if (loop.$type === 'bpmn:StandardLoopCharacteristics')
		return [
			expression('loop-condition', 'loopCondition'),
			{
				key: 'loop-maximum',
				value: loop['loopMaximum'] === undefined ? '' : String(loop['loopMaximum']),
				as: 'text',
				set: (value) =>
					diagram.get('modeling').updateModdleProperties(element, loop, {
						loopMaximum: /^\d+$/.test(value) ? Number(value) : undefined,
					}),
			},
		]
	return [expression('loop-cardinality', 'loopCardinality'), expression('loop-completion', 'completionCondition')]
}
