import { createHash } from 'node:crypto'
import { builtins } from '../feel/builtins/all.ts'
import { makeFunction } from '../feel/compile-call.ts'
import { type Compiled, type Env, Frame } from '../feel/env.ts'
import { type Bounds, Evaluation, usualBounds } from '../feel/run.ts'
import { toValue } from '../feel/to-value.ts'
import type { FeelType } from '../feel/type.ts'
import { needLight } from '../feel/weight.ts'
import { Fn, kindOf, toPlain, type Value } from '../feel/value.ts'
import { boxIn, compileBox, functionBox } from './boxed.ts'
import { factFor } from './given.ts'
import { typeRefOf } from './items.ts'
import { askedNames, type Linked, linkFiles, requirements } from './link.ts'
import { fitted, type Place } from './place.ts'
import { type Node, readFile, TableFault } from './read.ts'
import { type Given, serviceFunction, serviceParams } from './service.ts'
import type { Table } from './table.ts'
import { child } from './xml.ts'

/** A decision model ready to decide: decisions, the functions and inputs they need, and services. */
export type Model = {
	readonly name: string
	/** First 12 hex digits of the file's SHA-256. */
	readonly version: string
	readonly dmn: string
	readonly decisions: readonly string[]
	readonly services: readonly string[]
	readonly inputs: readonly string[]
	/** Every decision table by where it stands: `Fee`, or `Fee, entry rate`. */
	readonly tables: ReadonlyMap<string, Table>
	/** What was found wrong; a model to be published has none. */
	readonly faults: readonly string[]
	readonly evaluate: (request: Request) => Answer
}

export type Request = {
	/** By input name; what is not given is null. A decision's name gives its value instead of deciding it. */
	readonly facts: Readonly<Record<string, unknown>>
	/** Names or ids of decisions or services; all decisions when left out. */
	readonly wanted?: readonly string[]
	readonly now?: Date
	readonly bounds?: Bounds
}

export type Answer = {
	/** By decision name, FEEL's values. */
	readonly values: ReadonlyMap<string, Value>
	/** The rows hit in each table, in the order the tables were asked. */
	readonly rows: readonly { readonly table: string; readonly rows: readonly number[] }[]
	readonly faults: readonly string[]
}

/**
 * Reads a model from its file and those it imports (T12 to T18). What is wrong with single cells is listed in `faults` and
 * gives null there; what makes the whole unusable is thrown.
 * @throws TableFault
 */
export function readModel(name: string, dmn: string, imported: readonly string[] = []): Model {
	const faults: string[] = []
	const fault = (sentence: string) => void (faults.length < 100 && !faults.includes(sentence) && faults.push(sentence))
	const root = readFile(name, dmn)
	const linked = linkFiles(
		root,
		imported.map((text) => readFile(name, text)),
		fault,
	)
	const tables = new Map<string, Table>()
	const graph = new Graph(name, linked, fault, (where, table) => void tables.set(where, table))
	const named = (kind: Node['kind']) => root.nodes.filter((node) => node.kind === kind).map((node) => node.name)
	return {
		name,
		version: createHash('sha256').update(dmn).digest('hex').slice(0, 12),
		dmn,
		decisions: named('decision'),
		services: named('decisionService'),
		inputs: named('inputData'),
		tables,
		faults,
		evaluate: (request) => graph.evaluate(request),
	}
}

type Session = {
	readonly env: Env
	readonly given: Given
	readonly made: Map<Node, Value>
	readonly only: Set<Node> | null
}
type Maker = (session: Session) => Value

/** The decision requirements graph, every element compiled once. */
class Graph {
	readonly #name: string
	readonly #linked: Linked
	readonly #fault: (sentence: string) => void
	readonly #table: (where: string, table: Table) => void
	readonly #makers = new Map<Node, Maker>()

	constructor(
		name: string,
		linked: Linked,
		fault: (sentence: string) => void,
		table: (where: string, table: Table) => void,
	) {
		this.#name = name
		this.#linked = linked
		this.#fault = fault
		this.#table = table
		for (const file of linked.files) for (const node of file.nodes) this.#refuseCircle(node, [])
		for (const file of linked.files) for (const node of file.nodes) this.#makers.set(node, this.#makerOf(node))
	}

