import { type Look, perform, type Post, type Stage } from './browser.ts'

/** A drawing brought into force as a bureau does it: drawn, reviewed by another chain of command, published. */

export const drawer: Post = { kind: 'analyst', agency: 'xigang-command' }
export const reviewer: Post = { kind: 'legal_reviewer', agency: 'xigang-legal' }
export const commander: Post = { kind: 'commander', agency: 'xigang' }

const look: Look = { language: 'en', theme: 'light', size: [1366, 768] }

/** Gives the mark of the version that is in force afterwards. */
export async function publishDrawing(
	stage: Stage,
	{ name, title, text }: { readonly name: string; readonly title: string; readonly text: string },
): Promise<string> {
	const draws = await stage.window(drawer, look)
	const reviews = await stage.window(reviewer, look)
	const publishes = await stage.window(commander, look)
	const { id, version, faults } = await perform<{ id: string; version: number; faults: readonly unknown[] }>(
		draws,
		stage,
		'matters.draft.open',
		{ what: 'drawing', name, title, text },
	)
	if (faults.length > 0) throw new Error(`The drawing has faults: ${JSON.stringify(faults)}`)
	await perform(draws, stage, 'matters.draft.propose', { id, version, reason: 'Order 2026-4.' })
	await perform(reviews, stage, 'matters.draft.review', { id, ground: 'Within the order; checked.' })
	const published = await perform<{ version: string }>(publishes, stage, 'matters.draft.publish', {
		id,
		ground: 'In force from today.',
	})
	for (const page of [draws, reviews, publishes]) await page.context().close()
	return published.version
}

/** A BPMN file of one process in one lane, with a picture. */
export function drawn(
	process: { readonly id: string; readonly name: string },
	lane: readonly string[],
	body: string,
): string {
	const refs = lane.map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join('')
	return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="x">
	<bpmn:process id="${process.id}" name="${process.name}" isExecutable="true">
	<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="officer">${refs}</bpmn:lane></bpmn:laneSet>
	${body}</bpmn:process>${pictureOf(process.id, body)}</bpmn:definitions>`
}

/** Elements in steps from the left, an event on an edge under its task, flows straight from middle to middle. */
function pictureOf(process: string, body: string): string {
	const middle = new Map<string, readonly [x: number, y: number]>()
	const shapes = [...body.matchAll(/<bpmn:(\w+(?:Event|Task|Gateway)) id="(\w+)"([^>]*)>/g)]
	const drawnShapes = shapes.map(([, kind = '', id = '', rest = ''], at) => {
		const [width, height] = kind.endsWith('Event') ? [36, 36] : kind.endsWith('Gateway') ? [50, 50] : [120, 60]
		const under = middle.get(/attachedToRef="(\w+)"/.exec(rest)?.[1] ?? '')
		const [x, y] = under === undefined ? [100 + at * 150, 100 + (at % 3) * 130] : [under[0], under[1] + 30]
		middle.set(id, [x, y])
		return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`
	})
	const point = (id: string): string => {
		const [x, y] = middle.get(id) ?? [0, 0]
		return `<di:waypoint x="${x}" y="${y}"/>`
	}
	const edges = [...body.matchAll(/<bpmn:sequenceFlow id="(\w+)" sourceRef="(\w+)" targetRef="(\w+)"/g)].map(
		([, id = '', from = '', to = '']) =>
			`<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${point(from)}${point(to)}</bpmndi:BPMNEdge>`,
	)
	return `<bpmndi:BPMNDiagram id="picture"><bpmndi:BPMNPlane id="plane" bpmnElement="${process}">${drawnShapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`
}

/** A flow, with the formula that decides it where it has one. */
export const flow = (from: string, to: string, formula?: string): string =>
	formula === undefined
		? `<bpmn:sequenceFlow id="f_${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`
		: `<bpmn:sequenceFlow id="f_${from}_${to}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${formula.replaceAll('<', '&lt;')}</bpmn:conditionExpression></bpmn:sequenceFlow>`
