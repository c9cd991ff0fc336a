import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useLocation } from 'wouter'
import type { ActDeclaration } from '../../../../contract/declare.ts'
import { queries, useAct } from '../../../client.ts'
import { useMay } from '../../../may.ts'
import { useNotices } from '../../../notices.tsx'
import { Button } from '../../../parts/Button.tsx'
import { Note } from '../../../parts/Note.tsx'
import { ReasonDialog } from '../../../parts/ReasonDialog.tsx'
import { RuleTag } from '../../../parts/RuleTag.tsx'
import { useWhy } from '../../../why.tsx'
import { useWords } from '../../../words.ts'
import { KeepTheirs } from './KeepTheirs.tsx'

type Proposed = z.ZodObject<{ id: z.ZodType<string>; version: z.ZodType<number> }>

/** W82. What changes, read once more; then the reason, and the proposal. A second person publishes it. */
export function Send<I extends z.ZodObject>(props: {
	readonly act: ActDeclaration<I, Proposed>
	readonly input: (reason: string) => z.input<I>
	readonly title: string
	readonly onClose: () => void
	/** It is proposed: what was kept of the draft is no longer needed. */
	readonly onSent: () => void
	readonly children: ReactNode
}) {
	const t = useWords()
	const why = useWhy()
	const may = useMay()
	const [, navigate] = useLocation()
	const { tell } = useNotices()
	const acting = useAct(props.act)
	const ask = { action: props.act.name }
	const refused = may !== null && !may.has(props.act.name)
	const send = async (reason: string): Promise<void> => {
		const answer = await acting.perform(props.input(reason))
		if (answer === null) return
		tell({
			kind: 'good',
			title: t('deadlines.write.proposed', { n: answer.output.version }),
			detail: t('deadlines.proposals.note'),
			receipt: answer.receipt,
		})
		props.onSent()
		await queries.invalidateQueries()
		navigate('/calendar')
	}
	return (
		<ReasonDialog
			wide
			title={props.title}
			label={t('deadlines.write.reason')}
			act={t('deadlines.write.propose')}
			maxLength={1000}
			busy={acting.busy}
			problem={acting.problem}
			ask={ask}
			onClose={props.onClose}
			onSend={(reason) => void send(reason)}
		>
			{refused ? (
				<Note
					kind="refused"
					title={
						<>
							<b>{t('deadlines.write.refused')}</b>
							<RuleTag id="C101" />
						</>
					}
					tools={
						<Button kind="bare" keys="W" onPress={() => why.ask(ask)}>
							{t('web.why.who')}
						</Button>
					}
				/>
			) : null}
			{props.children}
			<KeepTheirs />
		</ReasonDialog>
	)
}
