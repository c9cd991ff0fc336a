import { type ReactNode, useState } from 'react'
import type { Purpose } from '../../contract/scalars.ts'
import { usePurpose } from '../purpose.tsx'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Chips } from './Chips.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'

/**
 * Names are closed until a purpose is written. Shows `closed` with one button; after the reason is written it shows
 * `children(purpose)`, and the look is entered in the ledger by the view that uses it.
 */
export function PurposeGate(props: {
	/** The matter the look serves; '' when none. */
	readonly matter: string
	/** What opens: "names of 3 people". */
	readonly what: string
	readonly closed?: ReactNode
	readonly keys?: string
	readonly children: (purpose: Purpose) => ReactNode
}) {
	const t = useWords()
	const { purpose, write } = usePurpose(props.matter)
	const [asking, setAsking] = useState(false)
	if (purpose !== null) return props.children(purpose)
	return (
		<>
			{props.closed}
			<Button onPress={() => setAsking(true)} {...(props.keys === undefined ? {} : { keys: props.keys })}>
				{t('web.purpose.open', { what: props.what })}
			</Button>
			{asking ? (
				<PurposeDialog
					what={props.what}
					onClose={() => setAsking(false)}
					onWrite={(reason) => {
						write(reason)
						setAsking(false)
					}}
				/>
			) : null}
		</>
	)
}

const usual = ['dispatch', 'callback', 'safety', 'complaint'] as const

/** Asks for the reason in words; a few usual ones are one tap. */
export function PurposeDialog(props: {
	readonly what: string
	readonly onClose: () => void
	readonly onWrite: (reason: string) => void
}) {
	const t = useWords()
	const [reason, setReason] = useState('')
	const written = reason.trim()
	const send = (): void => {
		if (written.length >= 4) props.onWrite(written)
	}
	return (
		<Dialog
			title={t('web.purpose.title')}
			onClose={props.onClose}
			acts={
				<Button kind="go" onPress={send} notYet={written.length < 4 ? t('web.purpose.short') : undefined}>
					{t('web.purpose.open', { what: props.what })}
				</Button>
			}
		>
			<p className="t2">{t('web.purpose.why')}</p>
			<Chips
				label={t('web.purpose.usual')}
				chips={usual.map((key) => ({ value: key, label: t(`web.purpose.usual.${key}`) }))}
				onChange={(key) => setReason(t(`web.purpose.usual.${key}`))}
			/>
			<Field
				label={t('web.purpose.reason')}
				value={reason}
				onChange={setReason}
				maxLength={300}
				autoFocus
				onEnter={send}
				required
			/>
		</Dialog>
	)
}
