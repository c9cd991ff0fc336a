import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type AidRow, offerAid, refuseAid } from '../../contract/aid.ts'
import { localText, momentOf } from '#kernel/web/local-time.ts'

type Unit = { readonly id: string; readonly en: string; readonly zh: string }

/** K51. What we lend and until when, or that we cannot. */
export function Answer(props: {
	readonly aid: AidRow
	readonly units: readonly Unit[]
	readonly onChanged: () => void
}) {
	const t = useWords()
	const say = useSay()
	const { aid } = props
	const [answer, setAnswer] = useState('')
	const [until, setUntil] = useState(localText(aid.until))
	const [chosen, setChosen] = useState<readonly string[]>([])
	const offer = useAct(offerAid)
	const refuse = useAct(refuseAid)
	const named = props.units.toSorted((one, other) => say(one).localeCompare(say(other)))
	const key = { aid: aid.id, version: aid.version, answer }
	const missing = answer.trim() === '' ? t('command.aid.answer.needed') : undefined
	const after = (done: unknown): void => {
		if (done !== null) props.onChanged()
	}
	const problem = offer.problem ?? refuse.problem
	return (
		<Section title={t('command.aid.answer')}>
			<div className="pad col aid-form">
				<Field label={t('command.aid.answer')} value={answer} onChange={setAnswer} lines={2} required maxLength={500} />
				{aid.what === 'units' ? (
					<Chips
						label={t('command.aid.units')}
						values={chosen}
						onChange={(id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
						chips={named.map((unit) => ({ value: unit.id, label: say(unit) }))}
					/>
				) : null}
				<Field label={t('command.aid.until')} type="datetime-local" value={until} onChange={setUntil} required />
				<div className="row wrap">
					<Button
						kind="go"
						main
						keys="Ctrl Enter"
						busy={offer.busy}
						notYet={missing}
						onPress={() => void offer.perform({ ...key, units: [...chosen], until: momentOf(until) }).then(after)}
					>
						{t('command.aid.do.offer')}
					</Button>
					<Button busy={refuse.busy} notYet={missing} onPress={() => void refuse.perform(key).then(after)}>
						{t('command.aid.do.refuse')}
					</Button>
				</div>
				{problem === null ? null : <Problem problem={problem} title={t('command.not-done')} />}
			</div>
		</Section>
	)
}
