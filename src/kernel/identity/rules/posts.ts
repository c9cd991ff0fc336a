import type { Tier } from '../../contract/scalars.ts'
import type { AgencyBranch, PostKind } from '../contract/words.ts'

/** Which person may hold which post where. Pure. */

const sworn: ReadonlySet<PostKind> = new Set([
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'investigator',
	'traffic_officer',
	'legal_reviewer',
	'integrity_inspector',
])

/** I20. Posts that use police powers, or judge their use, are for sworn officers; the auxiliary's post is not. */
export function mayHold(kind: PostKind, person: { readonly sworn: boolean }): boolean {
	return kind === 'auxiliary_officer' ? !person.sworn : person.sworn || !sworn.has(kind)
}

/** I20. A station chief leads a station. */
export function mayStandAt(kind: PostKind, agency: { readonly tier: Tier }): boolean {
	return kind !== 'station_chief' || agency.tier === 'station'
}

const rank: Readonly<Record<Tier, number>> = { province: 0, city: 1, county: 2, station: 3 }

/** I19. A branch has its bureau's tier and no agencies under it; any other agency stands a tier or more below its parent. */
export function mayStandUnder(
	child: { readonly tier: Tier; readonly branch: AgencyBranch | null },
	parent: { readonly tier: Tier; readonly branch: AgencyBranch | null },
): boolean {
	if (parent.branch !== null) return false
	return child.branch !== null
		? child.tier === parent.tier && parent.tier !== 'station'
		: rank[child.tier] > rank[parent.tier]
}
