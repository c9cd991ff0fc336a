import { useState } from 'react'
import { Link } from 'wouter'
import { openIncident } from '#dispatch/contract.ts'
import { searchPlace } from '#kernel/geo/contract.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { useOpening } from '#kernel/web/opening.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

/** F27. A courier is followed by a unit: an incident for the desk that sends them. */
export function SendUnit({ report }: { readonly report: ReportShown }) {
	const t = useWords()
	const may = useMay()
	const opening = useOpening('Incident')
	const [asking, setAsking] = useState(false)
	const [sent, setSent] = useState<Sent | null>(null)
	if (may?.has(openIncident.name) !== true) return <p className="t2">{t('funds.report.courier.desk')}</p>
	if (sent !== null)
		return (
			<p className="good">
				<Icon name="tick" /> {t('funds.report.courier.sent')}{' '}
				{opening === null ? <b>{sent.number}</b> : <Link href={opening(sent.incident)}>{sent.number}</Link>}
			</p>
		)
	return (
		<div className="row">
			<Button keys="U" onPress={() => setAsking(true)}>
				{t('funds.report.courier')}
			</Button>
			{asking ? <Where report={report} onClose={() => setAsking(false)} onSent={setSent} /> : null}
		</div>
	)
}

type Sent = { readonly incident: string; readonly number: string }

/** Where it was handed over, found on the map, and how the courier looks. */
function Where(props: {
	readonly report: ReportShown
	readonly onClose: () => void
	readonly onSent: (sent: Sent) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const act = useAct(openIncident)
	const [sought, setSought] = useState('')
	const [place, setPlace] = useState('')
	const [look, setLook] = useState('')
	const words = sought.trim()
	const found = useView(searchPlace, { text: words, limit: 12 }, { enabled: words.length > 1, keep: true })
	const places = found.output?.places ?? []
	const send = async (): Promise<void> => {
		const done = await act.perform({
			agency: props.report.agency.id,
			type: 'fraud_paying_now',
			place: { words, address: place },
			note: t('funds.report.courier.note', { number: props.report.number, look: look.trim() }).slice(0, 500),
		})
		if (done === null) return
		props.onSent(done.output)
		props.onClose()
	}
	return (
		<Dialog
			title={t('funds.report.courier')}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					busy={act.busy}
					notYet={place === '' ? t('funds.report.courier.first') : undefined}
					onPress={() => void send()}
				>
					{t('funds.report.courier')}
				</Button>
			}
		>
			<Field
				label={t('funds.report.courier.place')}
				value={sought}
				onChange={setSought}
				maxLength={100}
				type="search"
				required
			/>
			<Select
				label={t('funds.report.courier.found')}
				value={place}
				prompt={t('funds.report.courier.choose')}
				choices={places.map((each) => ({ value: each.id, label: language === 'zh' ? each.label_zh : each.label_en }))}
				onChange={setPlace}
			/>
			<Field label={t('funds.report.courier.look')} value={look} onChange={setLook} maxLength={300} lines={2} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</Dialog>
	)
}
