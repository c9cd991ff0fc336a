import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'

let folder = ''

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'seawall-process-'))
	await writeFile(
		join(folder, 'check.bpmn'),
		file(`${task('a')}${task('b')}${call('c', 'other')}${flow('a', 'b')}${flow('b', 'c')}`),
	)
	const asks = 'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:decisionRef="level" c:resultVariable="priority"'
	await writeFile(join(folder, 'rule.bpmn'), file(`<businessRuleTask id="r" ${asks}/>`))
	await writeFile(join(folder, 'pools.bpmn'), pools)
	await writeFile(join(folder, 'level.dmn'), levels)
	await writeFile(join(folder, 'other.bpmn'), file(task('d'), 'other'))
	await writeFile(join(folder, 'wrong.bpmn'), file(`${task('a')}<complexGateway id="k"/><transaction id="t"/>`))
	await writeFile(join(folder, 'script.json'), JSON.stringify({ answers: { b: { well: true } }, times: { a: 'PT1H' } }))
})

afterAll(async () => {
	await rm(folder, { recursive: true })
})

const task = (id: string) => `<userTask id="${id}" name="Task ${id}"/>`
const call = (id: string, called: string) => `<callActivity id="${id}" calledElement="${called}"/>`
const flow = (from: string, to: string) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`

function file(inside: string, id = 'p'): string {
	const namespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
	return `<definitions xmlns="${namespace}" targetNamespace="x"><process id="${id}" isExecutable="true">${inside}</process></definitions>`
}

const asked = '<messageEventDefinition messageRef="m"/>'
const replied = '<messageEventDefinition messageRef="n"/>'
const pools = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
<message id="m" name="ask"/><message id="n" name="reply"/>
<process id="p" isExecutable="true"><sendTask id="send" messageRef="m"/><receiveTask id="wait" messageRef="n"/>${flow('send', 'wait')}</process>
<process id="q" isExecutable="true"><startEvent id="start">${asked}</startEvent><task id="work"/><endEvent id="reply">${replied}</endEvent>
${flow('start', 'work')}${flow('work', 'reply')}</process></definitions>`
const levels = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="levels" namespace="x">
<inputData id="i" name="hurt"/>
<decision id="level" name="Level"><variable name="Level"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>if hurt > 0 then 1 else 3</text></literalExpression></decision></definitions>`

/** Runs the command without a server and without a database. */
function seawall(...args: readonly string[]) {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(projectFolder, 'bin', 'seawall.mjs'), 'process', ...args],
		{
			encoding: 'utf8',
			env: { ...process.env, SEAWALL_DATA: '/nonexistent/seawall', DATABASE_URL: '' },
		},
	)
	const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
	return { status, stderr, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)) }
}

describe('process on the command line', () => {
	it('M37 check says yes, or names every fault on a line of its own', () => {
		expect(seawall('check', join(folder, 'check.bpmn'))).toMatchObject({
			status: 0,
			lines: [{ ok: true, processes: ['p'] }],
		})
		const { status, lines } = seawall('check', join(folder, 'wrong.bpmn'))
		expect(status).toBe(1)
		expect(lines).toMatchObject([
			{ element: 'k', rule: 'M18', en: expect.any(String), zh: expect.any(String), process: 'p' },
			{ element: 't', rule: 'M18' },
		])
	})

	it('M16 a file in UTF-16 is read as its first bytes say', async () => {
		const wide = join(folder, 'wide.bpmn')
		await writeFile(wide, Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${file(task('a'))}`, 'utf16le'))
		expect(seawall('check', wide)).toMatchObject({ status: 0, lines: [{ ok: true }] })
	})

	it('M36 simulate prints a line a step and how it came out, with called processes from files beside', () => {
		const { status, lines } = seawall(
			'simulate',
			join(folder, 'check.bpmn'),
			'--data',
			'{"n":1}',
			'--script',
			join(folder, 'script.json'),
		)
		expect(status).toBe(0)
		expect(lines.at(-1)).toEqual({
			ended: true,
			result: 'completed',
			at: '2026-01-01T01:00:00.000Z',
			data: { n: 1, well: true },
			completed: ['a', 'b', 'd', 'c'],
		})
		expect(lines[0]).toEqual({
			n: 1,
			at: '2026-01-01T00:00:00.000Z',
			instance: 'p',
			what: 'enter',
			element: 'a',
			token: 2,
			scope: 1,
			type: 'UserTask',
			name: 'Task a',
		})
		expect(lines.map((line) => line['n']).slice(0, -1)).toEqual(lines.slice(0, -1).map((_, n) => n + 1))
	})

	it('M36 a business-rule task is decided by the table beside the drawing', () => {
		const { lines } = seawall('simulate', join(folder, 'rule.bpmn'), '--data', '{"hurt":2}')
		expect(lines.at(-1)).toMatchObject({ result: 'completed', data: { hurt: 2, priority: 1 } })
	})

	it('M36 a message opens the other pool that starts on it, and its answer comes back', () => {
		const { lines } = seawall('simulate', join(folder, 'pools.bpmn'))
		expect(lines.at(-1)).toMatchObject({ result: 'completed', completed: ['send', 'start', 'work', 'reply', 'wait'] })
		expect(lines.find((line) => line['element'] === 'work')).toMatchObject({ instance: 'q' })
	})

	it('M36 until stops the clock, and what is open is named', () => {
		const { lines } = seawall(
			'simulate',
			join(folder, 'check.bpmn'),
			'--script',
			join(folder, 'script.json'),
			'--until',
			'PT30M',
		)
		expect(lines.at(-1)).toMatchObject({
			ended: false,
			result: 'open',
			at: '2026-01-01T00:30:00.000Z',
			open: [{ instance: 'p', element: 'a', waits: 'task' }],
		})
	})

	it('M36 a drawing that may not be published is not run; a wrong call says how', () => {
		expect(seawall('simulate', join(folder, 'wrong.bpmn'))).toMatchObject({
			status: 1,
			lines: [{ element: 'k' }, { element: 't' }],
		})
		expect(seawall('simulate', join(folder, 'check.bpmn'), '--data', '[1]').status).toBe(2)
		const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`
		for (const given of [deep, '{', 'nowhere.json'])
			expect(seawall('simulate', join(folder, 'check.bpmn'), '--data', given)).toMatchObject({ status: 2, lines: [] })
		expect(seawall('simulate').status).toBe(2)
		expect(seawall('draw', 'x').status).toBe(2)
	})
})
