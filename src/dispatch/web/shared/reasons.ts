import { hasWord, useWords } from '#kernel/web/words.ts'

type Why = { readonly code: string; readonly value: string | null }

/** Reasons of a ranking in words: "nearest; stab-proof". Unknown codes are shown as they are. */
export function useReasons(): ((why: readonly Why[]) => string) & { readonly credential: (code: string) => string } {
	const t = useWords()
	const credential = (code: string) => {
		const key = `dispatch.credential.${code}`
		return hasWord(key) ? t(key) : code.replaceAll('_', ' ')
	}
	const one = ({ code, value }: Why): string => {
		if (code === 'has' && value !== null) return credential(value)
		const key = `dispatch.why.${code}`
		return hasWord(key) ? t(key, { value: value ?? '' }) : code.replaceAll('_', ' ')
	}
	return Object.assign((why: readonly Why[]) => why.map(one).join(t('dispatch.list.semicolon')), { credential })
}
