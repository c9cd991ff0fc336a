import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { answerCall, ringCall } from '../../contract/calls.ts'
import { useDeskAgency } from '../shared/useDeskAgency.ts'

/** The exchange is down: the call is keyed in, and from then on is like any other. */
export function ByHand({ onClose, onTake }: { readonly onClose: () => void; readonly onTake: (id: string) => void }) {
	const t = useWords()
	const desk = useDeskAgency()
	const ring = useAct(ringCall)
	const answer = useAct(answerCall)
	const [number, setNumber] = useState('')
	const written = number.replaceAll(/[\s-]/g, '')
	const wrong = written !== '' && !/^\+?[0-9*#]{3,20}$/.test(written) ? t('dispatch.byHand.wrong') : null
	const save = async () => {
		if (desk === null || wrong !== null) return
		const given = written === '' ? {} : { number: written }
		const rang = await ring.perform({ agency: desk, line: 'hand', ...given })
		if (rang === null) return
		if ((await answer.perform({ call: rang.output.call, version: rang.output.version })) === null) return
		onClose()
		onTake(rang.output.call)
	}
	const problem = ring.problem ?? answer.problem
	return (
		<Dialog
			title={t('dispatch.byHand.title')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={ring.busy || answer.busy} onPress={() => void save()}>
					{t('dispatch.byHand.save')}
				</Button>
			}
		>
			<p className="t2">{t('dispatch.byHand.why')}</p>
			<Field
				label={t('dispatch.byHand.number')}
				type="tel"
				value={number}
				onChange={setNumber}
				wrong={wrong}
				autoFocus
				onEnter={() => void save()}
				hint={t('dispatch.byHand.hint')}
			/>
			{problem !== null && <Problem problem={problem} ask={{ action: 'dispatch.call.ring' }} />}
		</Dialog>
	)
}
