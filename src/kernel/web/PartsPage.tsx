import './parts-page.css'
import { type ReactNode, useState } from 'react'
import { serverNow } from './clock.ts'
import { Brand } from './parts/Brand.tsx'
import { Button } from './parts/Button.tsx'
import { Chips } from './parts/Chips.tsx'
import { DataTable } from './parts/DataTable.tsx'
import { Dialog } from './parts/Dialog.tsx'
import { Empty } from './parts/Empty.tsx'
import { Field } from './parts/Field.tsx'
import { LanguageSwitch } from './parts/LanguageSwitch.tsx'
import { Loading } from './parts/Loading.tsx'
import { OfflineBand } from './parts/OfflineBand.tsx'
import { Priority } from './parts/Priority.tsx'
import { Problem } from './parts/Problem.tsx'
import { PurposeGate } from './parts/PurposeGate.tsx'
import { RuleTag } from './parts/RuleTag.tsx'
import { Select } from './parts/Select.tsx'
import { Story } from './parts/Story.tsx'
import { ThemeSwitch } from './parts/ThemeSwitch.tsx'
import { Tide, Timer } from './parts/Tide.tsx'
import { UnitStatus } from './parts/UnitStatus.tsx'
import { Brick, Wall } from './parts/Wall.tsx'
import type { Deadline } from './tide.ts'
import { useWords } from './words.ts'

const minute = 60_000
const states = ['available', 'dispatched', 'en_route', 'on_scene', 'transporting', 'out_of_service'] as const

/** Every shared part in every state. The picture test looks here first. */
export function PartsPage() {
	const t = useWords()
	return (
		<div className="parts">
			<header className="row">
				<span className="brand">
					<Brand />
					<h1>{t('web.parts.title')}</h1>
				</span>
				<span className="sp" />
				<ThemeSwitch />
				<LanguageSwitch />
			</header>
			<main className="parts-grid">
				<Box title={t('web.parts.priority')}>
					<div className="row">
						{[1, 2, 3, 4, 5].map((level) => (
							<Priority key={level} level={level} />
						))}
						<Priority level={1} big />
					</div>
				</Box>
				<Box title={t('web.parts.unit')}>
					<div className="row wrap">
						{states.map((state) => (
							<UnitStatus key={state} state={state} />
						))}
					</div>
				</Box>
				<Deadlines />
				<Box title={t('web.parts.wall')}>
					<div className="row">
						<Wall laid={6} waiting={1} />
						<span>
							{t('web.foot.checkpoint')} <b className="why">184,022</b>
						</span>
					</div>
					<div className="row wrap sm">
						{(['entered', 'refused', 'overdue', 'waiting', 'plain'] as const).map((kind) => (
							<span key={kind} className="row">
								<Brick kind={kind} said={false} />
								{t(`web.brick.${kind}`)}
							</span>
						))}
					</div>
				</Box>
				<Answers />
				<Controls />
				<Tables />
			</main>
		</div>
	)
}

function Box({ title, children }: { readonly title: string; readonly children: ReactNode }) {
	return (
		<section className="box">
			<h2>{title}</h2>
			{children}
		</section>
	)
}

function Deadlines() {
	const t = useWords()
	const [now] = useState(serverNow)
	const lines: readonly { readonly key: string; readonly deadline: Deadline }[] = [
		{ key: 'ok', deadline: { from: now - 3 * minute, due: now + 6 * minute + 10_000 } },
		{ key: 'warn', deadline: { from: now - 2 * minute, due: now + 22_000 } },
		{ key: 'breach', deadline: { from: now - 3.5 * minute, due: now - 76_000 } },
		{ key: 'esc', deadline: { from: now - 12 * minute, due: now - 4 * minute, escalated: t('web.tier.county') } },
		{ key: 'pause', deadline: { from: now - 9 * minute, due: now + minute, paused: now - 6 * minute } },
		{ key: 'met', deadline: { from: now - 9 * minute, due: now - 2 * minute, met: now - 9 * minute + 252_000 } },
	]
	return (
		<Box title={t('web.parts.deadline')}>
			<div className="deadlines">
				{lines.map(({ key, deadline }) => (
					<div key={key}>
						<span className="t2">{t(`web.parts.deadline.${key}`)}</span>
						<Tide deadline={deadline} />
						<Timer deadline={deadline} what={t(`web.parts.deadline.${key}`)} />
					</div>
				))}
			</div>
		</Box>
	)
}

const base = { status: 0, title: '', field: null, extra: {} }

function Answers() {
	const t = useWords()
	const [since] = useState(() => serverNow() - 4 * minute)
	return (
		<>
			<Box title={t('web.parts.refused')}>
				<Problem
					problem={{ ...base, code: 'wrong_state', rule: 'D22', detail: t('web.parts.refused.detail') }}
					title={t('web.parts.refused.title')}
					ask={{ action: 'dispatch.incident.close' }}
				/>
			</Box>
			<Box title={t('web.parts.error')}>
				<Problem
					problem={{ ...base, code: 'no_answer', rule: null, detail: '', extra: { trace: 'E-5F2A' } }}
					again={() => undefined}
				/>
			</Box>
			<Box title={t('web.parts.offline')}>
				<OfflineBand since={since} />
			</Box>
			<Box title={t('web.parts.overtaken')}>
				<Problem
					problem={{ ...base, code: 'overtaken', rule: null, detail: t('web.parts.overtaken.detail') }}
					compare={() => undefined}
				/>
			</Box>
			<Box title={t('web.parts.empty')}>
				<Empty
					title={t('web.parts.empty.title')}
					act={
						<Button keys="G P" bind={false} onPress={() => undefined}>
							{t('web.parts.empty.act')}
						</Button>
					}
				>
					{t('web.parts.empty.why')}
				</Empty>
			</Box>
			<Box title={t('web.parts.loading')}>
				<Loading now doing={t('web.parts.loading.doing')} />
			</Box>
		</>
	)
}

