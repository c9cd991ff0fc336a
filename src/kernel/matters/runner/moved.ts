import type { Done, Fact, Message } from '../../act.ts'
import type { Subject } from '../../powers/subject.ts'
import { Refusal } from '../../refusal.ts'
import { matter } from '../contract.ts'
import type { Driven } from '../process/drive.ts'
import type { Taken } from '../process/store.ts'

type Words = { readonly en: string; readonly zh: string }

/** The matter of an instance that was taken, as powers see it. */
export function subjectOf({ instance, agency, kind }: Taken): Subject {
	return { resource: matter, id: instance.matter, attributes: { agency, kind } }
}

/** What an act that moved a process tells the kernel: the tables asked on the way stand in its line. */
export function movedDone(
	driven: Driven & { readonly writing?: Promise<unknown> },
	fact: Fact,
	personal: Readonly<Record<string, string>> = {},
): Done<{ matter: string; ended: 'completed' | 'failed' | 'cancelled' | null }> {
	const { matter: id, decided } = driven
	const ended = driven.ended?.how ?? null
	const tables: Fact = decided.length === 0 ? {} : { decided: [...decided] }
	const messages: readonly Message[] = driven.messages
	return {
		output: { matter: id, ended },
		fact: { matter: id, ...fact, ended, ...tables },
		personal,
		messages,
		matter: id,
		...(driven.writing === undefined ? {} : { writing: driven.writing }),
	}
}

export function already(rule: string, words: Words): Refusal {
	return new Refusal('already', words, { rule })
}
