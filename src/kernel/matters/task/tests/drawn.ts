import { marksNamespace } from '../marks.ts'

/** Drawings with lanes and marks, for tests. */

export type DrawnTask = {
	readonly id: string
	/** Attributes, e.g. `seawall:eyes="check"`. */
	readonly marks?: string
	readonly form?: object | string
	readonly type?: string
	readonly inside?: string
}

/**
 * A process `p` with its tasks in lanes by name.
 * @param lanes lane name -> tasks; the empty name: in no lane
 * @param rest further elements and flows
 */
export function drawing(
	lanes: Readonly<Record<string, readonly DrawnTask[]>>,
	rest: string,
	{ inProcess = '', roots = '', namespace = marksNamespace } = {},
): string {
	const named = Object.entries(lanes).filter(([lane]) => lane !== '')
	const set = named.map(
		([lane, tasks], n) =>
			`<lane id="lane_${n}" name="${lane}">${tasks.map(({ id }) => `<flowNodeRef>${id}</flowNodeRef>`).join('')}</lane>`,
	)
	const tasks = Object.values(lanes).flat().map(taskText).join('\n')
	return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
	xmlns:seawall="${namespace}" targetNamespace="http://seawall.example/test">
${roots}<process id="p" isExecutable="true">${inProcess}
${set.length === 0 ? '' : `<laneSet id="lanes">${set.join('')}</laneSet>`}
<startEvent id="start"/>
${tasks}
${rest}
</process></definitions>`
}

function taskText({ id, marks = '', form, type = 'userTask', inside = '' }: DrawnTask): string {
	const text = typeof form === 'string' ? form : JSON.stringify(form)
	const held =
		form === undefined ? '' : `<extensionElements><seawall:form><![CDATA[${text}]]></seawall:form></extensionElements>`
	return `<${type} id="${id}" name="${id} / ${id} 中" ${marks}>${held}${inside}</${type}>`
}

/** Flows `a>b>c`, each with the id `a_b`; ` if x` makes a condition of the last. */
export function ways(...lines: readonly string[]): string {
	return lines
		.map((line) => {
			const [chain = '', condition] = line.split(' if ')
			const ids = chain.split('>')
			return ids
				.slice(1)
				.map((to, n) => {
					const body = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`
					return `<sequenceFlow id="${ids[n]}_${to}" sourceRef="${ids[n]}" targetRef="${to}">${body}</sequenceFlow>`
				})
				.join('')
		})
		.join('\n')
}

export const end = '<endEvent id="end"/>'
