import './proposing.css'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import type { RegimeBody } from '../../../../deadlines/contract/bodies.ts'
import { listRegimes, proposeRegime } from '../../../../deadlines/contract.ts'
import { useView } from '../../../client.ts'
import { useLeaving } from '../../../leaving.ts'
import { Columns } from '../../../parts/Columns.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Show } from '../../../parts/Show.tsx'
import { useSay, useWords } from '../../../words.ts'
import { Regime } from '../Regime.tsx'
import { Faults, idAt } from './Faults.tsx'
import { Foot } from './Foot.tsx'
import { keeper } from './kept.ts'
import { KeyOfRule } from './KeyOfRule.tsx'
import { changedTerms, emptyRegime, keyFaults, type RegimeDraft, regimeDraft, regimeOfDraft } from './regime-draft.ts'
import { RegimeChanged } from './RegimeChanged.tsx'
import { Send } from './Send.tsx'
import { Terms } from './Terms.tsx'
import { TryDraft } from './TryDraft.tsx'

type InForce = z.output<typeof listRegimes.output>['regimes'][number]
const useKept = keeper<RegimeDraft>()
/** In the place of a key: a rule that does not stand yet. */
export const newRule = 'new'

/** W84. The next edition of a regime at my agency, copied from the one in force, or the first of a new one. */
export function WriteRegime({ of }: { readonly of: string }) {
	const t = useWords()
	const view = useView(listRegimes, {})
	return (
		<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
			{({ regimes }) => {
				if (of === newRule) return <New taken={regimes.map(({ key }) => key)} />
				const found = regimes.find(({ key }) => key === of)
				return found === undefined ? <Empty title={t('deadlines.write.no-rule')} /> : <Next regime={found} />
			}}
		</Show>
	)
}

function Next({ regime }: { readonly regime: InForce }) {
	const t = useWords()
	const say = useSay()
	const { key, body, edition } = regime
	const [draft, setDraft] = useKept(`${key} ${edition.id}`, () => regimeDraft(key, body))
	const from = edition.agencyName === null ? t('deadlines.ships') : say(edition.agencyName)
	return (
		<Written
			draft={draft}
			setDraft={setDraft}
			before={body}
			ships={edition.agency === null ? body : regime.ships}
			title={t('deadlines.write.regime', { name: say(body.name) })}
			note={t('deadlines.write.from', { n: edition.version, from })}
		/>
	)
}

function New({ taken }: { readonly taken: readonly string[] }) {
	const t = useWords()
	const [draft, setDraft] = useKept(newRule, () => emptyRegime)
	return (
		<Written
			draft={draft}
			setDraft={setDraft}
			before={null}
			ships={null}
			taken={taken}
			title={t('deadlines.write.new-rule')}
			note={t('deadlines.write.new-rule.note')}
		/>
	)
}

type WrittenProps = {
	readonly draft: RegimeDraft
	readonly setDraft: (draft: RegimeDraft | null) => void
	/** In force now; null of a new rule. */
	readonly before: RegimeBody | null
	readonly ships: RegimeBody | null
	/** Of a new rule: the keys that stand. */
	readonly taken?: readonly string[]
	readonly title: string
	readonly note: string
}

/** Written, tried, looked at, proposed. */
function Written({ draft, setDraft, before, ships, taken, title, note }: WrittenProps) {
	const t = useWords()
	const [column, setColumn] = useState('terms')
	const [looking, setLooking] = useState(false)
	const { body, faults } = useMemo(() => {
		const read = regimeOfDraft(draft, ships)
		return { ...read, faults: [...(taken === undefined ? [] : keyFaults(draft.key, taken)), ...read.faults] }
	}, [draft, ships, taken])
	const same = before === null ? draft === emptyRegime : faults.length === 0 && changedTerms(before, body).length === 0
	useLeaving(!same)
	const go = (at: string): void => {
		setColumn('terms')
		requestAnimationFrame(() => document.getElementById(idAt(at))?.focus())
	}
	const set = (part: Partial<RegimeDraft>): void => setDraft({ ...draft, ...part })
	return (
		<>
			<Columns
				show={column}
				onShow={setColumn}
				columns={[
					{
						key: 'terms',
						title: t('deadlines.write.terms'),
						width: '1fr',
						children: (
							<Pane
								level={1}
								title={title}
								note={note}
								foot={<Foot {...{ faults, same }} onLook={() => setLooking(true)} onAgain={() => setDraft(null)} />}
							>
								<Faults faults={faults} onGo={go} />
								{taken === undefined ? null : <KeyOfRule {...{ draft, faults, set }} />}
								{draft.liberty && ships !== null ? (
									<p className="pad">
										<span className="lib">{t('deadlines.liberty')}</span>{' '}
										<span className="t2">{t('deadlines.write.liberty')}</span>
									</p>
								) : null}
								<Terms {...{ draft, faults, set }} />
							</Pane>
						),
					},
					{
						key: 'try',
						title: t('deadlines.try'),
						width: '560px',
						children: (
							<Pane title={t('deadlines.write.try')} note={t('deadlines.try.note')}>
								<TryDraft regime={draft.key} draft={faults.length === 0 ? { regime: body } : null} />
							</Pane>
						),
					},
				]}
			/>
			{looking ? (
				<Send
					act={proposeRegime}
					input={(reason) => ({ key: draft.key, body, reason })}
					title={t(before === null ? 'deadlines.write.regime.whole' : 'deadlines.write.regime.changes')}
					onClose={() => setLooking(false)}
					onSent={() => setDraft(null)}
				>
					{before === null ? <Regime body={body} /> : <RegimeChanged before={before} after={body} />}
				</Send>
			) : null}
		</>
	)
}
