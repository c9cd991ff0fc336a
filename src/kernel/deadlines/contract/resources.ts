import { resource } from '../../contract/declare.ts'

/** What powers speak about here. */

/** An agency's book of calendars, regimes and deadlines. Its id is the agency's. */
export const deadlineBook = resource({
	type: 'DeadlineBook',
	table: null,
	id: 'id',
	see: 'deadlines.calendar.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** One version of a calendar or a regime. */
export const editionResource = resource({
	type: 'Edition',
	table: 'deadlines.edition',
	id: 'id',
	see: 'deadlines.edition.see',
	attributes: {
		/** Absent: it ships. */
		agency: { is: 'Agency', column: 'agency_id', optional: true },
		proposer: { is: 'String', column: 'proposed_by', optional: true },
	},
})

export const deadlineResource = resource({
	type: 'Deadline',
	table: 'deadlines.deadline',
	id: 'id',
	see: 'deadlines.deadline.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who has to act now. */
		duty: { is: 'Agency', column: 'duty_id' },
		kind: { is: 'String', column: 'kind' },
		liberty: { is: 'Bool', column: 'liberty' },
		protected: { is: 'Bool', column: 'protected' },
		/** Persons who work on the matter. */
		hands: { is: 'Set<String>', table: 'deadlines.hand', key: 'deadline_id', column: 'person_id' },
		/** Named readers of a protected matter's words. */
		readers: { is: 'Set<String>', table: 'deadlines.reader', key: 'deadline_id', column: 'person_id' },
	},
})

/** Topics of the messages the clock sends, about the resource `Deadline`: `{ deadline, matter, kind, duty, dueAt }`. */
export const deadlineTopics = {
	warned: 'deadlines.deadline.warned',
	breached: 'deadlines.deadline.breached',
	escalated: 'deadlines.deadline.escalated',
	dropped: 'deadlines.deadline.dropped',
	changed: 'deadlines.deadline.changed',
} as const
