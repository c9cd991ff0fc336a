import type { z } from 'zod'
import type { organisationSetUp } from '../identity/contract/organisation.ts'

/** The draft of a real organisation, as the guided page keeps it while it is filled in. */
export type Named = { readonly code: string; readonly nameEn: string; readonly nameZh: string }
export type SetUpInput = z.input<typeof organisationSetUp.input>
export type Branch = SetUpInput['branches'][number]

export type Draft = {
	readonly origin: string
	readonly province: Named
	readonly city: Named
	readonly bureau: Named
	readonly branches: readonly Branch[]
	readonly stations: readonly Named[]
	readonly account: string
	readonly nameEn: string
	readonly nameZh: string
	readonly sworn: boolean
}

export const noName: Named = { code: '', nameEn: '', nameZh: '' }

export const emptyDraft = (origin: string): Draft => ({
	origin,
	province: noName,
	city: noName,
	bureau: noName,
	branches: ['command', 'legal', 'criminal', 'public_order', 'traffic', 'integrity'],
	stations: [noName],
	account: '',
	nameEn: '',
	nameZh: '',
	sworn: true,
})

const given = (name: Named): boolean => name.code !== '' || name.nameEn !== '' || name.nameZh !== ''
const whole = (name: Named): boolean =>
	name.nameEn !== '' && name.nameZh !== '' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name.code)

/** Code suggested from an English name: "Old Town Station" under `bay` gives `bay-old-town`. */
export function codeFor(nameEn: string, under: string): string {
	const words = nameEn
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-|-$|-?(station|bureau|county|city|province)(?=-|$)/g, '')
		.replaceAll(/^-+|-+$/g, '')
	return [under, words]
		.filter((part) => part !== '')
		.join('-')
		.slice(0, 63)
}

/** What is missing in a step, as word keys; empty when the step is complete. */
export function missing(step: number, draft: Draft): readonly string[] {
	const no: string[] = []
	if (step === 0) {
		if (!whole(draft.bureau)) no.push('web.set-up.no.bureau')
		for (const upper of [draft.province, draft.city]) if (given(upper) && !whole(upper)) no.push('web.set-up.no.upper')
		if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)/.test(draft.origin)) no.push('web.set-up.no.origin')
	}
	if (step === 1) {
		if (draft.stations.some((station) => given(station) && !whole(station))) no.push('web.set-up.no.station')
		const codes = [draft.bureau, draft.city, draft.province, ...draft.stations].filter(given).map((name) => name.code)
		if (new Set(codes).size < codes.length) no.push('web.set-up.no.twice')
	}
	if (step === 2 && (draft.nameEn === '' || draft.nameZh === '' || !/^[a-z0-9][a-z0-9._-]{1,62}$/.test(draft.account)))
		no.push('web.set-up.no.person')
	return [...new Set(no)]
}

/** The act's input from a complete draft. */
export function inputOf(
	draft: Draft,
	locale: 'en' | 'zh',
	firstKeys: SetUpInput['administrator']['firstKeys'],
): SetUpInput {
	return {
		origin: draft.origin,
		...(given(draft.province) ? { province: draft.province } : {}),
		...(given(draft.city) ? { city: draft.city } : {}),
		bureau: draft.bureau,
		branches: [...draft.branches],
		stations: draft.stations.filter(given),
		administrator: {
			account: draft.account,
			nameEn: draft.nameEn,
			nameZh: draft.nameZh,
			sworn: draft.sworn,
			locale,
			firstKeys,
		},
	}
}
