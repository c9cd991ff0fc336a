import type { Tx } from '#kernel/db/schema.ts'
import { currentDrawings, wholeDrawings } from '../processes.ts'
import '../schema.ts'
import { isDecision, ruleTask } from './decide-table.ts'
import type { Element, Fault, Model } from './model.ts'

/** M59. Called processes that are not published and rule tables that are not loaded: each would be a fault at every run. */
export async function unknownNames(tx: Tx, models: ReadonlyMap<string, Model>): Promise<readonly Fault[]> {
	const elements = [...models.values()].flatMap((model) => [...model.elements.values()])
	const outside = elements.filter(({ kind, asks }) => kind === 'call' && asks !== null && !models.has(asks))
	const published = await publishedAmong(tx, outside)
	return [
		...outside.filter(({ asks }) => !published.has(asks ?? '')).map(noProcess),
		...elements.filter(({ type, asks }) => type === ruleTask && !isDecision(asks ?? '')).map(noTable),
	]
}

/** Those published already, and those that ship and are published at the same start. */
async function publishedAmong(tx: Tx, calls: readonly Element[]): Promise<ReadonlySet<string>> {
	const names = calls.flatMap(({ asks }) => (asks === null ? [] : [asks]))
	if (names.length === 0) return new Set()
	const rows = await tx.selectFrom('matters.drawing').select('process').where('process', 'in', names).execute()
	return new Set([...rows, ...currentDrawings(), ...wholeDrawings()].map((one) => one.process))
}

function noProcess({ id, asks }: Element): Fault {
	return {
		element: id,
		rule: 'M59',
		sentence: { en: `${id} calls ${asks}, which is not published`, zh: `${id} 调用的流程 ${asks} 尚未发布` },
	}
}

function noTable({ id, asks }: Element): Fault {
	return {
		element: id,
		rule: 'M59',
		sentence:
			asks === null
				? { en: `${id} names no rule table`, zh: `${id} 未指明决策表` }
				: {
						en: `${id} asks ${asks}, and there is no such rule table or decision`,
						zh: `${id} 引用的决策表 ${asks} 不存在`,
					},
	}
}
