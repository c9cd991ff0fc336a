import { useState } from 'react'
import type { Kept } from '#kernel/web/outbox/outbox.ts'
import { isOpen, useOutbox } from '#kernel/web/outbox/use-outbox.ts'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { ReceiptLink } from '#kernel/web/parts/ReceiptLink.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'

/** What is kept on this phone: what waits, what was entered with its receipt, what was refused and why. */
export function Waiting({ post }: { readonly post: string }) {
	const t = useWords()
	const { box, items } = useOutbox(post)
	const [changing, setChanging] = useState<Kept | null>(null)
	return (
		<>
			<h2>{t('dispatch.phone.outbox')}</h2>
			<ul className="phone-kept">
				{items.toReversed().map((item) => (
					<li key={item.key}>
						<span>
							<b>{item.words}</b> <time className="t3">{clockTime(item.at)}</time>
							<br />
							<State item={item} />
						</span>
						<span className="sp" />
						{item.state === 'waiting' && noteOf(item) !== null && (
							<button type="button" className="row-act" onClick={() => setChanging(item)}>
								{t('dispatch.phone.outbox.change')}
							</button>
						)}
						{item.state !== 'tried' && (
							<button type="button" className="row-act" onClick={() => box.remove(item.key)}>
								{t('dispatch.phone.outbox.drop')}
							</button>
						)}
					</li>
				))}
				{items.length === 0 && <li className="t3">{t('dispatch.phone.outbox.none')}</li>}
			</ul>
			{changing !== null && (
				<Change
					item={changing}
					onClose={() => setChanging(null)}
					onChange={(text) => {
						const field = fieldOf(changing)
						if (field !== null) box.edit(changing.key, { input: { ...changing.input, [field]: text }, words: text })
						setChanging(null)
					}}
				/>
			)}
		</>
	)
}

/** How many wait, above the page; nothing when none does. */
export function WaitingBand({ post, onOpen }: { readonly post: string; readonly onOpen: () => void }) {
	const t = useWords()
	const { items } = useOutbox(post)
	const open = items.filter(isOpen).length
	if (open === 0) return null
	return (
		<button type="button" className="phone-waiting" onClick={onOpen}>
			{t('dispatch.phone.outbox.open', { n: open })}
		</button>
	)
}

function State({ item }: { readonly item: Kept }) {
	const t = useWords()
	if (item.state === 'refused')
		return (
			<span className="warn">
				{t('dispatch.phone.outbox.refused', { why: item.problem?.detail ?? '' })}{' '}
				{item.problem?.rule != null && <RuleTag id={item.problem.rule} />}
			</span>
		)
	return (
		<span className="t2">
			{t(`dispatch.phone.outbox.${item.state}`)} {item.receipt !== null && <ReceiptLink receipt={item.receipt} />}
		</span>
	)
}

type Field_ = 'text' | 'note'
const fieldOf = (item: Kept): Field_ | null =>
	typeof item.input['text'] === 'string' ? 'text' : typeof item.input['note'] === 'string' ? 'note' : null

function noteOf(item: Kept): string | null {
	const field = fieldOf(item)
	return field === null ? null : String(item.input[field])
}

type ChangeProps = { readonly item: Kept; readonly onClose: () => void; readonly onChange: (text: string) => void }

function Change({ item, onClose, onChange }: ChangeProps) {
	const t = useWords()
	const [text, setText] = useState(noteOf(item) ?? '')
	return (
		<Dialog
			title={t('dispatch.phone.outbox.change')}
			onClose={onClose}
			acts={
				<button type="button" className="big-act" onClick={() => text.trim() !== '' && onChange(text.trim())}>
					{t('dispatch.phone.note.save')}
				</button>
			}
		>
			<Field label={t('dispatch.note.label')} value={text} onChange={setText} lines={4} maxLength={1000} autoFocus />
		</Dialog>
	)
}
