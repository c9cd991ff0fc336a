import { useView } from '#kernel/web/client.ts'
import { useLanguage } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { listTypes } from '../../contract/desk.ts'

/** The slice's word lists as the server holds them: one question for the whole page. */

type Lists = z.output<(typeof listTypes)['output']>
export type TypeTerm = Lists['types'][number]
export type FactTerm = Lists['facts'][number]
type Listed = 'callerKinds' | 'closeReasons' | 'services' | 'outReasons' | 'dispositions'

export type Terms = {
	readonly ready: boolean
	readonly types: readonly TypeTerm[]
	readonly facts: readonly FactTerm[]
	/** Name of an incident type; the code while the lists are on their way. */
	readonly type: (code: string) => string
	/** Member of one of the other lists. */
	readonly term: (list: Listed, code: string) => string
	readonly options: (list: Listed) => readonly { readonly code: string; readonly word: string }[]
}

const none: Lists = {
	types: [],
	dispositions: [],
	facts: [],
	callerKinds: [],
	closeReasons: [],
	services: [],
	outReasons: [],
	statuses: [],
}

export function useTerms(): Terms {
	const { output } = useView(listTypes, {})
	const language = useLanguage()
	const lists = output ?? none
	const named = (list: Listed, code: string) =>
		(lists[list] as readonly { code: string; words: { en: string; zh: string } }[]).find((each) => each.code === code)
	return {
		ready: output !== undefined,
		types: lists.types,
		facts: lists.facts,
		type: (code) => lists.types.find((each) => each.code === code)?.words[language] ?? '',
		term: (list, code) => named(list, code)?.words[language] ?? code,
		options: (list) =>
			(lists[list] as readonly { code: string; words: { en: string; zh: string } }[]).map((each) => ({
				code: each.code,
				word: each.words[language],
			})),
	}
}
