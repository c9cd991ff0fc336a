import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'

/** Reports to the agencies above: filled from the record, nothing asked twice. */

/** An agency's book of reports. Its id is the agency's. */
export const reportBook = resource({
	type: 'ReportBook',
	table: null,
	id: 'id',
	see: 'command.report-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

export const reportResource = resource({
	type: 'Report',
	table: 'command.report',
	id: 'id',
	see: 'command.report.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		to: { is: 'Agency', column: 'to_id' },
	},
})

export const reportForm = z.enum(['incident_summary'])
const both = z.strictObject({ en: z.string(), zh: z.string() })
const agency = z.strictObject({ id, en: z.string(), zh: z.string() })

/** Where a value came from. */
const source = z.strictObject({ act: z.string(), at: instant, entry: z.int().nullable() })

export const reportField = z.strictObject({
	fact: z.string(),
	words: both,
	/** Null: the record does not hold it yet. */
	value: both.nullable(),
	from: source.nullable(),
	/** It may be entered here, once, when it is missing; else it is entered in the matter. */
	asks: z
		.union([
			z.strictObject({ is: z.literal('number'), most: z.int() }),
			z.strictObject({ is: z.literal('yes_no') }),
			z.strictObject({ is: z.literal('choice'), choices: z.array(both.extend({ code: z.string() })) }),
		])
		.nullable(),
})
export type ReportFieldShape = z.output<typeof reportField>

const about = z.strictObject({ type: z.string(), id, name: both })
const head = {
	id,
	form: reportForm,
	words: both,
	about,
	agency,
	to: agency,
	sentAt: instant,
	sentPost: z.string(),
}

const example = {
	id: '019ab5a0-0000-7000-8000-0000000000c1',
	form: 'incident_summary' as const,
	words: { en: 'Incident, reported upwards', zh: '警情专报' },
	about: {
		type: 'Incident',
		id: '019ab5a0-0000-7000-8000-0000000000c2',
		name: { en: 'X2611-0447', zh: 'X2611-0447' },
	},
	agency: { id: '019ab5a0-0000-7000-8000-000000000001', en: 'Xigang Bureau', zh: '汐港县公安局' },
	to: { id: '019ab5a0-0000-7000-8000-000000000002', en: 'Lanjiang City Police', zh: '澜江市公安局' },
	sentAt: '2026-11-24T00:10:00.000Z',
	sentPost: 'shift_leader',
}

export const draftReport = view({
	name: 'command.report.draft',
	summary: { en: 'A report on a matter, filled from the record', zh: '按存证填好的报告' },
	resource: reportBook,
	input: z.strictObject({ form: reportForm, about: id }),
	output: z.strictObject({
		form: reportForm,
		words: both,
		about,
		fields: z.array(reportField),
		/** Agencies above it may be sent to, the nearest first. */
		to: z.array(agency),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { form: 'incident_summary', about: example.about.id },
		output: { form: example.form, words: example.words, about: example.about, fields: [], to: [example.to] },
	},
})

export const sendReport = act({
	name: 'command.report.send',
	summary: { en: 'Send a report upwards', zh: '向上级报送报告' },
	resource: reportBook,
	input: z.strictObject({
		form: reportForm,
		about: id,
		to: id,
		/** What the record does not hold, by its fact: a number, `yes` or `no`, or a code of its list. */
		entered: z
			.array(z.strictObject({ fact: z.string().max(60), value: z.string().regex(/^[a-z0-9_]{1,40}$/) }))
			.max(30),
	}),
	output: z.strictObject({ report: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: {
			form: 'incident_summary',
			about: example.about.id,
			to: example.to.id,
			entered: [{ fact: 'incident.road_closed', value: 'no' }],
		},
		output: { report: example.id },
	},
})

export const listReports = view({
	name: 'command.report.list',
	summary: { en: 'Reports my agency sent and was sent, newest first', zh: '本单位报送和收到的报告，新者在前' },
	resource: reportBook,
	input: z.strictObject({
		limit: z.coerce.number().int().min(1).max(100).default(50),
		after: z.string().max(200).optional(),
	}),
	output: z.strictObject({ rows: z.array(z.strictObject(head)), next: z.string().nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [example], next: null } },
})

export const showReport = view({
	name: 'command.report.show',
	summary: { en: 'A report as it was sent, each value with where it came from', zh: '查看报告原文及各项来源' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.strictObject({ ...head, size: z.int(), sha256: z.string(), fields: z.array(reportField) }),
	purpose: 'none',
	looks: 'open',
	example: { input: { report: example.id }, output: { ...example, size: 1204, sha256: '0'.repeat(64), fields: [] } },
})
