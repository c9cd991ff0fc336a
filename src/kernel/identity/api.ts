import { join } from 'node:path'
import { kernelFolder } from '../folder.ts'
import type { Slice } from '../slice.ts'
import { addAgencyAct } from './acts/add-agency.ts'
import { addPersonAct } from './acts/add-person.ts'
import { beginTotpAct } from './acts/begin-totp.ts'
import { closeSessionAct } from './acts/close-session.ts'
import { confirmTotpAct } from './acts/confirm-totp.ts'
import { endCredentialAct } from './acts/end-credential.ts'
import { endPostAct } from './acts/end-post.ts'
import { grantCredentialAct } from './acts/grant-credential.ts'
import { grantPostAct } from './acts/grant-post.ts'
import { leavePersonAct } from './acts/leave-person.ts'
import { lockSessionAct } from './acts/lock-session.ts'
import { openEnrolmentAct } from './acts/open-enrolment.ts'
import { openSessionAct } from './acts/open-session.ts'
import { registerPasskeyAct } from './acts/register-passkey.ts'
import { removePasskeyAct } from './acts/remove-passkey.ts'
import { renameAgencyAct } from './acts/rename-agency.ts'
import { revokeSessionAct } from './acts/revoke-session.ts'
import { setPasswordAct } from './acts/set-password.ts'
import { setUpOrganisationAct } from './acts/set-up-organisation.ts'
import { switchSessionAct } from './acts/switch-session.ts'
import { takeOverSessionAct } from './acts/take-over-session.ts'
import { unlockSessionAct } from './acts/unlock-session.ts'
import { useEnrolmentAct } from './acts/use-enrolment.ts'
import {
	bureauResource,
	memberResource,
	organisationResource,
	postResource,
	sessionResource,
} from './contract/resources.ts'
import { listPeople } from './views/list-people.ts'
import { listPosts } from './views/list-posts.ts'
import { listSessions } from './views/list-sessions.ts'
import { prepareKeys } from './views/prepare-keys.ts'
import { showAgencyTree } from './views/show-agency-tree.ts'
import { showDemoPeople } from './views/show-demo-people.ts'
import { showKeys } from './views/show-keys.ts'
import { showSession } from './views/show-session.ts'

/** The only server door to identity. */

export { crewUnit, findCrew, uncrewUnit } from './crew.ts'
export { type CrewFacts, Crews, noCrew } from './crews.ts'
export { type AgencyCopy, copyBureau, endDrillPosts, grantDrillPost, mayPlay } from './drills.ts'
export { SessionCache } from './session-cache.ts'
export { heldAmong, holdSession, releaseHolds } from './sessions.ts'
export { standingOf, whoOfSession } from './standing.ts'
export { needOrganisation } from './store.ts'
export { sourceHash } from './throttle.ts'

export const identitySlice: Slice = {
	name: 'identity',
	folder: join(kernelFolder, 'identity'),
	resources: [organisationResource, bureauResource, memberResource, postResource, sessionResource],
	acts: [
		openSessionAct,
		closeSessionAct,
		switchSessionAct,
		lockSessionAct,
		unlockSessionAct,
		takeOverSessionAct,
		revokeSessionAct,
		setUpOrganisationAct,
		addAgencyAct,
		renameAgencyAct,
		addPersonAct,
		leavePersonAct,
		grantPostAct,
		endPostAct,
		grantCredentialAct,
		endCredentialAct,
		setPasswordAct,
		beginTotpAct,
		confirmTotpAct,
		registerPasskeyAct,
		removePasskeyAct,
		openEnrolmentAct,
		useEnrolmentAct,
	],
	views: [showSession, listSessions, prepareKeys, showKeys, showAgencyTree, showDemoPeople, listPeople, listPosts],
}
