import { makeFunction } from '../feel/compile-call.ts'
import type { FeelType } from '../feel/type.ts'
import type { Fn, Run, Value } from '../feel/value.ts'
import { typeRefOf } from './items.ts'
import type { Linked } from './link.ts'
import type { Node } from './read.ts'
import { children } from './xml.ts'

/** What is given to a session instead of being decided. */
export type Given = ReadonlyMap<Node, Value>

export type Service = {
	/** Input data first, then input decisions, as the file lists them (DMN 1.5 clause 10.4). */
	readonly params: readonly { readonly node: Node; readonly type: FeelType | null }[]
	readonly outputs: readonly Node[]
	/** The decisions it decides itself. */
	readonly inside: Set<Node>
}

/** Reads what a decision service takes and gives. */
export function serviceParams(node: Node, linked: Linked): Service {
	const listed = (tag: string) => children(node.element, tag).flatMap((one) => linked.find(node.file, one) ?? [])
	const outputs = listed('outputDecision')
	const params = [...listed('inputData'), ...listed('inputDecision')]
	return {
		params: params.map((one) => ({ node: one, type: typeRefOf(one.typeRef, linked.types(one.file)) })),
		outputs,
		inside: new Set([...outputs, ...listed('encapsulatedDecision')]),
	}
}

/** A service as a function that FEEL can call. */
export function serviceFunction(name: string, service: Service, work: (given: Given, run: Run) => Value): Fn {
	const params = service.params.map(({ node, type }) => ({ name: node.name, type }))
	return makeFunction(name, params, null, (values, run) =>
		work(new Map(service.params.map(({ node }) => [node, values.get(node.name) ?? null])), run),
	)
}