	evaluate({ facts, wanted, now = new Date(), bounds = usualBounds }: Request): Answer {
		const run = new Evaluation(now, bounds)
		const own = new Frame(run, builtins)
		const open = new Map(Object.entries(facts).map(([name, value]) => [name, toValue(value)]))
		const env = this.#linked.open ? new Frame(run, open, own) : own
		const session = { env, given: this.#givenBy(facts, env), made: new Map<Node, Value>(), only: null }
		const values = new Map<string, Value>()
		for (const name of wanted ??
			this.#linked.root.nodes.filter((one) => one.kind === 'decision').map((one) => one.name)) {
			const node = this.#wanted(name)
			if (node === undefined) throw new TableFault(this.#name, `there is no decision ${name}`, 'T12')
			values.set(
				name,
				node.kind === 'decisionService' ? this.#served(node, facts, session) : this.#valueOf(node, session),
			)
		}
		return { values, rows: run.rows, faults: run.faults }
	}

	/** By name before id, a decision before a service or function. */
	#wanted(name: string): Node | undefined {
		const nodes = this.#linked.root.nodes.filter((one) => one.kind !== 'inputData')
		const named = nodes.filter((one) => one.name === name)
		return named.find((one) => one.kind === 'decision') ?? named[0] ?? nodes.find((one) => one.id === name)
	}

	/** Facts by the elements they are for; an imported element is named alone or as `prefix.name`. */
	#givenBy(facts: Readonly<Record<string, unknown>>, env: Env): Map<Node, Value> {
		const given = new Map<Node, Value>()
		const { root, files } = this.#linked
		for (const file of files) {
			const prefix = this.#linked.prefix(root, file)
			for (const node of file.nodes) {
				const keys = prefix === null ? [node.name] : [`${prefix}.${node.name}`, node.name]
				const key = keys.find((one) => Object.hasOwn(facts, one))
				if (key === undefined || (node.kind !== 'inputData' && node.kind !== 'decision')) continue
				const value = toValue(facts[key])
				const result = factFor(value, this.#typeOf(node))
				if (result === undefined) env.run.fault(`input ${node.name}: a ${kindOf(value)} is not of its type`)
				given.set(node, result ?? null)
			}
		}
		return given
	}

	#typeOf(node: Node): FeelType | null {
		return typeRefOf(node.typeRef, this.#linked.types(node.file))
	}

	#valueOf(node: Node, session: Session): Value {
		const given = session.given.get(node)
		if (given !== undefined) return given
		const known = session.made.get(node)
		if (known !== undefined) return known
		if (session.only !== null && node.kind === 'decision' && !session.only.has(node)) return null
		const value = this.#makers.get(node)?.(session) ?? null
		session.made.set(node, value)
		return value
	}

	/** A circle is refused; a function may call itself, its depth is bounded when it runs (T17). */
	#refuseCircle(node: Node, path: readonly Node[]): void {
		if (path.length > 500) throw new TableFault(this.#name, 'decisions need each other more than 500 deep', 'T17')
		if (path.includes(node)) {
			const names = [...path.slice(path.indexOf(node)), node].map((one) => one.name).join(', ')
			throw new TableFault(this.#name, `decisions need each other in a circle: ${names}`, 'T17')
		}
		if (this.#sound.has(node)) return
		if (node.kind === 'decision' || node.kind === 'businessKnowledgeModel')
			for (const needed of this.#needs(node)) this.#refuseCircle(needed, [...path, node])
		this.#sound.add(node)
	}
	readonly #sound = new Set<Node>()

	/** What an element needs; a function's own name is in its sight anyhow. */
	#needs(node: Node): readonly Node[] {
		const needed = requirements(node).flatMap((element) => {
			const found = this.#linked.find(node.file, element)
			if (found === null) this.#fault(`${node.name}: what it needs is not there: ${element.at['href'] ?? ''}`)
			return found ?? []
		})
		return needed.filter((one) => one !== node || node.kind === 'decision')
	}

	#makerOf(node: Node): Maker {
		if (node.kind === 'inputData') return () => null
		if (node.kind === 'decisionService') return this.#serviceMaker(node)
		const needs = this.#needs(node)
		const own = node.kind === 'businessKnowledgeModel' ? [node.name] : []
		const place = this.#placeOf(node, [
			...needs.map((one) => this.#linked.prefix(node.file, one.file) ?? one.name),
			...own,
		])
		if (node.kind === 'businessKnowledgeModel') return this.#knowledgeMaker(node, needs, place)
		const box = boxIn(node.element)
		const made: Compiled = box === null ? () => null : compileBox(box, place)
		const whole = fitted(made, this.#typeOf(node), place.where)
		return (session) => {
			const values = this.#valuesFor(node, needs, session)
			const { run } = session.env
			return run.inside(place.where, () => whole(new Frame(run, values, session.env)))
		}
	}

	#placeOf(node: Node, names: readonly string[]): Place {
		const kind = node.kind === 'decision' ? 'decision' : 'function'
		return {
			where: `${kind} ${node.name}`,
			names: this.#linked.names(node.file).inside([...names, ...(this.#linked.open ? askedNames(node.element) : [])]),
			types: this.#linked.types(node.file),
			fault: this.#fault,
			table: this.#table,
			open: false,
		}
	}

