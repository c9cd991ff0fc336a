import i18next, { type i18n } from 'i18next'
import { useSyncExternalStore } from 'react'
import type { Language } from './times.ts'

/** The words of the interface: i18next over `src/<room>/words/{en,zh}.json`, one chunk per language. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

const store: i18n = i18next.createInstance()
const heard = new Set<() => void>()
const memory = 'seawall.language'
let translate: Translate = (key) => key
let chosen: Language = 'en'
let gathered: (language: Language) => Promise<Record<string, string>> = () => Promise.resolve({})

/** The language remembered on this machine, else the browser's. */
export function firstLanguage(): Language {
	const kept = localStorage.getItem(memory)
	if (kept === 'en' || kept === 'zh') return kept
	return navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh' : 'en'
}

/** Starts the words; `load` brings the strings of one language. Resolves when the first language can be shown. */
export async function startWords(load: typeof gathered, language: Language = firstLanguage()): Promise<void> {
	gathered = load
	await store.init({
		lng: language,
		resources: { [language]: { words: await load(language) } },
		defaultNS: 'words',
		keySeparator: false,
		nsSeparator: false,
		interpolation: { escapeValue: false },
		returnNull: false,
	})
	settle(language)
}

/** Switches the language at once and remembers it. */
export async function setLanguage(language: Language): Promise<void> {
	if (!store.hasResourceBundle(language, 'words')) store.addResourceBundle(language, 'words', await gathered(language))
	await store.changeLanguage(language)
	localStorage.setItem(memory, language)
	settle(language)
}

function settle(language: Language): void {
	chosen = language
	const fixed = store.getFixedT(language, 'words')
	translate = (key, values) => fixed(key, values ?? {})
	document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
	for (const hear of heard) hear()
}

function subscribe(hear: () => void): () => void {
	heard.add(hear)
	return () => heard.delete(hear)
}

/** `t(key, values)`; the component is drawn again when the language changes. `{{count}}` picks the plural. */
export function useWords(): Translate {
	return useSyncExternalStore(subscribe, () => translate)
}

/** The interface language now. */
export function useLanguage(): Language {
	return useSyncExternalStore(subscribe, () => chosen)
}

/** For code outside components: providers of the palette. */
export function words(): { t: Translate; language: Language } {
	return { t: translate, language: chosen }
}

/** Picks one side of a sentence that came in both languages. */
export function useSay(): (both: { readonly en: string; readonly zh: string } | null | undefined) => string {
	const language = useLanguage()
	return (both) => (both === null || both === undefined ? '' : both[language])
}

/** True when the key has words in the language shown. */
export function hasWord(key: string): boolean {
	return store.exists(key)
}
