import type { Tx } from '#kernel/db/schema.ts'
import { regimeOf } from '#kernel/deadlines/editions.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { hasTable } from '#kernel/tables/api.ts'
import type { FaultShape } from '../contract/drawings.ts'
import type { Element, Model } from '../process/model.ts'
import { findPublished } from '../process/published.ts'

/** Names a drawing speaks of that are not of the drawing: tables, processes, acts and regimes there are at the agency. */

/** Where and when it would run. */
export type At = { readonly tx: Tx; readonly agency: string; readonly now: Date }

/** M85. What the processes of a file name and nobody has. */
export async function unknownNames(models: readonly Model[], at: At): Promise<FaultShape[]> {
	const beside = new Set(models.map((model) => model.id))
	const faults: FaultShape[] = []
	for (const element of models.flatMap((model) => [...model.elements.values()])) {
		for (const [kind, zh, name] of namedBy(element, beside))
			if (!(await isKnown(kind, name, at)))
				faults.push({
					element: element.id,
					line: null,
					rule: 'M85',
					en: `there is no ${kind} ${name}`,
					zh: `没有${zh} ${name}`,
				})
	}
	return faults
}

type Kind = 'rule table' | 'process' | 'act' | 'regime'

function namedBy(element: Element, beside: ReadonlySet<string>): readonly (readonly [Kind, string, string])[] {
	const { asks, kind, type, marks } = element
	const named: (readonly [Kind, string, string])[] = []
	if (asks !== null && type === 'BusinessRuleTask') named.push(['rule table', '决策表', asks])
	if (asks !== null && kind === 'call' && !beside.has(asks)) named.push(['process', '流程', asks])
	if (marks?.act != null) named.push(['act', '操作', marks.act])
	if (marks?.regime != null) named.push(['regime', '时限规则', marks.regime])
	return named
}

async function isKnown(kind: Kind, name: string, { tx, agency, now }: At): Promise<boolean> {
	switch (kind) {
		case 'rule table':
			return hasTable(name)
		case 'process':
			return (await findPublished(tx, name, { agency, now })) !== null
		case 'act':
			return powersInUse().words.actions.has(name)
		case 'regime':
			return (await regimeOf(tx, name, agency)) !== null
	}
}
