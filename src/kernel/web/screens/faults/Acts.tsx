import { useState } from 'react'
import { assignFault, giveUpFault, resumeFault } from '../../../matters/contract/process.ts'
import { explainAct } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { useWords } from '../../words.ts'
import { Assign } from './Assign.tsx'
import { GiveUp } from './GiveUp.tsx'
import { Resume } from './Resume.tsx'
import { asked, type FaultProps } from './shown.ts'

/** W72. What may be done with what stands still. What my post may not do stays visible, with its rule and who could. */
export function Acts(props: FaultProps) {
	const t = useWords()
	const [open, setOpen] = useState<'resume' | 'assign' | 'give-up' | null>(null)
	const { id } = props.shown.fault
	const resume = useRefused(resumeFault.name, id)
	const assign = useRefused(assignFault.name, id)
	const giveUp = useRefused(giveUpFault.name, id)
	const close = (): void => setOpen(null)
	return (
		<>
			<div className="row wrap pad">
				<Button kind="go" main keys="Enter" refused={resume} onPress={() => setOpen('resume')}>
					{t('faults.do.resume')}
				</Button>
				<Button keys="A" refused={assign} onPress={() => setOpen('assign')}>
					{t('faults.do.assign')}
				</Button>
				<Button keys="X" refused={giveUp} onPress={() => setOpen('give-up')}>
					{t('faults.do.give-up')}
				</Button>
			</div>
			{open === 'resume' ? <Resume {...props} onClose={close} /> : null}
			{open === 'assign' ? <Assign {...props} onClose={close} /> : null}
			{open === 'give-up' ? <GiveUp {...props} onClose={close} /> : null}
		</>
	)
}

/** Why a button is refused, as the server explains it for this very row: by which rule, else which rule grants it to others. */
function useRefused(action: string, id: string) {
	const { output } = useView(explainAct, { act: action, id })
	if (output === undefined || output.allowed) return undefined
	return { rule: output.rules[0]?.id ?? output.grants[0]?.id ?? null, ask: asked(action, id) }
}
