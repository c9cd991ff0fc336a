import { useState } from 'react'
import type { z } from 'zod'
import {
	acknowledgeDuty,
	decideDeadline,
	extendDeadline,
	pauseDeadline,
	reassignDuty,
	resumeDeadline,
	type showDeadline,
} from '../../../deadlines/contract.ts'
import { useAct } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { useWords } from '../../words.ts'
import { Change, type ChangeKind } from './Change.tsx'

type Shown = z.output<typeof showDeadline.output>
type Props = { readonly shown: Shown; readonly onChanged: () => void }

const acts: Readonly<Record<ChangeKind, { readonly name: string }>> = {
	pause: pauseDeadline,
	extend: extendDeadline,
	reassign: reassignDuty,
	decide: decideDeadline,
}

/** What may be done to a deadline where it stands. What my post may not do stays visible and says why. */
export function Acts({ shown, onChanged }: Props) {
	const t = useWords()
	const [open, setOpen] = useState<ChangeKind | null>(null)
	const acknowledge = useAct(acknowledgeDuty)
	const resume = useAct(resumeDeadline)
	const { row, rungs } = shown
	if (row.endedAt !== null) return null
	const refused = (name: string) =>
		shown.may.includes(name) ? undefined : { rule: null, ask: { action: name, on: { type: 'Deadline', id: row.id } } }
	const after = (answer: unknown): void => {
		if (answer !== null) onChanged()
	}
	const problem = acknowledge.problem ?? resume.problem
	return (
		<div className="row wrap pad">
			{rungs.at(-1)?.acknowledgedAt === null ? (
				<Button
					kind="go"
					main
					busy={acknowledge.busy}
					refused={refused(acknowledgeDuty.name)}
					onPress={() => void acknowledge.perform({ deadline: row.id }).then(after)}
				>
					{t('deadlines.acknowledge')}
				</Button>
			) : null}
			{row.stage === 'paused' ? (
				<Button
					busy={resume.busy}
					refused={refused(resumeDeadline.name)}
					onPress={() => void resume.perform({ deadline: row.id, version: row.version }).then(after)}
				>
					{t('deadlines.resume')}
				</Button>
			) : null}
			{offered(shown).map((kind) => (
				<Button key={kind} refused={refused(acts[kind].name)} onPress={() => setOpen(kind)}>
					{t(`deadlines.do.${kind}`)}
				</Button>
			))}
			{problem === null ? null : <Problem problem={problem} title={t('deadlines.not-done')} />}
			{open === null ? null : <Change kind={open} shown={shown} onClose={() => setOpen(null)} onChanged={onChanged} />}
		</div>
	)
}

/** What has a sense where the deadline stands. */
function offered({ row, regime, extensions }: Shown): readonly ChangeKind[] {
	const runs = row.stage === 'running' || row.stage === 'warned'
	const late = row.stage === 'breached'
	const kinds: ChangeKind[] = []
	if (runs && regime.body.pauses.length > 0) kinds.push('pause')
	if ((runs || (late && !row.liberty)) && regime.body.extensions.length > extensions.length) kinds.push('extend')
	if (late) kinds.push('reassign')
	if (late && !row.liberty) kinds.push('decide')
	return kinds
}
