import type { ActContext } from '#kernel/act.ts'
import { id } from '#kernel/contract/scalars.ts'
import { heldAmong, holdSession, releaseHolds } from '#kernel/identity/api.ts'

/** I6. A desk that took a live call does not sign out until the call is over. The system and tests hold no desk. */
export async function holdDesk({ tx, who, now }: ActContext, call: string): Promise<void> {
	if (id.safeParse(who.session).success && who.session !== null)
		await holdSession(tx, who.session, 'live_call', call, now)
}

/** I6. The call is over, or someone else's. */
export async function releaseDesk({ tx }: ActContext, call: string): Promise<void> {
	await releaseHolds(tx, 'live_call', call)
}

/** I6. Nor does the desk that sent units to a priority 1, until the last of them has cleared. */
export async function holdEmergency({ tx, who, now }: ActContext, incident: string): Promise<void> {
	if (id.safeParse(who.session).success && who.session !== null)
		await holdSession(tx, who.session, 'open_emergency', incident, now)
}

/** I6. The emergency is over. */
export async function releaseEmergency({ tx }: ActContext, incident: string): Promise<void> {
	await releaseHolds(tx, 'open_emergency', incident)
}

/** D216, I6. Emergencies that some desk holds stay held, by the desk of the one who takes the watch. */
export async function passEmergencies({ tx, who, now }: ActContext, incidents: readonly string[]): Promise<void> {
	const session = id.safeParse(who.session).success ? who.session : null
	for (const incident of await heldAmong(tx, 'open_emergency', incidents)) {
		await releaseHolds(tx, 'open_emergency', incident)
		if (session !== null) await holdSession(tx, session, 'open_emergency', incident, now)
	}
}