function Controls() {
	const t = useWords()
	const [chip, setChip] = useState('a')
	const [text, setText] = useState(t('web.parts.address'))
	const [choice, setChoice] = useState('a')
	const [open, setOpen] = useState(false)
	return (
		<Box title={t('web.parts.controls')}>
			<div className="row wrap">
				<Button kind="go" keys="D" bind={false} onPress={() => setOpen(true)}>
					{t('web.parts.send')}
				</Button>
				<Button onPress={() => setOpen(true)}>{t('web.parts.choose')}</Button>
				<Button onPress={() => undefined} refused={{ rule: 'D22', ask: { action: 'dispatch.incident.close' } }}>
					{t('web.parts.close')}
				</Button>
				<Button kind="go" busy onPress={() => undefined}>
					{t('web.parts.send')}
				</Button>
				<Chips
					label={t('web.parts.controls')}
					value={chip}
					onChange={setChip}
					chips={[
						{ value: 'a', label: t('web.palette.incidents') },
						{ value: 'b', label: t('web.palette.places') },
					]}
				/>
				<RuleTag id="D8" />
			</div>
			<div className="grid-fields">
				<Field label={t('web.parts.field')} value={text} onChange={setText} />
				<Field
					label={t('web.parts.field')}
					value=""
					onChange={() => undefined}
					placeholder={t('web.parts.field.hint')}
					wrong={t('web.parts.field.wrong')}
				/>
				<Select
					label={t('web.parts.choice')}
					value={choice}
					onChange={setChoice}
					choices={[
						{ value: 'a', label: t('web.tier.county') },
						{ value: 'b', label: t('web.tier.city') },
					]}
				/>
			</div>
			<PurposeGate matter="" what={t('web.parts.names')} closed={<p className="t2">{t('web.parts.names.closed')}</p>}>
				{(purpose) => <p>{purpose.reason}</p>}
			</PurposeGate>
			{open ? (
				<Dialog
					title={t('web.parts.dialog')}
					onClose={() => setOpen(false)}
					acts={
						<Button kind="go" onPress={() => setOpen(false)}>
							{t('web.parts.send')}
						</Button>
					}
				>
					<p>{t('web.parts.dialog.text')}</p>
				</Dialog>
			) : null}
		</Box>
	)
}

type Row = { readonly id: string; readonly level: number; readonly type: string; readonly deadline: Deadline }

function Tables() {
	const t = useWords()
	const [now] = useState(serverNow)
	const [selected, setSelected] = useState<string | null>('0447')
	const row = (id: string, level: number, from: number, due: number): Row => ({
		id,
		level,
		type: t(`web.parts.type.${level}`),
		deadline: { from: now + from * minute, due: now + due * minute },
	})
	return (
		<>
			<Box title={t('web.parts.table')}>
				<DataTable<Row>
					label={t('web.parts.table')}
					keys
					rowKey={(each) => each.id}
					selected={selected}
					onSelect={(each) => setSelected(each.id)}
					groups={[
						{ key: 'a', title: t('web.parts.to-dispatch'), rows: [row('0447', 1, -3, -1), row('0446', 2, -2, 0.4)] },
						{
							key: 'b',
							title: t('web.parts.in-progress'),
							rows: [row('0434', 3, -4, 12), row('0429', 4, -2, 30), row('0421', 5, -9, 44)],
						},
					]}
					two={(each) => each.level <= 2}
					sort={{ key: 'left', down: false }}
					total={{ of: 1213 }}
					columns={[
						{ key: 'p', head: t('web.parts.col.p'), width: 40, cell: (each) => <Priority level={each.level} /> },
						{
							key: 'no',
							head: t('web.parts.col.no'),
							width: 64,
							cell: (each) => <span className="t3">{each.id}</span>,
						},
						{
							key: 'type',
							head: t('web.parts.col.type'),
							cell: (each) => (
								<>
									<b>{each.type}</b>
									{each.level <= 2 ? <div className="sm t3 el">{t('web.parts.said')}</div> : null}
								</>
							),
						},
						{
							key: 'used',
							head: t('web.parts.col.used'),
							width: 64,
							cell: (each) => <Tide deadline={each.deadline} />,
						},
						{
							key: 'left',
							head: t('web.parts.col.left'),
							width: 110,
							right: true,
							cell: (each) => <Timer deadline={each.deadline} />,
						},
					]}
				/>
			</Box>
			<Box title={t('web.parts.story')}>
				<Story
					lines={[
						{ key: '4', at: new Date(now).toISOString(), kind: 'waiting', what: t('web.parts.story.4') },
						{
							key: '3',
							at: new Date(now - minute).toISOString(),
							kind: 'refused',
							what: t('web.parts.story.3'),
							who: <RuleTag id="G7" />,
							entry: 184_008,
						},
						{
							key: '2',
							at: new Date(now - 2 * minute).toISOString(),
							kind: 'overdue',
							what: <b className="breach">{t('web.parts.story.2')}</b>,
							who: t('web.post.shift_leader'),
							entry: 184_006,
						},
						{
							key: '1',
							at: new Date(now - 3 * minute).toISOString(),
							kind: 'entered',
							what: t('web.parts.story.1'),
							who: t('web.post.call_taker'),
							entry: 184_004,
						},
					]}
				/>
			</Box>
		</>
	)
}
