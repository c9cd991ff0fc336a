import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { CopySheet } from '../parts/CopySheet.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Field } from '../parts/Field.tsx'
import { type Problem as Facts, problemOf } from '../http.ts'
import { Problem } from '../parts/Problem.tsx'
import { useWords } from '../words.ts'

/** W96. The checkpoint copied to a witness on another network, and its cosignature carried back; it is checked by its key. */
export function WitnessByHand() {
	const t = useWords()
	const [open, setOpen] = useState(false)
	return (
		<p>
			<Button kind="bare" onPress={() => setOpen(true)}>
				{t('web.ledger.by-hand')}
			</Button>
			{open && <Carry onClose={() => setOpen(false)} />}
		</p>
	)
}

async function readCheckpoint(): Promise<string> {
	const answer = await fetch('/ledger/checkpoint')
	if (!answer.ok) throw new Error(`the ledger answered ${answer.status}`)
	return answer.text()
}

function Carry({ onClose }: { readonly onClose: () => void }) {
	const t = useWords()
	const [note, setNote] = useState('')
	const [kept, setKept] = useState<number | null>(null)
	const [problem, setProblem] = useState<Facts | null>(null)
	const checkpoint = useQuery({
		queryKey: ['the checkpoint to carry'],
		queryFn: readCheckpoint,
		refetchOnWindowFocus: false,
	})
	const send = async (): Promise<void> => {
		setProblem(null)
		setKept(null)
		const answer = await fetch('/ledger/cosignatures', {
			method: 'POST',
			headers: { 'content-type': 'text/plain' },
			body: `${note.trim()}\n`,
		})
		const body: unknown = await answer.json().catch(() => null)
		if (!answer.ok) return setProblem(problemOf(body, answer.status))
		const count = typeof body === 'object' && body !== null && 'kept' in body ? Number(body.kept) : 0
		setKept(Number.isFinite(count) ? count : 0)
	}
	return (
		<Dialog
			wide
			title={t('web.ledger.by-hand')}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					main
					notYet={note.trim() === '' ? t('web.ledger.by-hand.first') : undefined}
					onPress={() => void send()}
				>
					{t('web.ledger.by-hand.do')}
				</Button>
			}
		>
			{checkpoint.data === undefined ? null : (
				<CopySheet lines={[{ key: 'checkpoint', label: t('web.foot.checkpoint'), text: checkpoint.data }]} />
			)}
			<Field
				label={t('web.ledger.by-hand.back')}
				hint={t('web.ledger.by-hand.hint')}
				value={note}
				onChange={setNote}
				lines={6}
				mono
				maxLength={20_000}
			/>
			<p role="status">{kept === null ? null : t('web.ledger.by-hand.kept', { count: kept })}</p>
			{problem === null ? null : <Problem problem={problem} title={t('web.ledger.by-hand.not')} />}
		</Dialog>
	)
}
