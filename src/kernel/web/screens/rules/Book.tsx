import { useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { listRules, listShipped, proposeRule, type PublishedRuleShape } from '../../../powers/contract.ts'
import { serverNow } from '../../clock.ts'
import { useView } from '../../client.ts'
import { useMay } from '../../may.ts'
import { Button } from '../../parts/Button.tsx'
import { Chips } from '../../parts/Chips.tsx'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { day } from '../../times.ts'
import { useSay, useWords } from '../../words.ts'
import { Effect } from './State.tsx'
import { stateOf, stateOrder } from './rule-state.ts'

type Chosen = { readonly chosen: string | null; readonly onChoose: (id: string) => void }
type Shipped = z.output<typeof listShipped.output>['rules'][number]

/** Every rule that holds here or may come to hold: the bureau's own above, the shipped ones below. */
export function Book({ chosen, onChoose }: Chosen) {
	const t = useWords()
	const own = useView(listRules, {}, { topics: ['powers.rule.'] })
	return (
		<>
			<Pane
				level={1}
				still
				className="own-rules"
				title={t('rules.own')}
				note={own.output === undefined ? undefined : own.output.rules.length}
				tools={<Propose main={chosen === null} />}
			>
				<Show view={own} title={t('rules.own.failed')}>
					{({ rules }) => <Own rules={rules} chosen={chosen} onChoose={onChoose} />}
				</Show>
			</Pane>
			<Floor chosen={chosen} onChoose={onChoose} />
		</>
	)
}

/** Writing is offered to whoever may propose; others are told who could. Beside an open rule it is not the main act. */
function Propose({ main }: { readonly main: boolean }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const may = useMay()
	const refused = may !== null && !may.has(proposeRule.name)
	return (
		<Button
			kind={main ? 'go' : 'plain'}
			main={main}
			keys="N"
			onPress={() => navigate('/powers/rules/new')}
			refused={refused ? { rule: null, ask: { action: proposeRule.name } } : undefined}
		>
			{t('rules.write')}
		</Button>
	)
}

function Own({ rules, chosen, onChoose }: { readonly rules: readonly PublishedRuleShape[] } & Chosen) {
	const t = useWords()
	const say = useSay()
	const now = serverNow()
	const groups = stateOrder
		.map((state) => ({
			key: state,
			title: t(`rules.group.${state}`),
			rows: rules.filter((rule) => stateOf(rule, now) === state),
		}))
		.filter((group) => group.rows.length > 0)
	const columns: readonly Column<PublishedRuleShape>[] = [
		{
			key: 'id',
			head: t('rules.col.rule'),
			width: 150,
			cell: (rule) => (
				<span>
					<b>{rule.rule}</b> <span className="t3">{t('rules.version', { version: rule.version })}</span>
				</span>
			),
		},
		{
			key: 'effect',
			head: t('rules.col.effect'),
			width: 84,
			from: 640,
			cell: (rule) => <Effect effect={rule.effect} />,
		},
		{ key: 'basis', head: t('rules.col.basis'), from: 780, cell: (rule) => <span className="t2">{say(rule)}</span> },
		{
			key: 'holds',
			head: t('rules.col.holds'),
			width: 164,
			from: 420,
			cell: (rule) => `${day(rule.from)} – ${rule.until === null ? t('rules.no-end') : day(rule.until)}`,
		},
		{
			key: 'proposed',
			head: t('rules.proposed'),
			width: 108,
			from: 560,
			cell: (rule) => (rule.proposedPost === null ? '–' : t(`web.post.${rule.proposedPost}`)),
		},
		{ key: 'signed', head: t('rules.signatures'), width: 160, cell: (rule) => <Signed rule={rule} /> },
	]
	return (
		<DataTable
			scrolls
			keys
			label={t('rules.own')}
			groups={groups}
			rowKey={(rule) => rule.id}
			selected={chosen}
			onSelect={(rule) => onChoose(rule.id)}
			columns={columns}
			empty={<Empty title={t('rules.own.none')}>{t('rules.own.none.why')}</Empty>}
		/>
	)
}

/** Which of the two signatures stand. */
function Signed({ rule }: { readonly rule: PublishedRuleShape }) {
	const t = useWords()
	return (
		<span className="row">
			{(['reviewed', 'approved'] as const).map((step) => (
				<span key={step} className={rule[step] === null ? 't3' : 'good'}>
					{rule[step] === null ? '–' : <Icon name="tick" />} {t(`rules.signed-by.${step}`)}
					<span className="hid">{t(rule[step] === null ? 'rules.sign.lacks' : 'rules.sign.given')}</span>
				</span>
			))}
		</span>
	)
}

const kinds = ['all', 'floor', 'narrowed'] as const
type Kind = (typeof kinds)[number]

/** The shipped rules: the floor marked, the rest open to be narrowed. */
function Floor({ chosen, onChoose }: Chosen) {
	const t = useWords()
	const [kind, setKind] = useState<Kind>('all')
	const view = useView(listShipped, {})
	const rules = view.output?.rules.filter((rule) => kind === 'all' || rule.floor === (kind === 'floor')) ?? []
	return (
		<Pane
			still
			title={t('rules.shipped')}
			note={view.output === undefined ? undefined : rules.length}
			tools={
				<Chips
					label={t('rules.shipped.kind')}
					value={kind}
					onChange={setKind}
					chips={kinds.map((each) => ({ value: each, label: t(`rules.shipped.${each}`) }))}
				/>
			}
		>
			<Show view={view} title={t('rules.shipped.failed')}>
				{() => <ShippedTable rules={rules} chosen={chosen} onChoose={onChoose} />}
			</Show>
		</Pane>
	)
}

function ShippedTable({ rules, chosen, onChoose }: { readonly rules: readonly Shipped[] } & Chosen) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable<Shipped>
			scrolls
			label={t('rules.shipped')}
			rows={rules}
			rowKey={(rule) => rule.id}
			selected={chosen}
			onSelect={(rule) => onChoose(rule.id)}
			columns={[
				{ key: 'id', head: t('rules.col.rule'), width: 84, cell: (rule) => <b>{rule.id}</b> },
				{
					key: 'floor',
					head: t('rules.col.floor'),
					width: 92,
					cell: (rule) =>
						rule.floor ? (
							<span className="nw">
								<Icon name="lock" /> {t('rules.floor')}
							</span>
						) : (
							<span className="t3">{t('rules.open')}</span>
						),
				},
				{
					key: 'effect',
					head: t('rules.col.effect'),
					width: 84,
					from: 520,
					cell: (rule) => <Effect effect={rule.effect} />,
				},
				{ key: 'basis', head: t('rules.col.basis'), cell: (rule) => <span className="t2">{say(rule)}</span> },
			]}
		/>
	)
}
