import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DrawingFault, readDrawing } from '../drawing.ts'
import { drawingText } from './drawing-text.ts'

const sound = ['start>ringing', 'ringing>gate1', 'gate1>taken', 'gate1>end_lost', 'taken>pass1', 'pass1>end_done']

async function faultOf(flows: readonly string[], extra = ''): Promise<string> {
	return faultOfText(drawingText(flows, extra))
}

async function faultOfText(text: string): Promise<string> {
	const fault = await readDrawing('test.x', text).then(
		() => null,
		(error: unknown) => error,
	)
	if (!(fault instanceof DrawingFault)) return 'none'
	return `${fault.rule} ${fault.element}`
}

describe('drawing', () => {
	it('M1 a sound drawing is read, with the ways between its resting places', async () => {
		const drawing = await readDrawing('test.x', drawingText(sound))
		expect(drawing.ways.get('')).toEqual([{ to: 'ringing', flows: ['flow_1'] }])
		expect(drawing.ways.get('ringing')).toEqual([
			{ to: 'taken', flows: ['flow_2', 'flow_3'] },
			{ to: 'end_lost', flows: ['flow_2', 'flow_4'] },
		])
		expect(drawing.ways.get('taken')).toEqual([{ to: 'end_done', flows: ['flow_5', 'flow_6'] }])
	})

	it.each([
		['<bpmn:serviceTask id="s" />', 'M1 s'],
		['<bpmn:parallelGateway id="g" />', 'M1 g'],
		['<bpmn:boundaryEvent id="b" attachedToRef="taken" />', 'M1 b'],
		['<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition /></bpmn:intermediateCatchEvent>', 'M1 c'],
		['<bpmn:userTask id="u"><bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask>', 'M1 u'],
		['<bpmn:nonsense id="n" />', 'M1 null'],
	])('M1 what is not run is refused with its id: %s', async (extra, fault) => {
		expect(await faultOf(sound, extra)).toBe(fault)
	})

	it('M1 notes and lanes are kept and mean nothing', async () => {
		const extra =
			'<bpmn:laneSet id="l"><bpmn:lane id="l1"><bpmn:flowNodeRef>taken</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
		const note = '<bpmn:textAnnotation id="t"><bpmn:text>why</bpmn:text></bpmn:textAnnotation>'
		expect(await faultOf(sound, extra + note)).toBe('none')
	})

	it('M2 a task with two ways out is refused', async () => {
		expect(await faultOf([...sound, 'taken>end_lost'])).toBe('M2 taken')
	})

	it('M3 a loose end, an unreached element, a start entered and an end left are refused', async () => {
		expect(await faultOf([...sound, 'gate1>stuck'])).toBe('M3 stuck')
		expect(await faultOf([...sound, 'ghost>taken'])).toBe('M3 ghost')
		expect(await faultOf([...sound, 'gate1>start'])).toBe('M3 start')
		expect(await faultOf([...sound, 'end_lost>taken'])).toBe('M3 end_lost')
		expect(await faultOf(['start>a', 'a>b', 'b>a'])).toBe('M3 null')
		expect(await faultOf(['start>a', 'a>end', 'b>c', 'c>b'])).toMatch(/^M3 [bc]$/)
	})

	it('M4 a ring of gateways is refused', async () => {
		expect(await faultOf(['start>gate1', 'gate1>gate2', 'gate2>gate1', 'gate2>a', 'a>end'])).toMatch(/^M4 gate[12]$/)
	})

	it('M5 a condition on a flow is refused', async () => {
		const flow =
			'<bpmn:sequenceFlow id="f" sourceRef="gate1" targetRef="taken"><bpmn:conditionExpression>true</bpmn:conditionExpression></bpmn:sequenceFlow>'
		expect(await faultOf(sound, flow)).toBe('M5 f')
	})

	it('M6 large files, document types and many elements are refused before they can hurt', async () => {
		expect(await faultOfText(drawingText(sound, `<!-- ${'x'.repeat(1_000_000)} -->`))).toBe('M6 null')
		expect(await faultOfText(`<!DOCTYPE a [<!ENTITY b "c">]>${drawingText(sound)}`)).toBe('M6 null')
		const many = Array.from({ length: 10_001 }, (_, n) => `<bpmn:task id="n${n}"/>`).join('')
		expect(await faultOf(sound, many)).toBe('M6 null')
		expect(await faultOfText('not xml')).toBe('M1 null')
		expect(await faultOfText('')).toBe('M1 null')
	})

	it('M6 garbage never gives anything but a fault with a rule', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(600), async (junk, at) => {
				const text = drawingText(sound)
				const fault = await faultOfText(text.slice(0, at) + junk + text.slice(at))
				expect(fault).toMatch(/^(M\d .*|none)$/)
			}),
			{ numRuns: 200 },
		)
	})

	it('M11 the same text has the same id everywhere, another text another', async () => {
		const [a, b, c] = await Promise.all([
			readDrawing('test.x', drawingText(sound)),
			readDrawing('test.x', drawingText(sound)),
			readDrawing('test.x', drawingText(sound, '<!-- changed -->')),
		])
		expect(a.id).toBe(b.id)
		expect(a.id).not.toBe(c.id)
		expect(a.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
	})
})
