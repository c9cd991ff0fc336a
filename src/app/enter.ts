import type { Fact } from '#kernel/act.ts'
import type { Store } from '#kernel/db/store.ts'
import type { EntryFacts } from '#kernel/ledger/leaf.ts'
import { sendTail } from '#kernel/spine/tail.ts'

/**
 * Enters what the operator did at the machine itself (a map, a restore), outside any act. The sequencer numbers it when
 * the server runs next.
 * @param topic a message that screens and jobs hear; none when left out
 */
export async function enterSystem(store: Store, name: string, fact: Fact, topic?: string): Promise<void> {
	await enter(
		store,
		{
			at: new Date(),
			kind: 'system',
			name,
			person: 'system',
			post: 'system',
			agency: 'none',
			outcome: 'done',
			rules: [],
			matter: null,
			subject: null,
			fact,
			personal: {},
		},
		topic,
	)
}

/** Enters one line as it stands. */
export async function enter(store: Store, facts: EntryFacts, topic?: string): Promise<void> {
	const messages = topic === undefined ? [] : [{ topic, resource: null, body: facts.fact }]
	await store.lease('owner', async ({ wire }) => {
		await wire.script('begin')
		try {
			await sendTail(wire, facts, messages, null).done
			await wire.script('commit')
		} catch (error) {
			await wire.script('rollback').catch(() => {})
			throw error
		}
	})
}
