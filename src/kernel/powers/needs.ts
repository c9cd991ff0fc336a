import { accessOf, conditionOf, type Policy, walk } from './policy.ts'

/** What a set of rules speaks about: nothing else is handed to Cedar, and nothing else tells two filters apart. */
export type Needs = {
	readonly person: ReadonlySet<string>
	readonly row: ReadonlySet<string>
	readonly context: ReadonlySet<string>
	/** Some rule asks whether one agency is in another. */
	readonly tree: boolean
}

export function needsOf(policies: readonly Policy[]): Needs {
	const names = { principal: new Set<string>(), resource: new Set<string>(), context: new Set<string>() }
	let tree = false
	for (const policy of policies) {
		walk(conditionOf(policy.json), (node) => {
			if ('in' in node) tree = true
			const access = accessOf(node)
			if (access === null || !('Var' in access.left)) return
			const { Var } = access.left
			if (Var === 'principal' || Var === 'resource' || Var === 'context') names[Var].add(access.name)
		})
	}
	return { person: names.principal, row: names.resource, context: names.context, tree }
}
