import { useRef, useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { showScript } from '../../contract/script.ts'
import type { CallShown } from './CallForm.tsx'

type Shown = z.output<(typeof showScript)['output']>
export type Asked = Pick<NonNullable<Shown['next']>, 'code' | 'ask' | 'options'>

export type Script = {
	/** The question that stands now; null: none. */
	readonly asked: Asked | null
	readonly answered: Shown['answered']
	/** Stands open above the form; else one line. */
	readonly open: boolean
	readonly onOpen: (open: boolean) => void
	readonly onAgain: (question: string) => void
	readonly onAnswer: (answer: string) => void
}

/**
 * D202. The script of a call: its question now, what was answered, and whether it stands open. It folds by itself when the desk
 * has the call, or when nothing is left to ask or to tell. A key pressed twice answers one question, not the next one too.
 */
export function useScript(
	call: CallShown,
	withDesk: boolean,
	say: (question: string, answer: string) => Promise<boolean>,
): Script {
	const view = useView(showScript, { call: call.id }, { topics: ['dispatch.call.'], keep: true })
	const shown = view.output?.call === call.id ? view.output : undefined
	const [folded, setFolded] = useState<boolean | null>(null)
	const [again, setAgain] = useState<string | null>(null)
	const saying = useRef<string | null>(null)
	const answered = shown?.answered ?? []
	const next = shown?.next ?? null
	const once = answered.find((one) => one.question === again)
	const asked = once === undefined ? next : { code: once.question, ask: once.ask, options: once.options }
	const tells = answered.some((one) => one.tell !== null)
	const rest = withDesk || (next === null && !tells)
	return {
		asked,
		answered,
		open: shown !== undefined && (folded === null ? !rest : !folded),
		onOpen: (open) => setFolded(!open),
		onAgain: (question) => {
			saying.current = null
			setFolded(false)
			setAgain(question)
		},
		onAnswer: (answer) => {
			if (asked === null || saying.current === asked.code) return
			saying.current = asked.code
			void say(asked.code, answer).then((ok) => {
				if (ok) setAgain(null)
				else saying.current = null
				view.refresh()
			})
		},
	}
}
