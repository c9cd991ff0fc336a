import fc from 'fast-check'
import { file, flows, node, nodes } from './drawn.ts'

/**
 * Drawings made of blocks, and what they mean, told without tokens: a block begins at a time and ends at a time, and its
 * tasks are done at times that follow from their durations.
 */
export type Block =
	| { readonly is: 'task'; readonly minutes: number }
	| { readonly is: 'sequence' | 'parallel' | 'sub'; readonly parts: readonly Block[] }
	| { readonly is: 'choice'; readonly parts: readonly Block[]; readonly pick: number }
	| { readonly is: 'inclusive'; readonly parts: readonly Block[]; readonly picks: readonly boolean[] }
	| { readonly is: 'loop'; readonly parts: readonly [Block]; readonly times: number }

export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
	const parts = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
	const task = fc.record({ is: fc.constant('task' as const), minutes: fc.integer({ min: 1, max: 100_000 }) })
	return {
		block: fc.oneof(
			{ depthSize: 'medium', withCrossShrink: true },
			task,
			fc.record({ is: fc.constantFrom('sequence' as const, 'parallel' as const, 'sub' as const), parts }),
			fc.record({ is: fc.constant('choice' as const), parts, pick: fc.integer({ min: 0, max: 2 }) }),
			fc.record({
				is: fc.constant('inclusive' as const),
				parts,
				picks: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
			}),
			fc.record({
				is: fc.constant('loop' as const),
				parts: fc.tuple(tie('block')),
				times: fc.integer({ min: 1, max: 3 }),
			}),
		),
	}
}).block

/** When each task is done, in minutes from the start: `[task, minute]`, and when the block ends. */
export function meaningOf(block: Block): {
	readonly done: readonly (readonly [string, number])[]
	readonly end: number
} {
	const done: (readonly [string, number])[] = []
	const end = tell(block, 'r', 0, done)
	return { done: done.toSorted((a, b) => a[1] - b[1] || a[0].localeCompare(b[0])), end }
}

function tell(block: Block, name: string, begin: number, done: (readonly [string, number])[]): number {
	const part = (n: number, at: number) => {
		const inner = block.is === 'task' ? undefined : block.parts[n]
		return inner === undefined ? at : tell(inner, `${name}_${n}`, at, done)
	}
	switch (block.is) {
		case 'task':
			done.push([name, begin + block.minutes])
			return begin + block.minutes
		case 'sequence':
		case 'sub':
			return block.parts.reduce((at, _, n) => part(n, at), begin)
		case 'parallel':
			return Math.max(...block.parts.map((_, n) => part(n, begin)))
		case 'choice':
			return part(block.pick % block.parts.length, begin)
		case 'inclusive': {
			const picked = block.parts.flatMap((_, n) => (n > 0 && block.picks[n] === true ? [n] : []))
			return Math.max(...(picked.length === 0 ? [0] : picked).map((n) => part(n, begin)))
		}
		case 'loop': {
			let at = begin
			for (let round = 0; round < block.times; round += 1) at = part(0, at)
			return at
		}
	}
}

type Sketch = { text: string; answers: Record<string, { after: string }>; data: Record<string, unknown> }

/** The block as a drawing, with the script that gives each task its duration. */
export function draw(block: Block): { bpmn: string; data: Record<string, unknown>; script: object } {
	const sketch: Sketch = { text: '', answers: {}, data: {} }
	const [first, last] = sketchOf(block, 'r', sketch)
	const ends = node('start', 'startEvent') + node('end', 'endEvent')
	const bpmn = file(ends + sketch.text + flows(`start>${first}`, `${last}>end`))
	return { bpmn, data: sketch.data, script: { answers: sketch.answers } }
}

/** Adds the block's elements; gives the first and the last. */
function sketchOf(block: Block, name: string, sketch: Sketch): readonly [string, string] {
	if (block.is === 'task') {
		sketch.text += node(name, 'userTask')
		sketch.answers[name] = { after: `PT${block.minutes}M` }
		return [name, name]
	}
	if (block.is === 'sub') return sketchSub(block.parts, name, sketch)
	const parts = block.parts.map((part, n) => sketchOf(part, `${name}_${n}`, sketch))
	if (block.is === 'sequence') return sketchRow(parts, sketch)
	if (block.is === 'loop') return sketchLoop(parts, name, block.times, sketch)
	const [open, close] = [`${name}o`, `${name}c`]
	const type = { parallel: 'parallelGateway', choice: 'exclusiveGateway', inclusive: 'inclusiveGateway' }[block.is]
	const fallback = block.is === 'inclusive' ? `default="${open}_${parts[0]?.[0]}"` : ''
	sketch.text += node(open, type, fallback) + nodes(type, close)
	parts.forEach(([first, last], n) => {
		sketch.data[`${name}_${n}`] = block.is === 'choice' ? n === block.pick % parts.length : picked(block, n)
		const condition = block.is === 'parallel' ? '' : ` if ${name}_${n}`
		sketch.text += flows(`${open}>${first}${condition}`, `${last}>${close}`)
	})
	return [open, close]
}

/** The default flow of an inclusive gateway is the first: taken when no other is. */
function picked(block: Block, n: number): boolean {
	return block.is === 'inclusive' && block.picks[n] === true
}

function sketchRow(parts: readonly (readonly [string, string])[], sketch: Sketch): readonly [string, string] {
	parts.slice(1).forEach(([first], n) => {
		sketch.text += flows(`${parts[n]?.[1]}>${first}`)
	})
	return [parts[0]?.[0] ?? '', parts.at(-1)?.[1] ?? '']
}

function sketchSub(blocks: readonly Block[], name: string, sketch: Sketch): readonly [string, string] {
	const inner: Sketch = { ...sketch, text: '' }
	const parts = blocks.map((part, n) => sketchOf(part, `${name}_${n}`, inner))
	const [first, last] = sketchRow(parts, inner)
	const ends = node(`${name}s`, 'startEvent') + node(`${name}e`, 'endEvent')
	sketch.text += node(name, 'subProcess', '', ends + inner.text + flows(`${name}s>${first}`, `${last}>${name}e`))
	return [name, name]
}

function sketchLoop(
	parts: readonly (readonly [string, string])[],
	name: string,
	times: number,
	sketch: Sketch,
): readonly [string, string] {
	const [first, last] = parts[0] ?? ['', '']
	const [merge, count, test] = [`${name}m`, `${name}n`, `${name}t`]
	const out = `${name}x`
	const next = `<script>{${count}: if ${count} = null or ${count} >= ${times} then 1 else ${count} + 1}</script>`
	sketch.text +=
		nodes('exclusiveGateway', `${merge} ${out}`) +
		node(count, 'scriptTask', '', next) +
		node(test, 'exclusiveGateway', `default="${test}_${out}"`) +
		flows(`${merge}>${first}`, `${last}>${count}>${test}`, `${test}>${merge} if ${count} < ${times}`, `${test}>${out}`)
	return [merge, out]
}
