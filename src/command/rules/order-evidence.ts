import type { EvidenceKind } from '../contract/order-lists.ts'

/** What one piece of evidence carries beside its words. */
export type Carried = {
	readonly sha256?: string | undefined
	readonly matter?: string | undefined
	readonly entry?: number | undefined
	readonly part?: string | undefined
}

const needs = {
	photo: 'sha256',
	document: 'sha256',
	site_record: null,
	system_record: 'entry',
	matter: 'matter',
	part: 'part',
} as const satisfies Readonly<Record<EvidenceKind, keyof Carried | null>>

/** K21. The field that evidence of this kind lacks, or carries without need; null when it is right. */
export function evidenceFault(kind: EvidenceKind, carried: Carried): keyof Carried | null {
	const needed = needs[kind]
	if (needed !== null && carried[needed] === undefined) return needed
	const fields = ['sha256', 'matter', 'entry', 'part'] as const
	return fields.find((field) => field !== needed && carried[field] !== undefined) ?? null
}
