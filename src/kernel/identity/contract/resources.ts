import { resource } from '../../contract/declare.ts'

/** The kinds of row that identity's powers speak about. */

/** The one organisation of this installation: demo or real. */
export const organisationResource = resource({
	type: 'Organisation',
	table: 'identity.organisation',
	id: 'id',
	see: 'identity.organisation.see',
	attributes: { mode: { is: 'String', column: 'mode' } },
})
export const organisationId = '00000000-0000-8000-8000-000000000001'

/** An agency as something that is administered: where people and posts are added. Its id is the agency's. */
export const bureauResource = resource({
	type: 'Bureau',
	table: 'identity.agency',
	id: 'id',
	see: 'identity.agency.see',
	attributes: {
		agency: { is: 'Agency', column: 'id' },
		tier: { is: 'String', column: 'tier' },
	},
})

/** A person's file: name, account, credentials. (`Person` in powers is the one who asks.) */
export const memberResource = resource({
	type: 'Member',
	table: 'identity.person',
	id: 'id',
	see: 'identity.person.see',
	attributes: {
		/** The agency that keeps the file. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** Equal to the id: one's own file. */
		person: { is: 'String', column: 'id' },
	},
})

/** A post held at an agency from..until. */
export const postResource = resource({
	type: 'Post',
	table: 'identity.post',
	id: 'id',
	see: 'identity.post.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		person: { is: 'String', column: 'person_id' },
		kind: { is: 'String', column: 'kind' },
	},
})

/** A session: who is signed in at which desk. */
export const sessionResource = resource({
	type: 'Session',
	table: 'identity.session',
	id: 'id',
	see: 'identity.session.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		person: { is: 'String', column: 'person_id' },
	},
})
