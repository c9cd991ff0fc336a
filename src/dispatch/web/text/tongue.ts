import { createContext, useContext } from 'react'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

/** Words of the page for writing: both languages at once, so that a poor phone fetches nothing more (DS130). */

export type Language = 'en' | 'zh'
type Word = keyof typeof en
type Translate = (word: Word, values?: Readonly<Record<string, string | number>>) => string

export type Tongue = { readonly language: Language; readonly t: Translate }

export function tongueOf(language: Language): Tongue {
	const words: Readonly<Record<string, string>> = language === 'zh' ? zh : en
	const t: Translate = (word, values = {}) =>
		(words[word] ?? word).replaceAll(/\{\{(\w+)\}\}/g, (_hole, name: string) => String(values[name] ?? ''))
	return { language, t }
}

const Context = createContext<Tongue>(tongueOf('en'))
export const TongueProvider = Context.Provider

export const useTongue = (): Tongue => useContext(Context)
