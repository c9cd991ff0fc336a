import type { SchemaJson, TypeOfAttribute } from '@cedar-policy/cedar-wasm/nodejs'
import type { AttributeDeclaration, ContextDeclaration, Declaration, ResourceDeclaration } from '../contract/declare.ts'
import type { Slice } from '../slice.ts'

/** Everything powers may speak about, gathered from the contracts of all slices. */
export type Vocabulary = {
	readonly resources: ReadonlyMap<string, ResourceDeclaration>
	/** Action name -> the resource types it applies to. */
	readonly actions: ReadonlyMap<string, readonly string[]>
	/** Action name -> facts its context has beside `now` and `purpose`. */
	readonly contexts: ReadonlyMap<string, ContextDeclaration>
}

type Attribute = TypeOfAttribute<string>

const agency: Attribute = { type: 'Entity', name: 'Agency' }

/** What Cedar knows of the person who asks. `branch` and `unit` are empty text when there is none. */
export const person: Readonly<Record<string, Attribute>> = {
	id: { type: 'String' },
	holding: { type: 'String' },
	post: { type: 'String' },
	agency,
	bureau: agency,
	branch: { type: 'String' },
	tier: { type: 'String' },
	sworn: { type: 'Boolean' },
	credentials: { type: 'Set', element: { type: 'String' } },
	unit: { type: 'String' },
	drill: { type: 'Boolean' },
	drills: { type: 'Set', element: agency },
}

/** Collects resources and actions. @throws Error when two slices declare one name differently */
export function vocabularyOf(slices: readonly Pick<Slice, 'resources' | 'acts' | 'views'>[]): Vocabulary {
	const resources = new Map<string, ResourceDeclaration>()
	const actions = new Map<string, Set<string>>()
	const contexts = new Map<string, ContextDeclaration>()
	const add = (action: string, type: string) => {
		const types = actions.get(action) ?? new Set<string>()
		actions.set(action, types.add(type))
	}
	const addResource = (declared: ResourceDeclaration) => {
		const known = resources.get(declared.type)
		if (known !== undefined && known !== declared && JSON.stringify(known) !== JSON.stringify(declared))
			throw new Error(`Two resources are called ${declared.type}`)
		if (declared.type === 'Person') throw new Error('Person is the one who asks; name the resource otherwise')
		resources.set(declared.type, declared)
		add(declared.see, declared.type)
	}
	const addDeclaration = (declared: Declaration) => {
		addResource(declared.resource)
		add(declared.name, declared.resource.type)
		if (declared.kind === 'act' && declared.context !== undefined) contexts.set(declared.name, declared.context)
	}
	for (const slice of slices) {
		for (const declared of slice.resources) addResource(declared)
		for (const performer of slice.acts) addDeclaration(performer.declaration)
		for (const shower of slice.views) addDeclaration(shower.declaration)
	}
	return { resources, actions: new Map([...actions].map(([name, types]) => [name, [...types]])), contexts }
}

/** The Cedar schema (JSON form) of a vocabulary: generated, never written by hand. */
export function schemaOf(words: Vocabulary): SchemaJson<string> {
	const entityTypes: SchemaJson<string>[string]['entityTypes'] = {
		Person: { shape: { type: 'Record', attributes: person } },
		Agency: { memberOfTypes: ['Agency'], shape: { type: 'Record', attributes: {} } },
	}
	for (const [type, declared] of words.resources) {
		const attributes = Object.fromEntries(Object.entries(declared.attributes).map(([name, a]) => [name, typeOf(a)]))
		entityTypes[type] = {
			...(type === 'Agency' ? { memberOfTypes: ['Agency'] } : {}),
			shape: { type: 'Record', attributes },
		}
	}
	const actions: SchemaJson<string>[string]['actions'] = {}
	for (const [name, types] of words.actions) {
		const extra = Object.entries(words.contexts.get(name) ?? {}).map(([key, is]): [string, Attribute] => [
			key,
			simple(is),
		])
		const attributes = { now: { type: 'Long' }, purpose: { type: 'Boolean' }, ...Object.fromEntries(extra) } as const
		actions[name] = {
			appliesTo: { principalTypes: ['Person'], resourceTypes: [...types], context: { type: 'Record', attributes } },
		}
	}
	return { '': { entityTypes, actions } }
}

function simple(is: ContextDeclaration[string]): Attribute {
	return is === 'Bool' ? { type: 'Boolean' } : { type: is }
}

function typeOf(declared: AttributeDeclaration): Attribute {
	switch (declared.is) {
		case 'Set<String>':
			return { type: 'Set', element: { type: 'String' } }
		case 'Set<Agency>':
			return { type: 'Set', element: { type: 'Entity', name: 'Agency' } }
		case 'Agency':
			return { ...agency, required: declared.optional !== true }
		default:
			return { ...simple(declared.is), required: declared.optional !== true }
	}
}
