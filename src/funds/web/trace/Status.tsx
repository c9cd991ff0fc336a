import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { TideBar, Timer } from '#kernel/web/parts/Tide.tsx'
import { tideOf } from '#kernel/web/tide.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useWords } from '#kernel/web/words.ts'
import type { FrontierRow, FrontierStatus } from '../../contract/trace-shapes.ts'

const icons: Readonly<Record<FrontierStatus, readonly [icon: IconName | null, tone: string]>> = {
	none: [null, 't2'],
	drafted: ['file', 't2'],
	sent: ['clock', 'acc'],
	mismatch: ['alert', 'warn'],
	refused: ['close', 't2'],
	held: ['tick', 'good'],
	frozen: ['lock', 'good'],
	released: ['close', 't2'],
	gone: [null, 't3'],
}

/** What was done about an account: a sign and a word. */
export function Status({ row }: { readonly row: FrontierRow }) {
	const t = useWords()
	const [icon, tone] = icons[row.status]
	const words =
		row.status !== 'gone'
			? t(`funds.trace.status.${row.status}`)
			: row.request === null
				? t(`funds.trace.end.${row.end}`)
				: t('funds.trace.requested', {
						number: row.request.number,
						state: t(`funds.trace.request.${row.request.state}`),
					})
	return (
		<span className={`ft-status ${tone}`}>
			{icon === null ? null : <Icon name={icon} />}
			{words}
		</span>
	)
}

const deadline = ({ measure }: FrontierRow) =>
	measure?.untilAt == null || measure.sentAt === null
		? null
		: { from: Date.parse(measure.sentAt), due: Date.parse(measure.untilAt) }

/** The lawful time of a stop or freeze, drawn. */
export function LawfulBar({ row }: { readonly row: FrontierRow }) {
	const at = useNow()
	const lawful = deadline(row)
	return lawful === null ? null : <TideBar tide={tideOf(lawful, at)} />
}

/** What of it is left; while nothing was sent, how long ago the money came. */
export function LawfulLeft({ row }: { readonly row: FrontierRow }) {
	const t = useWords()
	const lawful = deadline(row)
	if (lawful !== null) return <Timer deadline={lawful} what={t('funds.trace.left')} />
	return row.chance === null ? (
		<span className="t3">—</span>
	) : (
		<span className="t2">{t('funds.trace.ago', { minutes: ago(row.chance.minutes, t) })}</span>
	)
}

function ago(minutes: number, t: ReturnType<typeof useWords>): string {
	if (minutes < 120) return t('funds.trace.minutes', { n: minutes })
	const hours = Math.floor(minutes / 60)
	return hours < 48 ? t('funds.trace.hours', { n: hours }) : t('funds.trace.days', { n: Math.floor(hours / 24) })
}
