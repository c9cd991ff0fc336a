import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs'
import { Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { Needs } from './needs.ts'
import type { Subject } from './subject.ts'

/** Turns the person who asks and the row asked about into Cedar entities: only those a decision needs. */

const agencyValue = (id: string): CedarValueJson => ({ __entity: { type: 'Agency', id } })
const agencyUid = (id: string) => ({ type: 'Agency', id })

/** A Who with what its decisions share, made once. */
type Standing = {
	readonly principal: EntityJson
	readonly below: ReadonlySet<string>
	/** The person's agency and bureau, with all above as parents. */
	readonly agencies: ReadonlyMap<string, EntityJson>
	/** The principal as different sets of rules need it. */
	readonly asked: WeakMap<Needs, EntityJson>
}

const standings = new WeakMap<Who, Standing>()

function standingOf(who: Who): Standing {
	const known = standings.get(who)
	if (known !== undefined) return known
	const principal: EntityJson = {
		uid: { type: 'Person', id: who.person },
		attrs: {
			id: who.person,
			holding: who.post,
			post: who.postKind,
			agency: agencyValue(who.agency),
			bureau: agencyValue(who.bureau),
			branch: who.branch ?? '',
			tier: who.tier,
			sworn: who.sworn,
			credentials: [...who.credentials],
			unit: who.unit ?? '',
			drill: who.drill !== null,
			drills: who.drills.map(agencyValue),
		},
		parents: [],
	}
	const agencies = new Map<string, EntityJson>()
	for (const id of [who.agency, who.bureau]) {
		const parents = aboveOf(who, id).filter((above) => above !== id)
		agencies.set(id, { uid: agencyUid(id), attrs: {}, parents: parents.map(agencyUid) })
	}
	const standing = { principal, below: new Set(who.below), agencies, asked: new WeakMap<Needs, EntityJson>() }
	standings.set(who, standing)
	return standing
}

export function principalOf(who: Who): EntityJson {
	return standingOf(who).principal
}

/** The agency (the person's own or bureau) and all above it, nearest first: what `principal.agency in …` can reach. */
export function aboveOf(who: Who, agency: string): readonly string[] {
	const at = who.above.indexOf(agency)
	return at < 0 ? [agency] : who.above.slice(at)
}

/**
 * What `resource.agency in principal.bureau` (or `principal.agency`) reaches: the bureau with all below it;
 * a branch only itself, since a branch holds no agencies.
 */
export function belowOf(who: Who, agency: string): readonly string[] {
	return agency === who.bureau && who.below.length > 0 ? who.below : [agency]
}

/** Entities for partial evaluation, where no row is known. */
export function entitiesOf(who: Who): EntityJson[] {
	const standing = standingOf(who)
	return [standing.principal, ...standing.agencies.values()]
}

/**
 * Entities for one decision.
 * @throws TypeError when the subject lacks a declared attribute or has one of another type: a fault of the slice
 */
export function entitiesWith(who: Who, subject: Subject, needs?: Needs): EntityJson[] {
	const standing = standingOf(who)
	const principal = needs === undefined ? standing.principal : principalFor(standing, needs)
	const tree = needs === undefined || needs.tree
	const agencies = new Map(tree ? standing.agencies : [])
	const note = (id: string) => {
		if (agencies.has(id) || !standing.below.has(id)) return
		agencies.set(id, { uid: agencyUid(id), attrs: {}, parents: [agencyUid(who.bureau)] })
	}
	const attrs: Record<string, CedarValueJson> = {}
	for (const [name, declared] of Object.entries(subject.resource.attributes)) {
		const value = subject.attributes[name]
		if (value === null || value === undefined) {
			if ('optional' in declared && declared.optional) continue
			throw new TypeError(`${subject.resource.type} ${subject.id} has no ${name}`)
		}
		const checked = valueOf(subject, name, declared.is, value)
		if (needs !== undefined && !needs.row.has(name)) continue
		attrs[name] = checked
		if (!tree) continue
		if (declared.is === 'Agency' && typeof value === 'string') note(value)
		if (declared.is === 'Set<Agency>' && Array.isArray(value)) value.forEach(note)
	}
	const entity: EntityJson = { uid: { type: subject.resource.type, id: subject.id }, attrs, parents: [] }
	if (subject.resource.type !== 'Agency') return [principal, ...agencies.values(), entity]
	if (tree) note(subject.id)
	const asAgency = agencies.get(subject.id)
	agencies.set(subject.id, { ...entity, parents: asAgency?.parents ?? [] })
	return [principal, ...agencies.values()]
}

/** The person with only what the rules ask about. */
function principalFor(standing: Standing, needs: Needs): EntityJson {
	const known = standing.asked.get(needs)
	if (known !== undefined) return known
	const attrs = Object.fromEntries(Object.entries(standing.principal.attrs).filter(([name]) => needs.person.has(name)))
	const made = { ...standing.principal, attrs }
	standing.asked.set(needs, made)
	return made
}

function valueOf(
	subject: Subject,
	name: string,
	is: string,
	value: NonNullable<Subject['attributes'][string]>,
): CedarValueJson {
	if (is === 'String' && typeof value === 'string') return value
	if (is === 'Bool' && typeof value === 'boolean') return value
	if (is === 'Long' && typeof value === 'number') return exact(`${subject.resource.type}.${name}`, value)
	if (is === 'Agency' && typeof value === 'string') return agencyValue(value)
	// Empty text stands for "no unit": it is never a member.
	if (is === 'Set<String>' && Array.isArray(value)) return value.filter((member) => member !== '')
	if (is === 'Set<Agency>' && Array.isArray(value)) return value.map(agencyValue)
	throw new TypeError(`${subject.resource.type}.${name} is not a ${is}`)
}

/** P5. A number powers compare is a whole number a JavaScript number keeps exactly (below 2^53), else refused. */
export function exact(name: string, value: number): number {
	if (Number.isSafeInteger(value)) return value
	throw new Refusal('invalid', `${name} is not a whole number below 2^53.`, { rule: 'P5' })
}
