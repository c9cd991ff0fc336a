import { testsFrom } from '../feel/compile-text.ts'
import { Frame } from '../feel/env.ts'
import { type Names, normalName } from '../feel/names.ts'
import { Evaluation } from '../feel/run.ts'
import { any, builtinType, type FeelType } from '../feel/type.ts'
import { isList, type Value } from '../feel/value.ts'
import { child, children, type Element, textIn } from './xml.ts'

/** How one file's type names are found; `at` names the place for a fault. */
export type TypeFinder = (name: string) => FeelType | null

/** A typeRef as files of all versions write it: `feel:number`, `number`, `tLoan`, `lib.tLoan`. */
export function typeRefOf(ref: string | null | undefined, find: TypeFinder): FeelType | null {
	if (ref === null || ref === undefined || ref === '') return null
	const name = normalName(ref)
	const bare = name.replace(/^feel:|^(?:ns\d+|xsd|dmn|kie):/, '')
	return { kind: 'named', name: bare, find: () => find(bare) ?? builtinType(bare) }
}

/** An item definition as a type (DMN 1.5 clause 7.3.2). Allowed values hold for each item of a collection. */
export function itemType(item: Element, names: Names, find: TypeFinder): FeelType {
	const single = allowed(singleType(item, names, find), child(item, 'allowedValues'), names)
	if (item.at['isCollection'] !== 'true') return allowed(single, child(item, 'typeConstraint'), names)
	return allowed({ kind: 'list', of: single }, child(item, 'typeConstraint'), names)
}

function singleType(item: Element, names: Names, find: TypeFinder): FeelType {
	const components = children(item, 'itemComponent')
	if (components.length > 0)
		return {
			kind: 'context',
			entries: new Map(components.map((one) => [normalName(one.at['name'] ?? ''), itemType(one, names, find)])),
		}
	const fn = child(item, 'functionItem')
	if (fn !== null)
		return {
			kind: 'function',
			params: children(fn, 'parameters').map((one) => typeRefOf(one.at['typeRef'], find) ?? any),
			result: typeRefOf(fn.at['outputTypeRef'], find) ?? any,
		}
	const ref = item.at['typeRef'] ?? child(item, 'typeRef')?.text.trim()
	return typeRefOf(ref, find) ?? any
}

function allowed(of: FeelType, values: Element | null, names: Names): FeelType {
	const text = textIn(values)
	if (text === '') return of
	const test = testsFrom(text, names)
	const allows = (value: Value): boolean =>
		(isList(value) && of.kind !== 'list'
			? value.every(allows)
			: test(value, new Frame(new Evaluation(new Date(0)), new Map()))) === true
	return { kind: 'allowed', of, allows, text }
}
