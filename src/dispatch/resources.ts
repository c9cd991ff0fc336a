import { resource } from '#kernel/contract/declare.ts'

/** The kinds of row that dispatch's powers speak about. Plain data: web and server both read it. */

/** A call for service, before we know what it is. */
export const callResource = resource({
	type: 'Call',
	table: 'dispatch.call',
	id: 'id',
	see: 'dispatch.call.see',
	attributes: {
		/** The bureau (or station) whose desk the line rings at. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** Made by the replay clock, never by a resident. */
		generated: { is: 'Bool', column: 'generated' },
		/** Its incident was drawn to be asked about again (D232). */
		sampled: { is: 'Bool', column: 'sampled' },
	},
})

/** The incident's own order, repeated where a page is walked (0002-page-order.sql). */
const carries = { received_at: 'received_at' } as const

/** What happens at a place and time. */
export const incidentResource = resource({
	type: 'Incident',
	table: 'dispatch.incident',
	id: 'id',
	see: 'dispatch.incident.see',
	ended: 'closed',
	attributes: {
		/** The station (or bureau) that answers for it. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** The bureau whose desk took the call. */
		desk: { is: 'Agency', column: 'desk_id' },
		closed: { is: 'Bool', column: 'closed' },
		generated: { is: 'Bool', column: 'generated' },
		/** Units ever sent to it. */
		units: { is: 'Set<String>', table: 'dispatch.assignment', key: 'incident_id', column: 'unit_id', carries },
		/** Stations and branches whose units were ever sent to it. */
		sent: { is: 'Set<Agency>', table: 'dispatch.assignment', key: 'incident_id', column: 'unit_agency_id', carries },
		/** Agencies above to which it was handed up by name. */
		handed: { is: 'Set<Agency>', table: 'dispatch.hand_up', key: 'incident_id', column: 'agency_id', carries },
	},
})

/** A crewed resource that can be sent. */
export const unitResource = resource({
	type: 'Unit',
	table: 'dispatch.unit',
	id: 'id',
	see: 'dispatch.unit.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		/** Equal to the id: a crew member is one whose `unit` it is. */
		unit: { is: 'String', column: 'id' },
		/** Who has it on loan. */
		lent: { is: 'Agency', column: 'lent_id', optional: true },
		/** Driven by the replay clock. */
		simulated: { is: 'Bool', column: 'simulated' },
	},
})

/** The desk of an agency: where calls are born, lists are shown, replay is steered. Its id is the agency's. */
export const deskResource = resource({
	type: 'Desk',
	table: null,
	id: 'id',
	see: 'dispatch.desk.see',
	attributes: {
		agency: { is: 'Agency', column: 'id' },
	},
})

/** A person's time at a desk (D210). */
export const watchResource = resource({
	type: 'Watch',
	table: 'dispatch.watch',
	id: 'id',
	see: 'dispatch.watch.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		person: { is: 'String', column: 'person_id' },
	},
})

/** One watch handed to another (D213). */
export const reliefResource = resource({
	type: 'Relief',
	table: 'dispatch.relief',
	id: 'id',
	see: 'dispatch.relief.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		leaver: { is: 'String', column: 'leaver_id' },
		successor: { is: 'String', column: 'successor_id' },
	},
})

/** What a crew should know before it enters an address (D170). */
export const hazardResource = resource({
	type: 'Hazard',
	table: 'dispatch.hazard',
	id: 'id',
	see: 'dispatch.hazard.see',
	attributes: {
		/** The station (or bureau) that answers for the address. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** The bureau whose desk it belongs to. */
		desk: { is: 'Agency', column: 'desk_id' },
		proposer: { is: 'String', column: 'proposed_by' },
		state: { is: 'String', column: 'state' },
	},
})

/** A lesser type or priority that somebody outside the measured unit decides (D226). */
export const downgradeResource = resource({
	type: 'Downgrade',
	table: 'dispatch.downgrade',
	id: 'id',
	see: 'dispatch.downgrade.see',
	attributes: {
		/** Whose times are measured by it. */
		agency: { is: 'Agency', column: 'agency_id' },
		desk: { is: 'Agency', column: 'desk_id' },
		asker: { is: 'String', column: 'asked_by' },
	},
})

/** The incidents of a bureau drawn in a week to be asked about again (D232). */
export const sampleResource = resource({
	type: 'Sample',
	table: 'dispatch.sample',
	id: 'id',
	see: 'dispatch.sample.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' } },
})

/** A marked copy of a bureau in which incidents are training (D250). */
export const drillResource = resource({
	type: 'Drill',
	table: 'dispatch.drill',
	id: 'id',
	see: 'dispatch.drill.see',
	attributes: {
		/** The real bureau. */
		agency: { is: 'Agency', column: 'agency_id' },
		proposer: { is: 'String', column: 'proposed_by' },
		/** Those invited. */
		people: { is: 'Set<String>', table: 'dispatch.drill_person', key: 'drill_id', column: 'person_id' },
	},
})

export const resources = [
	callResource,
	incidentResource,
	unitResource,
	deskResource,
	hazardResource,
	watchResource,
	reliefResource,
	downgradeResource,
	sampleResource,
	drillResource,
] as const
