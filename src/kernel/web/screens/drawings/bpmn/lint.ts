import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import Linter, { type Rule } from 'bpmnlint/lib/linter.js'
import fakeJoin from 'bpmnlint/rules/fake-join.js'
import labelRequired from 'bpmnlint/rules/label-required.js'
import noBpmndi from 'bpmnlint/rules/no-bpmndi.js'
import noDuplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js'
import noJoinFork from 'bpmnlint/rules/no-gateway-join-fork.js'
import noOverlap from 'bpmnlint/rules/no-overlapping-elements.js'
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js'
import type { Fault } from '../../../../matters/process/model.ts'
import { type Reading, readProcesses } from '../../../../matters/process/read.ts'

/**
 * W40. What stands against a drawing: the rules that decide whether it may be published (M16 to M22), read by the very
 * reader that publishing uses; and advice on how it is drawn, which stops nothing.
 */
export type Finding = {
	readonly element: string | null
	/** `M19`, or the name of an advice, `fake-join`. */
	readonly rule: string
	/** A fault in both languages; null for an advice, whose words are the screen's. */
	readonly sentence: { readonly en: string; readonly zh: string } | null
}

export type Linted = {
	readonly reading: Reading
	readonly faults: readonly Finding[]
	readonly advice: readonly Finding[]
}

/** Advice of bpmnlint that holds for our drawings. */
const advice: Readonly<Record<string, () => Rule>> = {
	'label-required': labelRequired,
	'no-bpmndi': noBpmndi,
	'no-overlapping-elements': noOverlap,
	'superfluous-gateway': superfluousGateway,
	'no-gateway-join-fork': noJoinFork,
	'fake-join': fakeJoin,
	'no-duplicate-sequence-flows': noDuplicateFlows,
}
export const adviceNames: readonly string[] = Object.keys(advice)

/** Reads a drawing and says all that stands against it. Never throws for what the text holds. */
export async function lint(xml: string): Promise<Linted> {
	const reading = await readProcesses(xml)
	const all = [...reading.faults, ...reading.processes.flatMap((one) => one.faults)]
	const root = reading.processes.length === 0 ? null : await rootOf(xml)
	if (root === null) return { reading, faults: all, advice: [] }
	return { reading, ...(await byRules(root, all)) }
}

async function rootOf(xml: string): Promise<ModdleElement | null> {
	return new BpmnModdle().fromXML(xml).then(
		({ rootElement }) => rootElement,
		() => null,
	)
}

/** Runs bpmnlint with our rules as its plugin `seawall`, one for each rule that was broken, and its own as advice. */
async function byRules(root: ModdleElement, faults: readonly Fault[]): Promise<Omit<Linted, 'reading'>> {
	const broken = [...new Set(faults.map((fault) => fault.rule))]
	const linter = new Linter({
		config: {
			rules: {
				...Object.fromEntries(broken.map((rule) => [`seawall/${rule}`, 'error' as const])),
				...Object.fromEntries(adviceNames.map((name) => [name, 'warn' as const])),
			},
		},
		resolver: {
			resolveRule: (pkg, name) => (pkg === 'bpmnlint' ? (advice[name] ?? nothing) : ours(name, faults)),
			resolveConfig: () => {
				throw new Error('no configuration is extended')
			},
		},
	})
	const found = await linter.lint(root)
	const said = (name: string) => found[name] ?? []
	return {
		faults: broken.flatMap((rule) =>
			said(`seawall/${rule}`).flatMap((report) => faults.filter((fault) => keyOf(fault) === report.message)),
		),
		advice: adviceNames.flatMap((rule) =>
			said(rule).map((report) => ({ element: report.id ?? null, rule, sentence: null })),
		),
	}
}

const keyOf = (fault: Fault): string => `${fault.rule} ${fault.element ?? ''} ${fault.sentence.en}`
const nothing = (): Rule => ({ check: () => undefined })

/** A rule of ours as bpmnlint wants it: asked once, at the root, it reports what the reader found. */
function ours(rule: string, faults: readonly Fault[]): () => Rule {
	return () => ({
		check: (node, reporter) => {
			if (node.$type !== 'bpmn:Definitions') return
			const keys = new Map(
				faults.filter((fault) => fault.rule === rule).map((fault) => [keyOf(fault), fault.element] as const),
			)
			for (const [key, element] of keys) reporter.report(element ?? node.id ?? '', key)
		},
	})
}
