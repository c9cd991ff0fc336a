import { useMemo, useState } from 'react'
import { compareVersions } from '../../../../matters/contract/drawings.ts'
import { proposePlan, tryPlan } from '../../../../matters/contract/plans.ts'
import { useAct, useView } from '../../../client.ts'
import { useMay } from '../../../may.ts'
import { useNotices } from '../../../notices.tsx'
import { Button } from '../../../parts/Button.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Show } from '../../../parts/Show.tsx'
import { useLanguage, useWords } from '../../../words.ts'
import { begun, named, type Place, placesIn } from './elements.ts'
import { ElementMap } from './ElementMap.tsx'
import { Tried } from './Tried.tsx'
import { useNumbers } from './use-numbers.ts'

type Asked = { readonly name: string; readonly from: string; readonly to: string }

/** W73. A new plan: which element stands for which, the dry run over every live matter, the proposal. */
export function Making(props: Asked & { readonly onProposed: (id: string) => void }) {
	const t = useWords()
	const language = useLanguage()
	const { name, from, to } = props
	const numberOf = useNumbers(name)
	const texts = useView(compareVersions, { what: 'drawing', name, from, to })
	const shown = texts.output
	const places = useMemo(
		() => (shown === undefined ? null : { from: placesIn(shown.from, language), to: placesIn(shown.to, language) }),
		[shown, language],
	)
	return (
		<Pane
			title={t('drawings.plans.new')}
			note={t('drawings.plans.from-to', { from: numberOf(from), to: numberOf(to) })}
		>
			<Show view={texts} doing={t('drawings.comparing')} title={t('drawings.failed')}>
				{() => (places === null ? null : <Whole {...props} fromPlaces={places.from} toPlaces={places.to} />)}
			</Show>
		</Pane>
	)
}

function Whole(
	props: Asked & {
		readonly fromPlaces: readonly Place[]
		readonly toPlaces: readonly Place[]
		readonly onProposed: (id: string) => void
	},
) {
	const t = useWords()
	const may = useMay()
	const { name, from, to, fromPlaces, toPlaces } = props
	const [chosen, setChosen] = useState(() => begun(fromPlaces, toPlaces))
	const [asked, setAsked] = useState<Record<string, string> | null>(null)
	const elements = named(chosen)
	const trial = useView(tryPlan, { name, from, to, elements: asked ?? {} }, { enabled: asked !== null })
	const fresh = asked !== null && JSON.stringify(asked) === JSON.stringify(elements)
	const refused = may !== null && !may.has(tryPlan.name) ? { rule: null, ask: { action: tryPlan.name } } : undefined
	const run = (): void => {
		if (fresh) trial.refresh()
		else setAsked(elements)
	}
	return (
		<>
			<ElementMap from={fromPlaces} to={toPlaces} chosen={chosen} onChange={setChosen} />
			<div className="pad row wrap">
				<Button keys="D" refused={refused} onPress={run}>
					{t('drawings.plans.try')}
				</Button>
				{asked !== null && !fresh ? <span className="warn sm">{t('drawings.plans.try-again')}</span> : null}
			</div>
			{asked === null ? null : (
				<>
					<Section title={t('drawings.plans.trial')} />
					<Show
						view={trial}
						doing={t('drawings.plans.trying')}
						title={t('drawings.plans.not-tried')}
						ask={{ action: tryPlan.name }}
					>
						{(output) => <Tried trial={output} places={fromPlaces} />}
					</Show>
				</>
			)}
			<Proposing
				plan={{ name, from, to, elements }}
				tried={fresh && trial.output !== undefined && !trial.old}
				onProposed={props.onProposed}
			/>
		</>
	)
}

function Proposing(props: {
	readonly plan: Asked & { readonly elements: Record<string, string> }
	readonly tried: boolean
	readonly onProposed: (id: string) => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const may = useMay()
	const [reason, setReason] = useState('')
	const act = useAct(proposePlan)
	const ask = { action: proposePlan.name }
	const propose = async (): Promise<void> => {
		const answer = await act.perform({ ...props.plan, reason: reason.trim() })
		if (answer === null) return
		tell({ kind: 'good', title: t('drawings.proposed'), receipt: answer.receipt })
		props.onProposed(answer.output.id)
	}
	const lacks = !props.tried ? 'drawings.plans.try-first' : reason.trim().length < 4 ? 'drawings.lacks.reason' : null
	return (
		<div className="pad col proposing">
			{act.problem === null ? null : <Problem problem={act.problem} title={t('drawings.not-proposed')} ask={ask} />}
			<Field
				label={t('drawings.reason')}
				hint={t('drawings.reason.hint')}
				value={reason}
				onChange={setReason}
				maxLength={1000}
				lines={2}
				required
			/>
			<div className="row">
				<Button
					kind="go"
					main
					keys="F9"
					busy={act.busy}
					refused={may !== null && !may.has(proposePlan.name) ? { rule: null, ask } : undefined}
					notYet={lacks === null ? undefined : t(lacks)}
					onPress={() => void propose()}
				>
					{t('drawings.plans.propose')}
				</Button>
			</div>
		</div>
	)
}
