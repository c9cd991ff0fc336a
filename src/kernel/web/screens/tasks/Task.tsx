import { showTask, type TaskMore } from '../../../matters/contract/tasks.ts'
import { useView } from '../../client.ts'
import { useNames } from '../../names.ts'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { Story } from '../../parts/Story.tsx'
import { Tide, Timer } from '../../parts/Tide.tsx'
import { span, when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { Acts } from './Acts.tsx'
import { dueOf } from './drawn.ts'
import type { ActsProps, Shown } from './shown.ts'

/** One task: what to do, by when, what happens at zero, who can help; then its acts, its form, its story. */
export function Task({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
	const t = useWords()
	const view = useView(showTask, { id }, { keep: true, topics: ['matters.task.', 'deadlines.deadline.'] })
	return (
		<Pane title={t('tasks.one')} reads>
			<Show view={view} ask={{ action: showTask.name }} doing={t('tasks.doing')} title={t('tasks.failed')}>
				{(shown) => <Whole shown={shown} onChanged={view.refresh} onDone={onDone} />}
			</Show>
		</Pane>
	)
}

function Whole(props: ActsProps) {
	const t = useWords()
	const say = useSay()
	const nameOf = useNames()
	const { row, form, history } = props.shown
	const open = row.state === 'open'
	return (
		<>
			<div className="row wrap pad task-head">
				<h3>{say(row.name)}</h3>
				<span className="sp" />
				{row.due === null ? null : (
					<>
						<Tide deadline={dueOf(row.due)} />
						<Timer deadline={dueOf(row.due)} what={say(row.name)} />
					</>
				)}
			</div>
			<Facts shown={props.shown} />
			{open && row.byAct !== null ? <Note title={t('tasks.by-act', { act: nameOf(row.byAct) })} /> : null}
			{open && !props.shown.manned ? <Note kind="warn" title={t('tasks.unmanned')} /> : null}
			{open ? <Acts {...props} /> : null}
			{open && form !== null && row.stands !== 'mine' ? <Asked form={form} /> : null}
			<Section title={t('tasks.history')} note={history.length} />
			<Story days lines={history.map((line, n) => lineOf(line, n, t, say))} />
		</>
	)
}

/** The ten-second look. */
function Facts({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const { row } = shown
	const at = `${t(`web.post.${row.post}`)} · ${say(row.agencyName)}`
	return (
		<dl className="facts">
			{row.why === null ? null : (
				<>
					<dt>{t('tasks.why')}</dt>
					<dd>{row.why}</dd>
				</>
			)}
			<dt>{t('tasks.stands')}</dt>
			<dd>{t(row.lent ? 'tasks.stands.lent' : `tasks.stands.${row.state === 'open' ? row.stands : row.state}`)}</dd>
			<dt>{t('tasks.post')}</dt>
			<dd>{at}</dd>
			<dt>{t('tasks.by')}</dt>
			<dd>{row.due === null ? t('tasks.no-due') : `${when(row.due.due)} · ${say(row.due.regime)}`}</dd>
			{row.state === 'open' ? (
				<>
					<dt>{t('tasks.zero')}</dt>
					<dd>
						<Zero shown={shown} />
					</dd>
					<dt>{t('tasks.help')}</dt>
					<dd>
						<Help shown={shown} />
					</dd>
				</>
			) : null}
		</dl>
	)
}

function Zero({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const say = useSay()
	const { due } = shown.row
	if (due === null) return <>{t('tasks.zero.nothing')}</>
	if (due.stage === 'breached') return <>{t('tasks.zero.over', { duty: say(due.duty) })}</>
	const rungs = due.ladder.map(({ tier, afterMinutes }) =>
		t('tasks.zero.rung', { after: span(afterMinutes * 60_000, language), tier: t(`tasks.tier.${tier}`) }),
	)
	return <>{[t('tasks.zero.breach'), ...rungs].join(t('tasks.then'))}</>
}

function Help({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const { row } = shown
	const colleagues = shown.manned
		? t('tasks.help.post', { post: t(`web.post.${row.post}`), agency: say(row.agencyName) })
		: t('tasks.help.nobody')
	const above = row.escalated ? t('tasks.help.duty', { duty: say(row.dutyName) }) : t('tasks.help.above')
	return <>{[colleagues, t('tasks.help.lead'), above].join(t('tasks.and'))}</>
}

/** What will be asked, for who looks before taking it. */
function Asked({ form }: { readonly form: NonNullable<TaskMore['form']> }) {
	const t = useWords()
	const say = useSay()
	return (
		<>
			<Section title={t('tasks.asked')} note={form.fields.length} />
			<ul className="pad col tight task-asked">
				{form.fields.map((field) => (
					<li key={field.key}>
						{say(field.label)} {field.required ? <span className="t3">{t('tasks.form.needed')}</span> : null}
					</li>
				))}
			</ul>
		</>
	)
}

type Line = TaskMore['history'][number]

function lineOf(line: Line, n: number, t: ReturnType<typeof useWords>, say: ReturnType<typeof useSay>) {
	const what = t(`tasks.event.${line.what}`)
	const who = line.post === null ? undefined : `${t(`web.post.${line.post}`)} · ${say(line.agencyName)}`
	return {
		key: `${n} ${line.at}`,
		at: line.at,
		kind: 'plain' as const,
		what: line.code === null ? what : `${what}: ${line.code}`,
		...(who === undefined ? {} : { who }),
	}
}
