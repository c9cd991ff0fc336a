import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readProcesses } from '../api.ts'
import {
	compensate,
	error,
	eventSub,
	faultsOf,
	file,
	flows,
	known,
	link,
	message,
	node,
	nodes,
	onEdge,
	terminate,
	timer,
	undoneBy,
} from './drawn.ts'

const start = node('start', 'startEvent')
const sound = start + nodes('userTask', 'a b') + flows('start>a>b')
const definition = (name: string) => `<${name}EventDefinition/>`

describe('reading', () => {
	it.each([
		['M18 c', node('c', 'complexGateway')],
		['M18 t', node('t', 'transaction')],
		['M18 h', node('h', 'adHocSubProcess')],
		['M18 e', node('e', 'endEvent', '', definition('cancel'))],
		['M18 c', node('c', 'intermediateCatchEvent', '', definition('conditional'))],
		['M18 c', node('c', 'intermediateCatchEvent', '', timer('PT1H') + message('m'))],
		['M18 c', node('c', 'intermediateCatchEvent', '', error('err'))],
		['M18 c', node('c', 'intermediateThrowEvent', '', timer('PT1H'))],
		['M18 c', node('c', 'intermediateThrowEvent', '', terminate)],
		['M18 s', node('s', 'startEvent', '', error('err'))],
		['M18 g', node('g', 'eventBasedGateway', 'instantiate="true" eventGatewayType="Parallel"')],
		['M18 c', node('c', 'callActivity')],
		['M18 u', node('u', 'userTask', '', '<multiInstanceLoopCharacteristics/>')],
		['M18 a', node('a', 'task')],
		['M18 x', onEdge('x', 'nowhere', timer('PT1H'))],
		['M18 n', '<nonsense id="n"/>'],
	])('M18 what is not run is refused with its id: %s', async (fault, extra) => {
		expect(await faultsOf(file(sound + extra, known))).toContain(fault)
	})

	it.each([
		['M19 start', flows('a>start')],
		['M19 e', node('e', 'endEvent') + flows('b>e', 'e>a')],
		['M19 e', node('e', 'task')],
		['M19 e', nodes('task', 'e f') + flows('e>f', 'f>e')],
		['M19 x', onEdge('x', 'start', timer('PT1H')) + node('e', 'task') + flows('x>e')],
		['M19 undo', onEdge('undo', 'a', compensate())],
		['M19 x', undoneBy('a', 'x') + flows('b>x')],
		['M19 t', node('t', 'intermediateThrowEvent', '', compensate('b')) + flows('b>t')],
		['M19 l', node('l', 'intermediateThrowEvent', '', link('L')) + flows('b>l')],
		['M19 g', nodes('eventBasedGateway', 'g') + node('r', 'receiveTask') + flows('b>g>r')],
		['M19 e', nodes('eventBasedGateway', 'g') + nodes('receiveTask', 'r') + node('e', 'task') + flows('b>g>r', 'g>e')],
		['M19 g_e', nodes('parallelGateway', 'g') + node('e', 'task') + flows('b>g', 'g>e if true')],
		['M19 g', node('g', 'exclusiveGateway', 'default="a_b"') + node('e', 'task') + flows('b>g>e')],
		['M19 s', node('s', 'subProcess', '', nodes('startEvent', 's1 s2')) + flows('b>s')],
		['M19 es', node('es', 'subProcess', 'triggeredByEvent="true"', node('q', 'task'))],
		['M19 es', eventSub('es', message('m'), '') + flows('b>es')],
		['M19 b_i', node('s', 'subProcess', '', node('i', 'task')) + flows('a>s', 'b>i')],
	])('M19 what does not hang together is refused: %s', async (fault, extra) => {
		expect(await faultsOf(file(sound + extra, known))).toContain(fault)
	})

	it('M20 rings that never wait are refused; those that wait are not', async () => {
		const ring = (middle: string) =>
			file(
				start +
					nodes('exclusiveGateway', 'm') +
					node('g', 'exclusiveGateway') +
					middle +
					node('end', 'endEvent') +
					flows('start>m>x>g', 'g>m if again', 'g>end'),
			)
		expect(await faultsOf(ring(node('x', 'intermediateThrowEvent')))).toEqual([expect.stringMatching(/^M20 [mxg]$/)])
		expect(await faultsOf(ring(node('x', 'sendTask')))).toEqual([expect.stringMatching(/^M20 [mxg]$/)])
		expect(await faultsOf(ring(node('x', 'subProcess', '', nodes('startEvent', 'i'))))).toHaveLength(1)
		expect(await faultsOf(ring(node('x', 'userTask')))).toEqual([])
		expect(await faultsOf(ring(node('x', 'task')))).toEqual([])
		expect(await faultsOf(ring(node('x', 'scriptTask', '', '<script>{again: false}</script>')))).toEqual([])
		const endless = file(start + nodes('task', 'a b') + flows('start>a>b>a'))
		expect(await faultsOf(endless)).toEqual([expect.stringMatching(/^M20 [ab]$/)])
		const linked = file(
			start +
				node('l', 'intermediateThrowEvent', '', link('L')) +
				node('k', 'intermediateCatchEvent', '', link('L')) +
				nodes('exclusiveGateway', 'x') +
				flows('start>x>l', 'k>x'),
		)
		expect(await faultsOf(linked)).toEqual([expect.stringMatching(/^M20 [lkx]$/)])
		expect(
			await faultsOf(file(start + node('a', 'task', '', '<standardLoopCharacteristics/>') + flows('start>a'))),
		).toEqual(['M20 a'])
		for (const [maximum, faults] of [
			['-1', ['M20 a']],
			['x', ['M20 a']],
			['0', []],
			['2', []],
		] as const) {
			const loop = `<standardLoopCharacteristics loopMaximum="${maximum}"><loopCondition>true</loopCondition></standardLoopCharacteristics>`
			expect(await faultsOf(file(start + node('a', 'task', '', loop) + flows('start>a')))).toEqual(faults)
		}
	})

	it('M21 formulas are FEEL, bare, marked or wrapped; other languages are refused', async () => {
		const on = (condition: string, attributes = '') =>
			faultsOf(
				file(
					sound +
						nodes('task', 'x') +
						`<sequenceFlow id="f" sourceRef="b" targetRef="x"><conditionExpression xsi:type="tFormalExpression" ${attributes}>${condition}</conditionExpression></sequenceFlow>`,
				),
			)
		expect(await on('n > 1')).toEqual([])
		expect(await on('= n > 1')).toEqual([])
		expect(await on('${n == 1 &amp;&amp; !done}')).toEqual([])
		expect(await on("#{kind == 'fire'}", 'language="https://www.omg.org/spec/DMN/20191111/FEEL/"')).toEqual([])
		expect(await on('n &gt;', '')).toEqual(['M21 f'])
		expect(await on('n > 1', 'language="http://www.w3.org/1999/XPath"')).toEqual(['M21 f'])
		expect(await on('n > 1', 'language="javascript"')).toEqual(['M21 f'])
		const script = node('s', 'scriptTask', 'scriptFormat="javascript"', '<script>1</script>') + flows('b>s')
		expect(await faultsOf(file(sound + script))).toEqual(['M21 s'])
		expect(await faultsOf(file(sound + node('s', 'scriptTask') + flows('b>s')))).toEqual(['M21 s'])
	})

	it('M21 a language named for the whole file counts where a formula leans on it', async () => {
		const named = (inside: string, language = 'http://groovy.codehaus.org/') =>
			faultsOf(file(sound + inside).replace('<definitions', `<definitions id="d" expressionLanguage="${language}"`))
		const wait = node('t', 'intermediateCatchEvent', '', timer('PT1H')) + flows('b>t')
		const own = (text: string, attributes = '') =>
			`${wait}${node('x', 'task')}<sequenceFlow id="f" sourceRef="b" targetRef="x"><conditionExpression xsi:type="tFormalExpression" ${attributes}>${text}</conditionExpression></sequenceFlow>`
		expect(await named(wait)).toEqual([])
		expect(await named(own('n > 1', 'language="feel"'))).toEqual([])
		expect(await named(own('n > 1'))).toEqual(['M21 d'])
		expect(await named(own('n > 1'), 'http://www.w3.org/1999/XPath')).toEqual([])
	})

	it('M22 a timer says one time, in ISO 8601 or FEEL; cron is refused', async () => {
		const on = (inside: string) =>
			faultsOf(file(sound + node('t', 'intermediateCatchEvent', '', inside) + flows('b>t')))
		expect(await on(timer('PT5M'))).toEqual([])
		expect(await on(timer('due', 'Date'))).toEqual([])
		expect(await on(timer('${within}'))).toEqual([])
		expect(await on(timer('0 0 9 * * ?', 'Cycle'))).toEqual(['M22 t'])
		expect(await on(timer('P1X'))).toEqual(['M22 t'])
		expect(await on(timer('PT'))).toEqual(['M22 t'])
		expect(await on('<timerEventDefinition/>')).toEqual(['M22 t'])
	})

	it('M18 what is of another namespace means nothing, and markup in documentation and notes neither', async () => {
		const xhtml = '<h:p xmlns:h="http://www.w3.org/1999/xhtml">one <h:b>two</h:b></h:p>'
		for (const odd of [
			'<o:note xmlns:o="urn:other"><o:inner id="z"/></o:note>',
			node('k', 'textAnnotation', '', `<text>${xhtml} three ${xhtml}</text>`),
			node('c', 'dataObject', '', `<documentation>${xhtml}<b>bold</b></documentation>`),
		])
			expect(await faultsOf(file(sound + odd))).toEqual([])
		const many = '<o:note xmlns:o="urn:other"/>'.repeat(10_000)
		expect(await faultsOf(file(sound + many))).toEqual([])
	})

	it('M16 an element BPMN does not know, and an id that is none, are named with the element and the line', async () => {
		const { faults } = await readProcesses(file(`${sound}\n<task id="c"><boo/></task>\n<startEvent id="1 2"/>`))
		expect(faults.map(({ element, sentence }) => [element, /\(line (\d)\)/.exec(sentence.en)?.[1]])).toEqual([
			['c', '4'],
			['1 2', '5'],
		])
	})

	it('M18 what is refused is named alone; what leads to it and from it stands', async () => {
		const refused = nodes('transaction', 't') + nodes('adHocSubProcess', 'h') + nodes('complexGateway', 'g')
		const drawn = start + refused + nodes('task', 'a b') + onEdge('e', 't', timer('PT1H'))
		expect(await faultsOf(file(drawn + flows('start>t>h>g>a', 'e>b')))).toEqual(['M18 t', 'M18 h', 'M18 g'])
	})

	it('M22 a cycle that repeats no number of times is no formula', async () => {
		const drawn = (text: string) =>
			start + node('c', 'intermediateCatchEvent', '', timer(text, 'Cycle')) + flows('start>c')
		for (const text of ['R-1/PT1H', 'R0/PT1H', 'R3/PT1H/2026-01-01'])
			expect(await faultsOf(file(drawn(text)))).toEqual(['M22 c'])
	})

	it('M17 hostile files are refused before they can hurt', async () => {
		expect(await faultsOf(file(`${sound}<!-- ${'x'.repeat(1_000_000)} -->`))).toEqual(['M17 null'])
		expect(await faultsOf(`<!DOCTYPE a [<!ENTITY b "c">]>${file(sound)}`)).toEqual(['M17 null'])
		expect(
			await faultsOf(file(sound + nodes('task', Array.from({ length: 10_001 }, (_, n) => `n${n}`).join(' ')))),
		).toEqual(['M17 null'])
		const deep = '<subProcess id="s">'.repeat(200) + '</subProcess>'.repeat(200)
		expect(await faultsOf(file(sound + deep))).toEqual(['M17 null'])
		expect(await faultsOf('not xml')).toEqual(['M17 null'])
		expect(await faultsOf('')).toEqual(['M17 null'])
		expect(await faultsOf(file(sound, '<import importType="x" location="http://elsewhere" namespace="y"/>'))).toContain(
			'M17 null',
		)
	})

	it('M17 garbage in a file gives faults and nothing else', async () => {
		const text = file(sound + undoneBy('a', 'x') + eventSub('es', message('m'), ''), known)
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 100 }), fc.nat(text.length), async (junk, at) => {
				const faults = await faultsOf(text.slice(0, at) + junk + text.slice(at))
				for (const fault of faults) expect(fault).toMatch(/^M(1[6-9]|2[0-2]) /)
			}),
			{ numRuns: 200 },
		)
	})

	it('M16 all faults are named, not only the first, in both languages', async () => {
		const { processes } = await readProcesses(file(sound + nodes('complexGateway', 'c d') + nodes('task', 'e')))
		const faults = processes[0]?.faults ?? []
		expect(faults.map(({ rule, element }) => `${rule} ${element}`)).toEqual(['M18 c', 'M18 d', 'M19 e'])
		for (const { sentence } of faults)
			expect([sentence.en !== '', /\p{Script=Han}/u.test(sentence.zh)]).toEqual([true, true])
	})

	it('M18 lanes name posts, within sub-processes too', async () => {
		const lanes =
			'<laneSet id="ls"><lane id="l1" name="Duty officer"><flowNodeRef>a</flowNodeRef><flowNodeRef>s</flowNodeRef></lane><lane id="l2" name="Legal"><flowNodeRef>b</flowNodeRef></lane></laneSet>'
		const sub = node('s', 'subProcess', '', nodes('userTask', 'c'))
		const { processes } = await readProcesses(file(lanes + sound + sub + flows('b>s')))
		const elements = processes[0]?.model.elements
		expect(['a', 'b', 'c'].map((id) => elements?.get(id)?.lane)).toEqual(['Duty officer', 'Legal', 'Duty officer'])
	})

	it('M17 ten thousand elements in a row are read and run', async () => {
		const ids = Array.from({ length: 4_990 }, (_, n) => `n${n}`)
		const { processes, faults } = await readProcesses(file(nodes('task', ids.join(' ')) + flows(ids.join('>'))))
		expect([faults, processes[0]?.faults, processes[0]?.model.elements.size]).toEqual([[], [], 4_990])
	})
})
