import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Keep, type Kept, Outbox, type Sent } from '../outbox/outbox.ts'

/** What a browser would keep: text by key, read back as it was written. */
function keepOf(): Keep & { readonly texts: Map<string, string> } {
	const texts = new Map<string, string>()
	return {
		texts,
		all: () => [...texts.values()].map((text): Kept => JSON.parse(text)),
		put: (item) => void texts.set(item.key, JSON.stringify(item)),
		drop: (key) => void texts.delete(key),
	}
}

/** A server that enters each key once and answers a repeat alike; the line is cut before or after it, as told. */
function serverOf(cuts: () => 'before' | 'after' | 'none') {
	const entered = new Map<string, string>()
	const order: string[] = []
	const faults: string[] = []
	const post = async (item: Kept): Promise<Sent> => {
		const cut = cuts()
		await Promise.resolve()
		if (cut === 'before') return { is: 'unknown' }
		const input = JSON.stringify(item.input)
		const before = entered.get(item.key)
		if (before === undefined) {
			entered.set(item.key, input)
			order.push(item.key)
		} else if (before !== input) faults.push(`${item.key} was sent with another input`)
		return cut === 'after' ? { is: 'unknown' } : { is: 'done', receipt: `r-${item.key}`, output: null }
	}
	return { entered, order, faults, post }
}

const made = (key: string, at: number, text = key) => ({ key, act: 'x.y', input: { text }, words: text, at })

it('W92 whatever is cut, closed or pressed meanwhile: every act is entered once, with what was last written before it was sent', async () => {
	const step = fc.oneof(
		fc.record({ do: fc.constant('add' as const), text: fc.string({ maxLength: 5 }) }),
		fc.record({ do: fc.constant('edit' as const), of: fc.nat(20), text: fc.string({ maxLength: 5 }) }),
		fc.record({ do: fc.constant('flush' as const), twice: fc.boolean() }),
		fc.record({ do: fc.constant('reload' as const) }),
	)
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { maxLength: 40 }),
			fc.infiniteStream(fc.constantFrom('before' as const, 'after' as const, 'none' as const)),
			async (steps, lines) => {
				let cutting = true
				const server = serverOf(() => (cutting ? lines.next().value : 'none'))
				const keep = keepOf()
				let box = new Outbox(keep, server.post)
				const wanted = new Map<string, string>()
				for (const [n, one] of steps.entries()) {
					if (one.do === 'add') {
						const key = `key-${String(n).padStart(3, '0')}`
						box.add(made(key, n, one.text))
						wanted.set(key, JSON.stringify({ text: one.text }))
					} else if (one.do === 'edit') {
						const key = [...wanted.keys()][one.of]
						if (key !== undefined && box.edit(key, { input: { text: one.text }, words: one.text }))
							wanted.set(key, JSON.stringify({ text: one.text }))
					} else if (one.do === 'flush') await Promise.all(one.twice ? [box.flush(), box.flush()] : [box.flush()])
					// The page is closed and opened again: only what is kept is known.
					else box = new Outbox(keep, server.post)
				}
				cutting = false
				await box.flush()
				expect(server.faults).toEqual([])
				expect(server.entered).toEqual(wanted)
				expect(box.items.every((item) => item.state === 'done')).toBe(true)
			},
		),
		{ numRuns: 300 },
	)
})

it('W92 order is kept, what is urgent goes first, a refusal holds nothing up', async () => {
	const sent: string[] = []
	const box = new Outbox(keepOf(), async (item) => {
		sent.push(item.key)
		if (item.key === 'b')
			return { is: 'refused', problem: { code: 'overtaken', detail: 'Someone was first.', rule: null } }
		return { is: 'done', receipt: 'r', output: { of: item.key } }
	})
	for (const [n, key] of ['a', 'b', 'c'].entries()) box.add(made(key, n))
	box.add({ ...made('help', 9), urgent: true })
	await box.flush()
	expect(sent).toEqual(['help', 'a', 'b', 'c'])
	expect(box.items.map(({ key, state, receipt }) => [key, state, receipt])).toEqual([
		['a', 'done', 'r'],
		['b', 'refused', null],
		['c', 'done', 'r'],
		['help', 'done', 'r'],
	])
	expect(box.items.find((item) => item.key === 'b')?.problem?.detail).toBe('Someone was first.')
})

it('W92 what was sent is neither changed nor taken away while its answer is unknown', async () => {
	let cut = true
	const box = new Outbox(keepOf(), async () => (cut ? { is: 'unknown' } : { is: 'done', receipt: 'r', output: null }))
	box.add(made('a', 1))
	box.add(made('b', 2))
	expect(box.edit('a', { input: { text: 'new' }, words: 'new' })).toBe(true)
	await box.flush()
	expect(box.edit('a', { input: { text: 'late' }, words: 'late' })).toBe(false)
	expect(box.remove('a')).toBe(false)
	// Nothing after it was sent: it may be taken back.
	expect(box.remove('b')).toBe(true)
	cut = false
	await box.flush()
	expect(box.items.map(({ key, input, state }) => [key, input, state])).toEqual([['a', { text: 'new' }, 'done']])
	expect(box.remove('a')).toBe(true)
	expect(box.items).toEqual([])
})
