import { createContext, useContext } from 'react'
import type { z } from 'zod'
import { money } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { ShownAccount } from '../../contract/trace-shapes.ts'
import type { showTraceNames } from '../../contract/trace.ts'

/** How accounts and amounts are called on the screens of a trace. */

export type Named = z.output<typeof showTraceNames.output>['accounts'][number]

/** Names that a written purpose has opened, by account. */
export const NamesContext = createContext<ReadonlyMap<string, Named>>(new Map())

/** `Account 7752`, `Wallet 3308`, `Cash`: by kind and the end of its number. */
export function useAccountName(): (account: Pick<ShownAccount, 'id' | 'kind' | 'tail'>) => string {
	const t = useWords()
	const names = useContext(NamesContext)
	return ({ id, kind, tail }) => {
		const holder = names.get(id)?.holder
		const name = t(`funds.trace.kind.${kind}`, { tail })
		return holder == null ? name : `${name} ${holder}`
	}
}

/** Amounts on a picture: 9.62 万 in Chinese, 96,200 in English; tables write every figure. */
export function usePictureMoney(): (minor: number) => string {
	const language = useLanguage()
	return (minor) => pictureMoney(minor, language)
}

export function pictureMoney(minor: number, language: 'en' | 'zh'): string {
	if (language === 'zh' && minor >= 1_000_000) return `${plain(Math.round(minor / 10_000) / 100)} 万`
	return minor % 100 === 0 ? plain(minor / 100) : money(minor)
}

const plain = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 2 })

/** What of the loss: `39.1 %`. */
export function share(minor: number, of: number): string {
	return of === 0 ? '0 %' : `${(Math.floor((minor * 1000) / of) / 10).toFixed(1)} %`
}