	/** The needed values by name; those of a named import stand together in a context under that name. */
	#valuesFor(node: Node, needs: readonly Node[], session: Session): Map<string, Value> {
		const values = new Map<string, Value>()
		const imported = new Map<string, Map<string, Value>>()
		for (const needed of needs) {
			const prefix = this.#linked.prefix(node.file, needed.file)
			const value = this.#valueOf(needed, session)
			if (prefix === null) values.set(needed.name, value)
			else imported.set(prefix, (imported.get(prefix) ?? new Map<string, Value>()).set(needed.name, value))
		}
		for (const [prefix, inside] of imported) values.set(prefix, inside)
		return values
	}

	#knowledgeMaker(node: Node, needs: readonly Node[], place: Place): Maker {
		const logic = child(node.element, 'encapsulatedLogic')
		const make = logic === null ? () => null : functionBox(logic, place, node.name)
		const type = this.#typeOf(node)
		return (session) => {
			const around = new Frame(session.env.run, this.#valuesFor(node, needs, session), session.env)
			const self = new Map<string, Value>()
			const fn = make(new Frame(session.env.run, self, around))
			const whole = fn === null ? null : withResult(fn, type)
			self.set(node.name, whole)
			return whole
		}
	}

	#serviceMaker(node: Node): Maker {
		const service = serviceParams(node, this.#linked)
		const type = this.#typeOf(node)
		return () =>
			withResult(
				serviceFunction(node.name, service, (given, run) => this.#serve(service, given, new Frame(run, builtins))),
				type,
			)
	}

	/** Runs a service in a session of its own: only its own decisions are decided, the rest is given or null. */
	#serve(service: ReturnType<typeof serviceParams>, given: Given, env: Env): Value {
		const session = { env, given, made: new Map<Node, Value>(), only: service.inside }
		const outputs = service.outputs.map((node): [string, Value] => [node.name, this.#valueOf(node, session)])
		return outputs.length === 1 ? (outputs[0]?.[1] ?? null) : new Map(outputs)
	}

	#served(node: Node, facts: Readonly<Record<string, unknown>>, session: Session): Value {
		const service = serviceParams(node, this.#linked)
		const fn = this.#makers.get(node)?.(session)
		const args = new Map(service.params.map((param) => [param.node.name, toValue(facts[param.node.name])]))
		if (!(fn instanceof Fn)) return null
		return fn.call(args.size === 0 ? { by: 'place', values: [] } : { by: 'name', values: args }, session.env.run)
	}
}

/** The function with its result fitted: to the type of its variable, which names the function's or only the result's. */
function withResult(fn: Fn, type: FeelType | null): Fn {
	if (type === null) return fn
	const found = type.kind === 'named' ? type.find() : type
	const result = found?.kind === 'function' ? found.result : type
	const params = fn.params
	return makeFunction(fn.name, params, result, (values, run) =>
		fn.call(values.size === 0 ? { by: 'place', values: [] } : { by: 'name', values }, run),
	)
}

/** An answer as plain data for JSON. @throws FeelStopped when it is too large */
export function plainAnswer(answer: Answer): Record<string, unknown> {
	return Object.fromEntries(
		[...answer.values].map(([name, value]) => {
			needLight(value)
			return [name, toPlain(value)]
		}),
	)
}
