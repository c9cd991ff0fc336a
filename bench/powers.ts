import { newId } from '#kernel/ids.ts'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { resource } from '#kernel/contract/declare.ts'
import { entitiesWith, principalOf } from '#kernel/powers/entities.ts'
import { readPolicies } from '#kernel/powers/policy.ts'
import { buildPowers } from '#kernel/powers/powers.ts'
import { vocabularyOf } from '#kernel/powers/schema.ts'
import { incident, testPowers } from '#kernel/powers/tests/incidents.ts'
import {
	createMirror,
	differences,
	fillMirror,
	mirrorOf,
	peopleOf,
	poolsOf,
	rowsOf,
} from '#kernel/powers/tests/mirror.ts'
import { seeded } from '#kernel/seeded.ts'
import { openFresh } from '#tests/database.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * powers/decide-50: one decision with 50 policies over eight actions; the peer is the same call with all 50 in one set.
 * powers/filter: pairs of a person and an incident on which the list and the single decision do not agree.
 */

const verbs = ['see', 'show', 'close', 'hand-over', 'assign', 'attach', 'dispose', 'reopen']
const posts = ['dispatcher', 'shift_leader', 'commander', 'station_chief', 'officer', 'legal_reviewer']
const kinds = verbs.map((verb) => resource({ ...incident, see: `bench.incident.${verb}` }))

/** Six permits for each action, and two forbids over every action: 50. */
function fiftyPolicies(): string {
	const basis = '@basis_en("Bench") @basis_zh("测试")'
	const permits = verbs.flatMap((verb, v) =>
		posts.map((post, p) => {
			const ground = [
				'resource.agency in principal.bureau',
				'resource.crew.contains(principal.unit)',
				'principal.bureau in resource.handed',
			][p % 3]
			return `@id("V${v}-${p}") ${basis} permit(principal, action == Action::"bench.incident.${verb}", resource is Incident) when { principal.post == "${post}" && ${ground} };`
		}),
	)
	return [
		...permits,
		`@id("F1") ${basis} forbid(principal, action, resource is Incident) when { resource.protected } unless { principal.credentials.contains("protected-files") };`,
		`@id("F2") ${basis} forbid(principal, action, resource is Incident) when { principal.post == "administrator" };`,
	].join('\n')
}

function decideRows(count: number): Row[] {
	// One resource type with eight see actions: declared one after another, as acts would be.
	const words = vocabularyOf([{ resources: [incident], acts: [], views: [] }])
	const actions = new Map([...words.actions, ...kinds.map((kind) => [kind.see, ['Incident']] as const)])
	const policies = readPolicies(fiftyPolicies(), 'bench')
	const powers = buildPowers({ ...words, actions }, policies)
	const random = seeded(50)
	const pools = poolsOf(powers, 'bench.incident.see', 'Incident')
	const people = peopleOf(50, pools, random)
	const rows = rowsOf(incident, 200, pools, random)
	const all = Object.fromEntries(policies.map((policy) => [policy.id, policy.json]))
	cedar.preparsePolicySet('bench-all', { staticPolicies: all })
	const [ours, peer]: [number[], number[]] = [[], []]
	for (let n = 0; n < count; n += 1) {
		const who = people[n % people.length]
		const one = rows[n % rows.length]
		// Never the same thing twice: an answer already given is remembered, and that is not what is measured here.
		const subject = one === undefined ? undefined : { ...one, id: newId() }
		const action = `bench.incident.${verbs[n % verbs.length]}`
		if (who === undefined || subject === undefined) continue
		const from = performance.now()
		powers.decide(who, action, subject, { now: 1_800_000_000, purpose: false })
		const between = performance.now()
		cedar.statefulIsAuthorized({
			principal: principalOf(who).uid,
			action: { type: 'Action', id: action },
			resource: { type: 'Incident', id: subject.id },
			context: { now: 1_800_000_000, purpose: false },
			preparsedPolicySetId: 'bench-all',
			entities: entitiesWith(who, subject),
		})
		const end = performance.now()
		if (n < count / 10) continue
		ours.push(between - from)
		peer.push(end - between)
	}
	const against = (share: number) => ({ name: 'all 50 policies in one set', value: percentile(peer, share) })
	return [
		row('powers/decide-50', 'p50_ms', percentile(ours, 0.5), 'ms', against(0.5)),
		row('powers/decide-50', 'p99_ms', percentile(ours, 0.99), 'ms', against(0.99)),
	]
}

async function filterRows(people: number, incidents: number): Promise<Row[]> {
	const powers = testPowers()
	const mirror = mirrorOf(incident)
	const random = seeded(1_000_003)
	const pools = poolsOf(powers, incident.see, 'Incident')
	const rows = rowsOf(mirror, incidents, pools, random)
	const store = await openFresh()
	try {
		const result = await store.transact('owner', async (tx) => {
			await createMirror(tx, mirror)
			await fillMirror(tx, mirror, rows)
			return differences(tx, powers, incident.see, peopleOf(people, pools, random), rows, random)
		})
		return [
			row('powers/filter', 'mismatches', result.found.length, `of ${result.pairs} pairs, ${result.allowed} allowed`),
		]
	} finally {
		await store.close()
	}
}

/** The rows powers/*: 100,000 pairs; 1,000,000 with SEAWALL_LONG. */
export async function run(): Promise<Row[]> {
	const long = process.env['SEAWALL_LONG'] !== undefined
	return [...decideRows(20_000), ...(await filterRows(long ? 400 : 200, long ? 2_500 : 500))]
}
