import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'

/** The contact register: K55 to K59. */

export const contactResource = resource({
	type: 'Contact',
	table: 'command.contact',
	id: 'id',
	see: 'command.contact.see',
	attributes: {
		/** Of the one who wrote it. */
		agency: { is: 'Agency', column: 'agency_id' },
		/** The bureau of the next tier, whose integrity reads it. */
		reader: { is: 'Agency', column: 'reader_id', optional: true },
		/** Members of the force it names. */
		named: { is: 'Set<String>', table: 'command.contact_named', key: 'contact_id', column: 'person_id' },
	},
})

/** Where contacts are written and read. Its id is the agency's. */
export const contactBook = resource({
	type: 'ContactBook',
	table: null,
	id: 'id',
	see: 'command.contact-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** Asked about it; pleaded for somebody; pressed for an outcome; gave an order outside the line of command. */
export const contactDid = z.enum(['asked', 'pleaded', 'pressed', 'ordered'])
export type ContactDid = z.output<typeof contactDid>

const sample = {
	about: 'X2611-0447',
	contactBy: '县局某科室负责人',
	did: 'pressed' as const,
	said: '要求尽快放人',
}

/** K55. Never refused to anyone who serves, and answered with nothing but that it stands. */
export const enterContact = act({
	name: 'command.contact.enter',
	summary: { en: 'Write down who asked about a matter or pressed on it', zh: '登记过问、干预事项的情况' },
	resource: contactBook,
	input: z.strictObject({
		/** The matter as one says it: a number, or a few words. */
		about: text(120),
		/** Who, as one knows them: a name, a post, a telephone. */
		contactBy: text(120),
		did: contactDid.default('asked'),
		/** What they wanted. */
		said: text(300),
		at: instant.optional(),
	}),
	output: z.object({ contact: id, at: instant }),
	purpose: 'none',
	personal: ['about', 'contactBy', 'said'],
	example: {
		input: sample,
		output: { contact: '019aa000-0000-7000-8000-000000000201', at: '2026-11-24T08:15:00.000Z' },
	},
})

export const contactRow = z.object({
	id,
	at: instant,
	about: z.string(),
	/** The matter, where one of that number is known. */
	matter: id.nullable(),
	contactBy: z.string(),
	did: contactDid,
	said: z.string(),
	/** Who wrote it down. */
	writer: z.object({ en: z.string(), zh: z.string(), post: z.string() }),
	agency: z.object({ en: z.string(), zh: z.string() }),
})
export type ContactRow = z.output<typeof contactRow>

/** K56. */
export const listContacts = view({
	name: 'command.contact.list',
	summary: { en: 'Contacts that the tier below wrote down', zh: '下级登记的过问、干预情况' },
	resource: contactBook,
	input: z.strictObject({ before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }),
	output: z.object({ rows: z.array(contactRow), more: z.boolean() }),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { limit: 100 },
		output: {
			rows: [
				{
					id: '019aa000-0000-7000-8000-000000000201',
					at: '2026-11-24T08:15:00.000Z',
					...sample,
					matter: null,
					writer: { en: 'He Ping’an', zh: '何平安', post: 'officer' },
					agency: { en: 'Old Town Station', zh: '老城派出所' },
				},
			],
			more: false,
		},
	},
})
