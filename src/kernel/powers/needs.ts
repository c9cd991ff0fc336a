import type { Expr } from '@cedar-policy/cedar-wasm/nodejs'
import { conditionOf, type Policy, walk } from './policy.ts'

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
			const body = '.' in node ? node['.'] : 'has' in node ? node.has : null
			// Spine: both operators have `left` and `attr`; Cedar's types give only a loose record.
			const { left, attr } = (body ?? {}) as { left?: Expr; attr?: string | readonly string[] }
			if (left === undefined || !('Var' in left) || attr === undefined) return
			const [name = ''] = typeof attr === 'string' ? [attr] : attr
			if (left.Var === 'principal' || left.Var === 'resource' || left.Var === 'context') names[left.Var].add(name)
		})
	}
	return { person: names.principal, row: names.resource, context: names.context, tree }
}
