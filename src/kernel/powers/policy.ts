import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'

/** One written rule: a Cedar policy with its id and the text that grants it. */
export type Policy = {
	readonly id: string
	readonly effect: 'permit' | 'forbid'
	readonly basis: { readonly en: string; readonly zh: string }
	readonly json: PolicyJson
	/** Cedar text as written, for people who read it. */
	readonly text: string
	/** The bureau whose own rule it is; null for a shipped rule. */
	readonly bureau: string | null
	/** File it stands in; `published` for a bureau's own rule. */
	readonly source: string
	/** Actions it speaks about; null when it speaks about every action. */
	readonly actions: readonly string[] | null
	/** Resource type it speaks about; null when it speaks about every type. */
	readonly type: string | null
}

/** A fault in the written rules found at build. Every fault of a load is listed in one error. */
export class PolicyFault extends Error {
	readonly faults: readonly string[]
	constructor(faults: readonly string[]) {
		super(`The written powers have ${faults.length} fault(s):\n${faults.join('\n')}`)
		this.name = 'PolicyFault'
		this.faults = faults
	}
}

/**
 * Reads every policy of a Cedar text. `@id`, `@basis_en` and `@basis_zh` are required.
 * @throws PolicyFault naming the source and what is wrong
 */
export function readPolicies(text: string, source: string): Policy[] {
	const parts = guarded(() => cedar.policySetTextToParts(text), source)
	if (parts.type === 'failure') throw new PolicyFault(parts.errors.map((e) => `${source}: ${e.message}`))
	if (parts.policy_templates.length > 0) throw new PolicyFault([`${source}: templates are not used here`])
	const faults: string[] = []
	const policies: Policy[] = []
	for (const part of parts.policies) {
		const read = readPolicy(part, source)
		if (typeof read === 'string') faults.push(read)
		else policies.push(read)
	}
	if (faults.length > 0) throw new PolicyFault(faults)
	return policies
}

/** Cedar throws, rather than answers, where a rule is nested past what JSON may be: that too is a fault of the text. */
export function guarded<T>(call: () => T, source: string): T {
	try {
		return call()
	} catch (error) {
		if (error instanceof Error && error.message.startsWith('recursion limit'))
			throw new PolicyFault([`${source}: a rule is nested too deep: write two rules`])
		throw error
	}
}

function readPolicy(text: string, source: string): Policy | string {
	const answer = guarded(() => cedar.policyToJson(text), source)
	if (answer.type === 'failure') return `${source}: ${answer.errors.map((e) => e.message).join('; ')}`
	const json = answer.json
	const { id, basis_en: en, basis_zh: zh } = json.annotations ?? {}
	if (!id || !/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(id)) return `${source}: a policy has no @id: ${text.slice(0, 80)}`
	if (!en || !zh) return `${source}: ${id} lacks @basis_en or @basis_zh`
	const actions = actionsOf(json)
	if (actions === 'unknown') return `${source}: ${id} names its actions in a way that is not used here`
	const type = typeOf(json)
	if (type === 'unknown') return `${source}: ${id} may only write "resource is Type" in its head`
	if (json.principal.op !== 'All')
		return `${source}: ${id} may only write "principal" in its head; put conditions in when`
	return { id, effect: json.effect, basis: { en, zh }, json, text, bureau: null, source, actions, type }
}

function actionsOf(json: PolicyJson): readonly string[] | null | 'unknown' {
	const scope = json.action
	if (scope.op === 'All') return null
	const entities = 'entity' in scope ? [scope.entity] : 'entities' in scope ? scope.entities : []
	const names = entities.map((entity) => ('__entity' in entity ? entity.__entity : entity))
	if (names.length === 0 || names.some((name) => name.type !== 'Action')) return 'unknown'
	return names.map((name) => name.id)
}

function typeOf(json: PolicyJson): string | null | 'unknown' {
	const scope = json.resource
	if (scope.op === 'All') return null
	return scope.op === 'is' && scope.in === undefined ? scope.entity_type : 'unknown'
}

/** Does the policy speak about this action on this type of resource? */
export function speaksOf(policy: Policy, action: string, type: string): boolean {
	return (policy.actions === null || policy.actions.includes(action)) && (policy.type === null || policy.type === type)
}

/** The policy's conditions as one expression: every `when` and no `unless`. */
export function conditionOf(json: PolicyJson): Expr {
	const parts = json.conditions.map((clause) => (clause.kind === 'when' ? clause.body : { '!': { arg: clause.body } }))
	return parts.reduce<Expr>((left, right) => ({ '&&': { left, right } }), { Value: true })
}

/** Calls `visit` on the expression and everything inside it. */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
	visit(expr)
	for (const child of childrenOf(expr)) walk(child, visit)
}

const operands = ['left', 'right', 'arg', 'if', 'then', 'else', 'in'] as const

export function childrenOf(expr: Expr): Expr[] {
	const [operator, body] = Object.entries(expr)[0] ?? []
	if (operator === undefined || operator === 'Value' || operator === 'Var' || operator === 'Slot') return []
	if (typeof body !== 'object' || body === null) return []
	// Spine: Cedar's JSON is a tree whose operands are again expressions, which its types do not say for every operator.
	if (Array.isArray(body)) return body as Expr[]
	const parts = body as Readonly<Record<string, Expr | string>>
	const inside = operator === 'Record' ? Object.values(parts) : operands.map((name) => parts[name])
	return inside.filter((part): part is Expr => typeof part === 'object')
}

/** Operands of `left.attr` and `left has attr`; null for every other expression. Of a path only the first step is named. */
export function accessOf(node: Expr): { readonly left: Expr; readonly name: string; readonly steps: number } | null {
	const body = '.' in node ? node['.'] : 'has' in node ? node.has : null
	if (body === null) return null
	// Spine: both operators have these operands; Cedar's types give only a loose record.
	const { left, attr } = body as { left: Expr; attr: string | readonly string[] }
	const path = typeof attr === 'string' ? [attr] : attr
	return { left, name: path[0] ?? '', steps: path.length }
}

/** Operands of `left in right`. */
export function withinOf(node: Expr): { readonly left: Expr; readonly right: Expr } | null {
	// Spine: as above.
	return 'in' in node ? (node.in as { left: Expr; right: Expr }) : null
}
