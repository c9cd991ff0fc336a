import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { askView } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWide } from '#kernel/web/parts/Columns.tsx'
import { CopySheet } from '#kernel/web/parts/CopySheet.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { PhotoShown } from '#kernel/web/parts/PhotoShown.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import {
	carryOrder,
	keyAnswer,
	type OrderAnswer,
	type OrderRow,
	showAnswerPhoto,
	showOrder,
} from '../../contract/order.ts'
import { amountText } from '../../contract/decimal.ts'
import { KeyAnswer } from './KeyAnswer.tsx'
import { sheetLines } from './sheet.ts'

type Shown = z.output<typeof showOrder.output>
type Props = { readonly row: OrderRow; readonly onChanged: () => void }

/** F133. One order: copied line by line with one key each, taken, and answered. */
export function OneOrder({ row, onChanged }: Props) {
	const t = useWords()
	const language = useLanguage()
	return (
		<Pane title={row.number} note={`${t(`funds.order.is.${row.is}`)} · ${row.bank[language]}`} className="f-order">
			<div className="f-gate">
				<PurposeGate
					matter={row.measure}
					what={t('funds.order.names')}
					keys="P"
					closed={<p className="pad t2">{t('funds.order.closed')}</p>}
				>
					{(purpose) => <Open row={row} purpose={purpose} onChanged={onChanged} />}
				</PurposeGate>
			</div>
		</Pane>
	)
}

function Open({ row, purpose, onChanged }: Props & { readonly purpose: Purpose }) {
	const t = useWords()
	const order = useView(
		showOrder,
		{ order: row.id },
		{ purpose, topics: ['funds.order.', 'funds.answer.', 'funds.measure.'] },
	)
	const changed = () => {
		order.refresh()
		onChanged()
	}
	return (
		<Show view={order} doing={t('funds.orders.doing')} title={t('funds.orders.failed')}>
			{(shown) => <Sheet shown={shown} purpose={purpose} onChanged={changed} />}
		</Show>
	)
}

type SheetProps = { readonly shown: Shown; readonly purpose: Purpose; readonly onChanged: () => void }

function Sheet({ shown, purpose, onChanged }: SheetProps) {
	const t = useWords()
	const may = useMay()
	const language = useLanguage()
	// Where one column fills the window, its figures choose the column.
	const figures = useWide() !== 'one'
	const carry = useAct(carryOrder)
	const [keying, setKeying] = useState(false)
	const { row } = shown
	return (
		<>
			<Section
				title={t('funds.sheet')}
				note={shown.stopLine === null ? undefined : t('funds.sheet.line', { line: shown.stopLine })}
				tools={
					<span className="n hide-s">
						<Kbd keys="C" /> {t('funds.sheet.next')}
					</span>
				}
			>
				<CopySheet lines={sheetLines(shown, t, language, figures)} next="C" />
			</Section>
			<div className="pad row wrap">
				{row.takenAt === null && may?.has(carryOrder.name) === true ? (
					<Button
						keys="S"
						busy={carry.busy}
						onPress={() =>
							void carry.perform({ order: row.id }).then((done) => (done === null ? undefined : onChanged()))
						}
					>
						{t('funds.order.carry')}
					</Button>
				) : null}
				{row.takenAt === null ? null : (
					<span className="t2">{t('funds.order.taken.at', { time: when(row.takenAt) })}</span>
				)}
				<span className="sp" />
				{may?.has(keyAnswer.name) === true ? (
					<Button kind="go" main keys="A" onPress={() => setKeying(true)}>
						{t('funds.answer.key')}
					</Button>
				) : null}
			</div>
			{carry.problem === null ? null : <Problem problem={carry.problem} title={t('funds.orders.not-done')} />}
			<Answers shown={shown} purpose={purpose} />
			<Files shown={shown} />
			{keying ? <KeyAnswer row={row} onClose={() => setKeying(false)} onDone={onChanged} /> : null}
		</>
	)
}

/** F135, F134. The same as files, and how anybody checks the signature. */
function Files({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const { csv, camt056, row } = shown
	return (
		<Section title={t('funds.files')}>
			<ul className="f-list pad">
				<li>
					<Saved name={`${row.number}.note`} text={`${shown.text}\n\n${shown.signature}`} />{' '}
					<span className="t2">{t('funds.files.signed')}</span>
				</li>
				{csv === null ? null : (
					<li>
						<Saved name={csv.name} text={csv.text} /> <span className="t2">{t('funds.files.csv')}</span>
					</li>
				)}
				<li>
					{camt056.xml === null ? (
						<span className="t2">{t('funds.files.no-camt', { why: camt056.why?.[language] ?? '' })}</span>
					) : (
						<>
							<Saved name={`${row.number}.camt.056.xml`} text={camt056.xml} />{' '}
							<span className="t2">{t('funds.files.camt')}</span>
						</>
					)}
				</li>
			</ul>
			<p className="pad hash t2">
				{t('funds.files.key')} <code>{shown.vkey}</code>
			</p>
		</Section>
	)
}

function Saved({ name, text }: { readonly name: string; readonly text: string }) {
	return (
		<a className="why" download={name} href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
			{name}
		</a>
	)
}

function Answers({ shown, purpose }: Omit<SheetProps, 'onChanged'>) {
	const t = useWords()
	const [open, setOpen] = useState<string | null>(null)
	const photo = shown.answers.find(({ id }) => id === open)?.photo ?? null
	return (
		<Section title={t('funds.answers')} note={String(shown.answers.length)}>
			{shown.answers.length === 0 ? <p className="pad t2">{t('funds.answers.none')}</p> : null}
			<ul className="f-list pad">
				{shown.answers.map((answer) => (
					<li key={answer.id}>
						<One answer={answer} currency={shown.row.currency} />
						{answer.photo?.whole === true ? (
							<Button kind="bare" onPress={() => setOpen(answer.id)}>
								{t('funds.answer.photo')}
							</Button>
						) : null}
					</li>
				))}
			</ul>
			{photo === null ? null : (
				<PhotoShown
					title={t('funds.answer.photo')}
					sha256={photo.sha256}
					kind={photo.kind}
					parts={photo.parts}
					read={async (part) =>
						(await askView(showAnswerPhoto, { order: shown.row.id, sha256: photo.sha256, part }, { purpose })).output
							.base64
					}
					onClose={() => setOpen(null)}
				/>
			)}
		</Section>
	)
}

function One({ answer, currency }: { readonly answer: OrderAnswer; readonly currency: string }) {
	const t = useWords()
	const { is, field, amountMinor, reason, standing } = answer
	return (
		<span className="row wrap">
			<span className="t2">{when(answer.at)}</span>
			<b>
				{is === 'mismatch'
					? t('funds.answer.mismatch.of', { field: t(`funds.field.${field}`) })
					: t(`funds.answer.is.${is}`)}
			</b>
			{amountMinor === null ? null : <b>{amountText(amountMinor, currency)}</b>}
			{reason === null ? null : <span>{reason}</span>}
			<span className="t3">
				{answer.message} · {t(`funds.answer.way.${answer.way}`)} · {t(`funds.standing.${standing}`)}
			</span>
		</span>
	)
}
