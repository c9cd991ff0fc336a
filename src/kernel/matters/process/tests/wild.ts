import fc from 'fast-check'
import {
	compensate,
	error,
	escalation,
	eventSub,
	file,
	flows,
	known,
	message,
	node,
	onEdge,
	signal,
	terminate,
	timer,
	undoneBy,
} from './drawn.ts'

/** Drawings of everything the engine runs, put together at random: for what must hold whatever is drawn and happens. */

/** One draw of numbers after the other; the same list always draws the same. */
type Dice = (sides: number) => number

function diceOf(numbers: readonly number[]): Dice {
	let at = 0
	return (sides) => {
		at += 1
		return (numbers[(at - 1) % numbers.length] ?? 0) % sides
	}
}

export const wildDrawings: fc.Arbitrary<string> = fc
	.array(fc.nat(1_000_000), { minLength: 20, maxLength: 60 })
	.map((numbers) => drawWild(diceOf(numbers)))

function drawWild(dice: Dice): string {
	let last = 0
	const name = () => {
		last += 1
		return `n${last}`
	}
	return file(placeOf(dice, name, 0), known)
}

type Name = () => string
const pick = <T>(dice: Dice, ...choices: readonly [T, ...T[]]): T => choices[dice(choices.length)] ?? choices[0]

const ends = [
	'',
	'',
	'',
	terminate,
	error('err'),
	escalation('esc'),
	signal('sig'),
	message('m'),
	compensate(),
] as const

/** Start, a few elements in a row, an end; event sub-processes beside. */
function placeOf(dice: Dice, name: Name, deep: number): string {
	const start = name()
	const parts = [node(start, 'startEvent')]
	let from = start
	const length = 1 + dice(4)
	for (let n = 0; n < length; n += 1) {
		const [first, end, text] = partOf(dice, name, deep)
		parts.push(text, flows(`${from}>${first}`))
		from = end
	}
	const end = name()
	parts.push(node(end, 'endEvent', '', pick(dice, ...ends)), flows(`${from}>${end}`))
	if (dice(3) === 0) parts.push(subByEvent(dice, name, deep))
	return parts.join('')
}

function subByEvent(dice: Dice, name: Name, deep: number): string {
	const id = name()
	const kinds = [message('n'), signal('sig'), timer('PT1H'), error('err'), error(), escalation('esc')] as const
	const definition = deep > 0 && dice(7) === 0 ? compensate() : pick(dice, ...kinds)
	const [first, end, text] = partOf(dice, name, deep + 1)
	const over = name()
	const inside =
		text + node(over, 'endEvent', '', pick(dice, ...ends)) + flows(`${id}_start>${first}`, `${end}>${over}`)
	return eventSub(id, definition, inside, dice(2) === 0)
}

/** First element, last element, text. */
function partOf(dice: Dice, name: Name, deep: number): readonly [string, string, string] {
	const kind = dice(deep > 2 ? 5 : 9)
	if (kind < 3) return activityOf(dice, name, deep)
	if (kind === 3) {
		const id = name()
		const thrown = pick(dice, escalation('esc'), signal('sig'), message('m'), compensate(), '')
		return [id, id, node(id, 'intermediateThrowEvent', '', thrown)]
	}
	if (kind === 4) {
		const id = name()
		return [id, id, node(id, 'intermediateCatchEvent', '', pick(dice, message('m'), signal('sig'), timer('PT5M')))]
	}
	if (kind < 7) return blockOf(dice, name, deep)
	return activityOf(dice, name, deep)
}

function blockOf(dice: Dice, name: Name, deep: number): readonly [string, string, string] {
	const [open, close] = [name(), name()]
	const type = pick(dice, 'parallelGateway', 'inclusiveGateway', 'exclusiveGateway')
	const branches = Array.from({ length: 2 + dice(2) }, () => partOf(dice, name, deep + 1))
	const lines = branches.map(([first, end, text], n) => {
		const condition = type === 'parallelGateway' || n === 0 ? '' : pick(dice, ' if true', ' if false', ' if x > 1')
		return text + flows(`${open}>${first}${condition}`, `${end}>${close}`)
	})
	const fallback = type === 'parallelGateway' ? '' : `default="${open}_${branches[0]?.[0]}"`
	return [open, close, node(open, type, fallback) + node(close, type) + lines.join('')]
}

const loops = [
	'',
	'',
	'',
	'<standardLoopCharacteristics loopMaximum="2"/>',
	'<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
	'<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
] as const

function activityOf(dice: Dice, name: Name, deep: number): readonly [string, string, string] {
	const id = name()
	const isSub = deep < 3 && dice(3) === 0
	const type = isSub ? 'subProcess' : pick(dice, 'userTask', 'serviceTask', 'sendTask', 'receiveTask', 'scriptTask')
	const script = type === 'scriptTask' ? '<script>{x: 2}</script>' : ''
	const parts = [node(id, type, '', pick(dice, ...loops) + script + (isSub ? placeOf(dice, name, deep + 1) : ''))]
	if (dice(3) === 0) parts.push(edgeOf(dice, name, id))
	if (dice(3) === 0) parts.push(undoneBy(id, name()))
	return [id, id, parts.join('')]
}

function edgeOf(dice: Dice, name: Name, host: string): string {
	const [id, then] = [name(), name()]
	const definition = pick(
		dice,
		timer('PT1H'),
		timer('R2/PT1H', 'Cycle'),
		message('m'),
		signal('sig'),
		error(),
		escalation(),
	)
	return onEdge(id, host, definition, dice(2) === 0) + node(then, 'userTask') + flows(`${id}>${then}`)
}
