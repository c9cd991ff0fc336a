import { Refusal } from '#kernel/refusal.ts'
import { decideByName, FeelStopped, needModel, needTable, TableFault } from '#kernel/tables/api.ts'
import type { Data } from './state.ts'

/** BPMN's type of the task that asks a rule table. */
export const ruleTask = 'BusinessRuleTask'

/** M55. What a table (`slice.table`, `slice.model#Decision`) says of the data, or why it cannot. */
export function decideTable(
	name: string,
	data: Data,
	now: Date,
): { readonly output: Data; readonly rule: string } | { readonly sentence: string } {
	if (!isLoaded(name)) return { sentence: `there is no rule table ${name}` }
	try {
		const { output, rule } = decideByName(name, data, now)
		return { output: { ...output }, rule }
	} catch (error) {
		if (error instanceof Refusal || error instanceof FeelStopped || error instanceof TableFault)
			return { sentence: `rule table ${name}: ${error.message}` }
		throw error
	}
}

/** Is there a table under this name, or a decision of a model when it names one? */
export function isDecision(name: string): boolean {
	const [table = '', decision] = name.split('#')
	if (!isLoaded(name)) return false
	if (decision === undefined) return true
	const model = needModel(table)
	if ([...model.decisions, ...model.services].includes(decision)) return true
	try {
		model.evaluate({ facts: {}, wanted: [decision] })
		return true
	} catch (error) {
		return !(error instanceof TableFault)
	}
}

function isLoaded(name: string): boolean {
	const [table = '', decision] = name.split('#')
	try {
		if (decision === undefined) needTable(table)
		else needModel(table)
		return true
	} catch {
		return false
	}
}
