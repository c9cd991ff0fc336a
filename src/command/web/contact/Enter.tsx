import { useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReceiptLink } from '#kernel/web/parts/ReceiptLink.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type ContactDid, contactDid, enterContact } from '../../contract/contact.ts'

/** K59. Three fields and Enter. From a matter's page the first is filled: `/contact?about=…`. */
export function Enter() {
	const t = useWords()
	const given = new URLSearchParams(useSearch()).get('about') ?? ''
	const [about, setAbout] = useState(given)
	const [contactBy, setContactBy] = useState('')
	const [said, setSaid] = useState('')
	const [did, setDid] = useState<ContactDid>('asked')
	const act = useAct(enterContact)
	const first = useRef<HTMLElement>(null)
	const ready = [about, contactBy, said].every((text) => text.trim() !== '')
	const send = async (): Promise<void> => {
		if (!ready || (await act.perform({ about, contactBy, said, did })) === null) return
		for (const clear of [setAbout, setContactBy, setSaid]) clear('')
		setDid('asked')
		first.current?.focus()
	}
	const shared = { onEnter: () => void send(), required: true }
	return (
		<Pane level={1} title={t('command.contact.title')}>
			<form className="pad col contact-form" onSubmit={(event) => event.preventDefault()}>
				<Field
					{...shared}
					label={t('command.contact.about')}
					hint={t('command.contact.about.hint')}
					value={about}
					onChange={setAbout}
					autoFocus={given === ''}
					maxLength={120}
					fieldRef={(element) => {
						first.current = element
					}}
				/>
				<Field
					{...shared}
					label={t('command.contact.by')}
					hint={t('command.contact.by.hint')}
					value={contactBy}
					onChange={setContactBy}
					autoFocus={given !== ''}
					maxLength={120}
				/>
				<Field {...shared} label={t('command.contact.said')} value={said} onChange={setSaid} maxLength={300} />
				<Chips
					label={t('command.contact.did')}
					value={did}
					onChange={setDid}
					chips={contactDid.options.map((value) => ({ value, label: t(`command.contact.did.${value}`) }))}
				/>
				<div className="row">
					<Button
						kind="go"
						main
						keys="Enter"
						bind={false}
						busy={act.busy}
						notYet={ready ? undefined : t('command.contact.missing')}
						onPress={() => void send()}
					>
						{t('command.contact.do')}
					</Button>
				</div>
				<div role="status">
					{act.answer === null || act.busy ? null : (
						<p>
							{t('command.contact.stands')} <ReceiptLink receipt={act.answer.receipt} />
						</p>
					)}
				</div>
				{act.problem === null ? null : <Problem problem={act.problem} title={t('command.not-done')} />}
				<p className="t2">{t('command.contact.who-reads')}</p>
			</form>
		</Pane>
	)
}
