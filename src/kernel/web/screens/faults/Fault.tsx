import { type FaultRow, listFaults, showFault } from '../../../matters/contract/process.ts'
import { serverNow } from '../../clock.ts'
import { useView } from '../../client.ts'
import { MatterLink } from '../../parts/MatterLink.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { Story } from '../../parts/Story.tsx'
import { span, when } from '../../times.ts'
import { hasWord, useLanguage, useSay, useWords } from '../../words.ts'
import { half } from '../drawings/names.ts'
import { Acts } from './Acts.tsx'
import { written } from './mended.ts'
import { type FaultProps, wayOf } from './shown.ts'

/** W70. One process that stands still: where, why, since when, what was tried, who sees to it; then what may be done. */
export function Fault({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
	const t = useWords()
	const view = useView(showFault, { id }, { keep: true, topics: ['matters.fault.'] })
	const changed = (): void => {
		view.refresh()
		onChanged()
	}
	return (
		<Pane title={t('faults.one')} reads>
			<Show view={view} ask={{ action: showFault.name }} doing={t('faults.doing')} title={t('faults.failed')}>
				{(shown) => <Whole shown={shown} onChanged={changed} />}
			</Show>
		</Pane>
	)
}

function Whole({ shown, onChanged }: FaultProps) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const { fault, data, flows } = shown
	const open = fault.closedAt === null
	return (
		<>
			<div className="row wrap pad fault-head">
				<h3>{half(fault.elementName, language)}</h3>
				<span className="sp" />
				<span className="t2">
					{open
						? span(serverNow() - Date.parse(fault.since), language)
						: t(`faults.how.${fault.closedHow ?? 'passed'}`)}
				</span>
			</div>
			<div className="pad">
				<Note
					kind={open ? 'warn' : 'plain'}
					title={
						<>
							<b>{t('faults.why')}</b> <span className="rule">{fault.rule}</span>
						</>
					}
				>
					{say(fault.why)}
				</Note>
			</div>
			<Facts fault={fault} />
			{open ? <Acts shown={shown} onChanged={onChanged} /> : null}
			{open ? (
				<>
					<Section title={t('faults.values')} note={Object.keys(data).length} />
					<pre className="pad mono sm fault-data">{written(data)}</pre>
					<Section title={t('faults.ways')} note={flows.length} />
					<ul className="pad col tight">
						{flows.map((flow) => (
							<li key={flow.id}>
								{wayOf(flow, language)} <span className="t3 mono sm">{flow.id}</span>
							</li>
						))}
					</ul>
				</>
			) : null}
			<Tried fault={fault} />
		</>
	)
}

function Facts({ fault }: { readonly fault: FaultRow }) {
	const t = useWords()
	const say = useSay()
	return (
		<dl className="facts">
			<dt>{t('faults.matter')}</dt>
			<dd>
				<MatterLink kind={fault.kind} id={fault.matter} /> <span className="t3">{kindWord(fault.kind, t)}</span>
			</dd>
			<dt>{t('faults.element')}</dt>
			<dd className="mono">{fault.element}</dd>
			<dt>{t('faults.agency')}</dt>
			<dd>{say(fault.agencyName)}</dd>
			<dt>{t('faults.since')}</dt>
			<dd>{when(fault.since)}</dd>
			{fault.tries === 0 ? null : (
				<>
					<dt>{t('faults.tries')}</dt>
					<dd>
						{t('faults.tries.count', {
							n: fault.tries,
							first: when(fault.tried[0]?.at ?? fault.since),
							last: when(fault.tried.at(-1)?.at ?? fault.since),
						})}
					</dd>
				</>
			)}
			<dt>{t('faults.duty')}</dt>
			<dd>
				{fault.duty === null
					? t('faults.duty.lead')
					: `${t(`web.post.${fault.duty.post}`)} · ${say(fault.duty.agencyName)}`}
			</dd>
			{fault.closedAt === null ? null : (
				<>
					<dt>{t('faults.closed')}</dt>
					<dd>
						{when(fault.closedAt)} {t(`faults.how.${fault.closedHow ?? 'passed'}`)}
					</dd>
				</>
			)}
		</dl>
	)
}

/** What a kind of matter is called; one no room has a word for keeps its name. */
function kindWord(kind: string, t: ReturnType<typeof useWords>): string {
	const key = `faults.kind.${kind}`
	return hasWord(key) ? t(key) : kind
}

/** M51. Each time a service of ours failed, newest first, in its words. */
function triesOf(fault: FaultRow, t: ReturnType<typeof useWords>, say: ReturnType<typeof useSay>) {
	return fault.tried
		.map(({ at, why }, n) => ({
			key: `try ${n}`,
			at,
			kind: 'refused' as const,
			what: t('faults.tries.one', { n: n + 1 }),
			who: say(why),
		}))
		.reverse()
}

/** W70. What the program tried by itself before it stood still, and how this matter stood still before. */
function Tried({ fault }: { readonly fault: FaultRow }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const view = useView(listFaults, { section: 'closed', matter: fault.matter }, { topics: ['matters.fault.'] })
	const earlier = (view.output?.rows ?? []).filter((row) => row.id !== fault.id && row.closedAt !== null)
	return (
		<>
			<Section title={t('faults.tried')} note={fault.tried.length + earlier.length} />
			<p className="pad t2">
				{t(`faults.tried.${fault.tries > 0 ? 'each' : fault.rule === 'M26' ? 'service' : 'once'}`)}
			</p>
			<Story
				days
				lines={[
					...triesOf(fault, t, say),
					...earlier.map((row) => ({
						key: row.id,
						at: row.closedAt ?? row.since,
						kind: row.closedHow === 'given_up' ? ('refused' as const) : ('entered' as const),
						what: `${half(row.elementName, language)}: ${t(`faults.how.${row.closedHow ?? 'passed'}`)}`,
						who: t('faults.stood', { since: when(row.since) }),
					})),
				]}
			/>
		</>
	)
}
