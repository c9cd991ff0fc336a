import { useState } from 'react'
import { Link } from 'wouter'
import { organisationSetUp } from '../../identity/contract/organisation.ts'
import { agencyBranch } from '../../identity/contract/words.ts'
import { useAct } from '../client.ts'
import { renewSession } from '../session.tsx'
import { Button } from '../parts/Button.tsx'
import { Check } from '../parts/Check.tsx'
import { Chips } from '../parts/Chips.tsx'
import { Field } from '../parts/Field.tsx'
import { FirstKeys } from '../parts/FirstKeys.tsx'
import { Gate } from '../parts/Gate.tsx'
import { Note } from '../parts/Note.tsx'
import { Pane } from '../parts/Pane.tsx'
import { Problem } from '../parts/Problem.tsx'
import { codeFor, type Draft, emptyDraft, inputOf, missing, type Named, noName } from '../set-up.ts'
import { useLanguage, useWords } from '../words.ts'

const steps = ['bureau', 'parts', 'person', 'keys'] as const

/** An empty start becomes a real organisation: bureau, its parts, its first administrator, that person's keys. */
export function SetUp() {
	const t = useWords()
	const language = useLanguage()
	const act = useAct(organisationSetUp)
	const [draft, setDraft] = useState<Draft>(() => emptyDraft(location.origin))
	const [step, setStep] = useState(0)
	const [tried, setTried] = useState(false)
	const no = missing(step, draft)
	const change = (part: Partial<Draft>): void => setDraft((was) => ({ ...was, ...part }))
	const next = (): void => {
		setTried(no.length > 0)
		if (no.length === 0) setStep(step + 1)
	}
	if (act.answer !== null)
		return (
			<Gate title={t('web.set-up.title')} single>
				<Pane title={t('web.set-up.done')}>
					<div className="way">
						<Note
							kind="good"
							live
							title={t('web.set-up.done.title', {
								name: language === 'zh' ? draft.bureau.nameZh : draft.bureau.nameEn,
							})}
						>
							{t('web.set-up.done.next')}
						</Note>
						<Link href="/sign-in" className="btn go main">
							{t('web.sign-in.enter')}
						</Link>
					</div>
				</Pane>
			</Gate>
		)
	return (
		<Gate title={t('web.set-up.title')} single>
			<Pane title={t('web.set-up.title')} note={t('web.set-up.of', { n: step + 1, of: steps.length })}>
				<ol className="steps">
					{steps.map((name, at) => (
						<li key={name} data-done={at < step ? '' : undefined} aria-current={at === step ? 'step' : undefined}>
							{t(`web.set-up.step.${name}`)}
						</li>
					))}
				</ol>
				<div className="way">
					<p className="t2">{t(`web.set-up.step.${steps[step] ?? 'keys'}.why`)}</p>
					{step === 0 ? <Bureau draft={draft} change={change} /> : null}
					{step === 1 ? <Parts draft={draft} change={change} /> : null}
					{step === 2 ? <Person draft={draft} change={change} /> : null}
					{act.problem === null ? null : <Problem problem={act.problem} title={t('web.set-up.failed')} />}
					{step === 3 ? (
						<FirstKeys
							account={draft.account}
							verb={t('web.set-up.do')}
							busy={act.busy}
							onKeys={(firstKeys) =>
								void act
									.perform(inputOf(draft, language, firstKeys))
									.then((answer) => (answer === null ? undefined : renewSession()))
							}
						/>
					) : null}
					{tried && no.length > 0 ? (
						<Note kind="warn" live>
							{no.map((key) => (
								<p key={key}>{t(key)}</p>
							))}
						</Note>
					) : null}
					<div className="row">
						{step < 3 ? (
							<Button kind="go" main onPress={next}>
								{t('web.set-up.next')}
							</Button>
						) : null}
						{step > 0 ? <Button onPress={() => setStep(step - 1)}>{t('web.set-up.back')}</Button> : null}
						<span className="sp" />
						<Link href="/sign-in">{t('web.set-up.leave')}</Link>
					</div>
				</div>
			</Pane>
		</Gate>
	)
}

type StepProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }

function NameFields({
	value,
	onChange,
	under,
}: {
	readonly value: Named
	readonly onChange: (value: Named) => void
	readonly under: string
}) {
	const t = useWords()
	const suggested = codeFor(value.nameEn, under)
	return (
		<>
			<Field
				label={t('web.set-up.name-zh')}
				value={value.nameZh}
				maxLength={60}
				onChange={(nameZh) => onChange({ ...value, nameZh })}
			/>
			<Field
				label={t('web.set-up.name-en')}
				value={value.nameEn}
				maxLength={120}
				onChange={(nameEn) =>
					onChange({
						...value,
						nameEn,
						code: value.code === '' || value.code === suggested ? codeFor(nameEn, under) : value.code,
					})
				}
			/>
			<Field
				label={t('web.set-up.code')}
				value={value.code}
				maxLength={63}
				mono
				onChange={(code) => onChange({ ...value, code: code.toLowerCase() })}
			/>
		</>
	)
}

function Bureau({ draft, change }: StepProps) {
	const t = useWords()
	return (
		<>
			{(['bureau', 'city', 'province'] as const).map((which) => (
				<fieldset key={which} className="col">
					<legend className="sm t3">{t(`web.set-up.${which}`)}</legend>
					<div className="grid2">
						<NameFields value={draft[which]} under="" onChange={(value) => change({ [which]: value })} />
					</div>
				</fieldset>
			))}
			<Field
				label={t('web.set-up.origin')}
				hint={t('web.set-up.origin.hint')}
				value={draft.origin}
				onChange={(origin) => change({ origin: origin.trim() })}
				mono
			/>
		</>
	)
}

function Parts({ draft, change }: StepProps) {
	const t = useWords()
	const put = (at: number, value: Named): void =>
		change({ stations: draft.stations.map((station, each) => (each === at ? value : station)) })
	return (
		<>
			<div className="col">
				<span className="sm t3">{t('web.set-up.branches')}</span>
				<Chips
					label={t('web.set-up.branches')}
					values={draft.branches}
					chips={agencyBranch.options.map((branch) => ({ value: branch, label: t(`web.branch.${branch}`) }))}
					onChange={(branch) =>
						change({
							branches: draft.branches.includes(branch)
								? draft.branches.filter((each) => each !== branch)
								: [...draft.branches, branch],
						})
					}
				/>
			</div>
			<div className="col">
				<span className="sm t3">{t('web.set-up.stations')}</span>
				{draft.stations.map((station, at) => (
					<div className="station" key={String(at)}>
						<NameFields value={station} under={draft.bureau.code} onChange={(value) => put(at, value)} />
						<Button
							label={t('web.set-up.station.remove', { n: at + 1 })}
							onPress={() => change({ stations: draft.stations.filter((_, each) => each !== at) })}
						>
							{t('web.set-up.station.drop')}
						</Button>
					</div>
				))}
				<div>
					<Button onPress={() => change({ stations: [...draft.stations, noName] })}>
						{t('web.set-up.station.add')}
					</Button>
				</div>
			</div>
		</>
	)
}

function Person({ draft, change }: StepProps) {
	const t = useWords()
	return (
		<div className="grid2">
			<Field
				label={t('web.set-up.person-zh')}
				value={draft.nameZh}
				maxLength={60}
				onChange={(nameZh) => change({ nameZh })}
				autoFocus
			/>
			<Field
				label={t('web.set-up.person-en')}
				value={draft.nameEn}
				maxLength={120}
				onChange={(nameEn) => change({ nameEn })}
			/>
			<Field
				label={t('web.keys-form.account')}
				hint={t('web.set-up.account.hint')}
				value={draft.account}
				maxLength={63}
				mono
				onChange={(account) => change({ account: account.toLowerCase() })}
			/>
			<Check on={draft.sworn} onChange={(sworn) => change({ sworn })}>
				{t('web.set-up.sworn')}
			</Check>
		</div>
	)
}
