import type { z } from 'zod'
import { evidenceKind, orderClaim, orderCounts } from '../../contract/order-lists.ts'
import type { giveOrder } from '../../contract/orders.ts'
import { newId } from './new-id.ts'

type Given = z.input<(typeof giveOrder)['input']>

/** One recipient as the form holds it: `agency` or `agency post`. */
export type To = { readonly key: string; readonly order: string; readonly to: string; readonly post: string }

/** An order as it is being written: text as typed. */
export type Draft = {
	readonly to: readonly To[]
	readonly title: string
	readonly text: string
	readonly why: string
	readonly basis: string
	/** Id of the matter it is about; empty for none. */
	readonly matter: string
	readonly language: 'en' | 'zh'
	readonly by: 'date' | 'regime'
	/** `2026-12-04T18:00`, bureau time. */
	readonly date: string
	readonly regime: string
	readonly checklist: readonly { readonly words: string; readonly evidence: string }[]
	readonly checker: string
	readonly reference: string
	readonly counts: string
	readonly amount: string
	readonly list: string
	readonly listKind: 'place' | 'task' | 'repair'
	readonly claim: string
	readonly place: string
	readonly from: string
	readonly until: string
}

const zone = '+08:00'
const hour = 3_600_000

/** Bureau time as a `datetime-local` field holds it. */
export function localOf(ms: number): string {
	return new Date(ms + 8 * hour).toISOString().slice(0, 16)
}

/** What such a field says, RFC 3339. */
export const instantOf = (local: string): string => `${local}:00${zone}`

/** Due at the end of the working day so many days ahead. */
export const dueIn = (days: number, now: number): string => `${localOf(now + days * 24 * hour).slice(0, 10)}T18:00`

export function emptyDraft(language: 'en' | 'zh', now: number): Draft {
	return {
		to: [],
		title: '',
		text: '',
		why: '',
		basis: '',
		matter: '',
		language,
		by: 'date',
		date: dueIn(7, now),
		regime: '',
		checklist: [{ words: '', evidence: 'site_record' }],
		checker: '',
		reference: '',
		counts: '',
		amount: '',
		list: '',
		listKind: 'place',
		claim: '',
		place: '',
		from: '',
		until: '',
	}
}

/** `agency` or `agency post` as a recipient, under an id of its own. */
export function toOf(key: string): To {
	const [to = '', post = ''] = key.split(' ')
	return { key, order: newId(), to, post }
}

/** Which field still lacks something; null when it can be given. */
export function missingIn(draft: Draft): 'to' | 'title' | 'text' | 'why' | 'basis' | 'due' | 'checklist' | null {
	if (draft.to.length === 0) return 'to'
	for (const field of ['title', 'text', 'why', 'basis'] as const) if (draft[field].trim() === '') return field
	if (draft.by === 'date' ? draft.date === '' : draft.regime === '') return 'due'
	return draft.checklist.some((item) => item.words.trim() !== '') ? null : 'checklist'
}

/** The act's input but for who gives. */
export function sheetOf(draft: Draft): Omit<Given, 'agency'> {
	const list = draft.list
		.split('\n')
		.map((words) => words.trim())
		.filter((words) => words !== '')
		.map((words) => ({ kind: draft.listKind, words }))
	const counts = orderCounts.safeParse(draft.counts)
	const claim = orderClaim.safeParse(draft.claim)
	const [agency = '', post = ''] = draft.checker.split(' ')
	return {
		orders: draft.to.map(({ order, to, post: named }) => ({
			order,
			to,
			...(named === '' ? {} : { post: asPost(named) }),
		})),
		language: draft.language,
		title: draft.title.trim(),
		text: draft.text.trim(),
		why: draft.why.trim(),
		basis: draft.basis.trim(),
		...(draft.matter === '' ? {} : { matter: draft.matter }),
		due: draft.by === 'date' ? { at: instantOf(draft.date) } : { regime: draft.regime },
		checklist: draft.checklist
			.filter((item) => item.words.trim() !== '')
			.map((item) => ({ words: item.words.trim(), evidence: evidenceKind.parse(item.evidence) })),
		...(draft.reference.trim() === '' ? {} : { reference: draft.reference.trim() }),
		...(agency === '' ? {} : { checker: { agency, ...(post === '' ? {} : { post: asPost(post) }) } }),
		...(counts.success
			? { target: { counts: counts.data, amount: Number(draft.amount), ...(list.length === 0 ? {} : { list }) } }
			: {}),
		...(claim.success
			? {
					claim: {
						of: claim.data,
						...(draft.place.trim() === '' ? {} : { place: draft.place.trim() }),
						from: instantOf(draft.from),
						until: instantOf(draft.until),
					},
				}
			: {}),
	}
}

type Post =
	| 'commander'
	| 'station_chief'
	| 'shift_leader'
	| 'officer'
	| 'investigator'
	| 'traffic_officer'
	| 'legal_reviewer'

/** The form offers only posts of the closed lists. */
const asPost = (post: string): Post => post as Post
