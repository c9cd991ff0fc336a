import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { Button } from './parts/Button.tsx'
import { Note, type NoteKind } from './parts/Note.tsx'
import { ReceiptLink } from './parts/ReceiptLink.tsx'
import { useWords } from './words.ts'

export type Notice = {
	readonly title: string
	readonly detail?: string
	readonly kind?: NoteKind
	/** Leaf hash of what was entered: the notice offers the receipt as a file. */
	readonly receipt?: string
	/** Stays until closed (default: 8 s, errors and refusals stay). */
	readonly stays?: boolean
}

type Notices = {
	/** Shows a notice at the lower right and reads it out. */
	readonly tell: (notice: Notice) => void
	/** Reads out only: an overdue deadline, a row that moved. */
	readonly say: (sentence: string) => void
}

const Context = createContext<Notices>({ tell: () => undefined, say: () => undefined })

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
	const t = useWords()
	const [shown, setShown] = useState<readonly (Notice & { readonly id: number })[]>([])
	const [said, setSaid] = useState('')
	const next = useRef(0)
	const close = useCallback((id: number) => setShown((was) => was.filter((each) => each.id !== id)), [])
	const tools = useMemo<Notices>(
		() => ({
			tell: (notice) => {
				const id = next.current++
				setShown((was) => [...was.slice(-3), { ...notice, id }])
				const stays = notice.stays ?? (notice.kind === 'bad' || notice.kind === 'refused')
				if (!stays) setTimeout(() => close(id), 8000)
			},
			say: setSaid,
		}),
		[close],
	)
	return (
		<Context.Provider value={tools}>
			{children}
			<div className="hid" aria-live="polite" role="status">
				{said}
			</div>
			<div className="notices">
				{shown.map((each) => (
					<Note
						key={each.id}
						kind={each.kind ?? 'plain'}
						live
						title={each.title}
						tools={
							<Button kind="bare" onPress={() => close(each.id)}>
								{t('web.close')}
							</Button>
						}
					>
						{each.detail}
						{each.receipt === undefined ? null : (
							<>
								{' '}
								<ReceiptLink receipt={each.receipt} />
							</>
						)}
					</Note>
				))}
			</div>
		</Context.Provider>
	)
}

export function useNotices(): Notices {
	return useContext(Context)
}
