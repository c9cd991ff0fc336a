import { useQuery } from '@tanstack/react-query'
import { agencyTree } from '../identity/contract/organisation.ts'
import { useView } from './client.ts'
import { hasWord, useLanguage, useWords } from './words.ts'

type Both = { readonly en: string; readonly zh: string }

const contracts = import.meta.glob<Record<string, unknown>>(['../*/contract.ts', '../../*/contract.ts'])

/** What an act or view is called, from its declaration; asked for once, when a screen first needs it. */
async function summaries(): Promise<ReadonlyMap<string, Both>> {
	const rooms = await Promise.all(Object.values(contracts).map((load) => load()))
	const found = new Map<string, Both>()
	for (const declared of rooms.flatMap((room) => Object.values(room))) {
		if (
			typeof declared !== 'object' ||
			declared === null ||
			!('kind' in declared) ||
			!('name' in declared) ||
			!('summary' in declared)
		)
			continue
		// Declarations alone have all three; their summary is in both languages by type.
		if (typeof declared.name === 'string') found.set(declared.name, declared.summary as Both)
	}
	return found
}

/** Names of acts and views in the interface language; the plain name until they are loaded. */
export function useNames(): (name: string) => string {
	const language = useLanguage()
	const { data } = useQuery({ queryKey: ['names of acts'], queryFn: summaries, staleTime: Number.POSITIVE_INFINITY })
	return (name) => data?.get(name)?.[language] ?? name
}

/** Names of acts as powers speak of them: `….see` is the power to see a kind of row at all. */
export function useActNames(): (action: string) => string {
	const t = useWords()
	const nameOf = useNames()
	return (action) => {
		const what = `web.see.${action.split('.')[1] ?? ''}`
		return action.endsWith('.see') && hasWord(what) ? t('web.powers.see', { what: t(what) }) : nameOf(action)
	}
}

/** Names of agencies by id, in the interface language; a dash for one that is not shown to me. */
export function useAgencies(): (id: string | null | undefined) => string {
	const language = useLanguage()
	const view = useView(agencyTree, {})
	return (id) => {
		const found = view.output?.agencies.find((agency) => agency.id === id)
		if (found === undefined) return '–'
		return language === 'zh' ? found.nameZh : found.nameEn
	}
}
