import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Problem, ProblemError } from '../http.ts'
import { makeOutbox, type Shelf, type Waiting } from '../outbox.ts'

function shelf(): Shelf {
	const kept = new Map<string, Waiting>()
	return {
		all: async () => [...kept.values()],
		put: async (waiting) => void kept.set(waiting.key, waiting),
		drop: async (key) => void kept.delete(key),
	}
}

const problem = (code: Problem['code']): ProblemError =>
	new ProblemError({ code, status: 0, title: '', detail: '', rule: null, field: null, extra: {} })

/** A server that does each key once; `says` decides what becomes of a call: `lost` means done but the answer did not come. */
function server(says: () => 'ok' | 'down' | 'lost' | 'refused') {
	const done: string[] = []
	const seen = new Set<string>()
	return {
		done,
		send: async (waiting: Waiting) => {
			const what = says()
			if (what === 'down') throw problem('no_network')
			if (what === 'refused' && !seen.has(waiting.key)) throw problem('wrong_state')
			if (!seen.has(waiting.key)) {
				seen.add(waiting.key)
				done.push(String(waiting.input['n']))
			}
			if (what === 'lost') throw problem('no_answer')
			return { output: null, receipt: waiting.key, at: '2026-11-24T08:00:00Z' }
		},
	}
}

test('W7 whatever the network does, kept acts happen once and in their order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 8 }),
			fc.array(fc.constantFrom('ok' as const, 'down' as const, 'lost' as const), { maxLength: 20 }),
			async (n, weather) => {
				const days = [...weather]
				const far = server(() => days.shift() ?? 'ok')
				const outbox = makeOutbox('post', shelf(), far.send)
				for (let at = 0; at < n; at++) await outbox.keep('dispatch.unit.move', { n: at })
				for (let tries = 0; tries < 40 && (await outbox.flush()) > 0; tries++);
				expect(far.done).toEqual(Array.from({ length: n }, (_, at) => String(at)))
				expect((await outbox.list()).every((each) => each.state === 'sent')).toBe(true)
			},
		),
		{ numRuns: 60 },
	)
})

test('W7 a refused one is kept with its reason and does not stop the next', async () => {
	const answers: ('ok' | 'refused')[] = ['refused', 'ok']
	const far = server(() => answers.shift() ?? 'ok')
	const outbox = makeOutbox('post', shelf(), far.send)
	await outbox.keep('a.b', { n: 1 })
	await outbox.flush()
	await outbox.keep('a.b', { n: 2 })
	await outbox.flush()
	expect((await outbox.list()).map((each) => each.state)).toEqual(['refused', 'sent'])
})

test('W7 what waits may be changed and dropped, what has gone may not', async () => {
	let up = false
	const far = server(() => (up ? 'ok' : 'down'))
	const outbox = makeOutbox('post', shelf(), far.send)
	const first = await outbox.keep('a.b', { n: 1 })
	const second = await outbox.keep('a.b', { n: 2 })
	expect(await outbox.change(first.key, { n: 9 })).toBe(true)
	expect(await outbox.drop(second.key)).toBe(true)
	up = true
	await outbox.flush()
	expect(far.done).toEqual(['9'])
	const [sent] = await outbox.list()
	expect(await outbox.change(sent?.key ?? '', { n: 3 })).toBe(false)
})

test('W7 another post’s session does not send what this one kept', async () => {
	const kept = shelf()
	const far = server(() => 'down')
	await makeOutbox('first', kept, far.send).keep('a.b', { n: 1 })
	const near = server(() => 'ok')
	const other = makeOutbox('second', kept, near.send)
	await other.flush()
	expect(near.done).toEqual([])
	expect(await other.list()).toEqual([])
})
