import { useState } from 'react'
import { useNow } from '#kernel/web/clock.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { money, span, when } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { describeAccount } from '../../contract/freeze.ts'
import type { MeasureSheet } from '../../contract/measure-shapes.ts'
import { changeMeasure } from '../../contract/measure.ts'
import { DescribeAccount } from './DescribeAccount.tsx'
import { Four } from './Four.tsx'
import { ChangeFields } from './ChangeFields.tsx'
import { Objections } from './Objections.tsx'

type Props = { readonly sheet: MeasureSheet; readonly onChanged: () => void }

/** F79. Is money still moving, which of the four is missing, who must sign. */
export function Sheet({ sheet, onChanged }: Props) {
	const t = useWords()
	const [changing, setChanging] = useState(false)
	return (
		<>
			<Moving sheet={sheet} />
			<Section
				title={t('funds.four')}
				note={t('funds.four.note')}
				tools={
					sheet.may.includes(changeMeasure.name) ? (
						<Button kind="bare" keys="E" onPress={() => setChanging(true)}>
							{t('funds.four.change')}
						</Button>
					) : null
				}
			>
				<Four sheet={sheet} onChanged={onChanged} />
			</Section>
			<Account sheet={sheet} onChanged={onChanged} />
			<Objections sheet={sheet} onChanged={onChanged} />
			<Signing sheet={sheet} />
			{changing ? (
				<ChangeFields
					sheet={sheet}
					onClose={() => setChanging(false)}
					onDone={() => {
						setChanging(false)
						onChanged()
					}}
				/>
			) : null}
		</>
	)
}

/** Minutes since the payment, and what has left since. */
function Moving({ sheet }: { readonly sheet: MeasureSheet }) {
	const t = useWords()
	const language = useLanguage()
	const now = useNow()
	const { moving, traced } = sheet
	const since = sheet.at === null ? null : span(Math.max(0, now - Date.parse(sheet.at)), language)
	return (
		<Section title={t('funds.moving')} note={since === null ? undefined : t('funds.moving.since', { time: since })}>
			<dl className="facts fm-facts">
				<dt>{t('funds.moving.left')}</dt>
				<dd className={moving.count > 0 ? 'warn' : ''}>
					{moving.count === 0
						? t('funds.moving.none')
						: t('funds.moving.some', {
								count: moving.count,
								amount: money(moving.minor),
								at: moving.lastAt === null ? '' : when(moving.lastAt),
							})}
				</dd>
				<dt>{t('funds.moving.traced')}</dt>
				<dd>
					{traced === null || traced.hops === null ? (
						<span className="warn">{t('funds.moving.unreached')}</span>
					) : (
						t('funds.moving.reached', { amount: money(traced.minor), loss: money(sheet.loss), hops: traced.hops })
					)}
				</dd>
				<dt>{t('funds.moving.free')}</dt>
				<dd>{traced === null ? '—' : money(traced.free)}</dd>
			</dl>
		</Section>
	)
}

function Account({ sheet, onChanged }: Props) {
	const t = useWords()
	const may = useMay()
	const [describing, setDescribing] = useState(false)
	return (
		<Section
			title={t('funds.account')}
			tools={
				sheet.account !== null && sheet.endedAt === null && may?.has(describeAccount.name) === true ? (
					<Button kind="bare" keys="B" onPress={() => setDescribing(true)}>
						{t('funds.account.describe')}
					</Button>
				) : null
			}
		>
			<dl className="facts fm-facts">
				<dt>{t('funds.account.holder')}</dt>
				<dd>{t(`funds.account.holder.${sheet.holderKind}`)}</dd>
				<dt>{t('funds.account.use')}</dt>
				<dd>{t(`funds.account.use.${sheet.useKind}`)}</dd>
				<dt>{t('funds.account.province')}</dt>
				<dd>{sheet.province ?? '—'}</dd>
				{sheet.livingMinor === 0 ? null : (
					<>
						<dt>{t('funds.account.living')}</dt>
						<dd>{money(sheet.livingMinor)}</dd>
					</>
				)}
				{sheet.kind === 'stop' ? (
					<>
						<dt>{t('funds.account.stops')}</dt>
						<dd className={sheet.stops.used >= sheet.stops.of ? 'warn' : ''}>
							{t('funds.account.stops.used', { used: sheet.stops.used, of: sheet.stops.of })}
						</dd>
					</>
				) : (
					<>
						<dt>{t('funds.account.renewals')}</dt>
						<dd>{t('funds.account.stops.used', { used: sheet.renewals.used, of: sheet.renewals.of })}</dd>
					</>
				)}
				<dt>{t('funds.account.pack')}</dt>
				<dd>{t(`funds.pack.${sheet.pack}`)}</dd>
				{sheet.bankReference === null ? null : (
					<>
						<dt>{t('funds.account.reference')}</dt>
						<dd className="mono">{sheet.bankReference}</dd>
					</>
				)}
				{sheet.reason === null ? null : (
					<>
						<dt>{t('funds.account.reason')}</dt>
						<dd>{sheet.reason}</dd>
					</>
				)}
			</dl>
			{describing ? (
				<DescribeAccount
					sheet={sheet}
					onClose={() => setDescribing(false)}
					onDone={() => {
						setDescribing(false)
						onChanged()
					}}
				/>
			) : null}
		</Section>
	)
}

/** F66. Who must sign, why they, and whether one of them is signed in. */
function Signing({ sheet }: { readonly sheet: MeasureSheet }) {
	const t = useWords()
	const say = useSay()
	const { needs } = sheet
	if (sheet.sentAt !== null || sheet.endedAt !== null) return null
	return (
		<div className="pad col fm-signing">
			{sheet.reportSigned ? null : (
				<Note kind="warn" title={<NoteTitle words={t('funds.sign.unsigned')} rule="F62" />}>
					{t('funds.sign.unsigned.why')}
				</Note>
			)}
			{needs === null ? null : (
				<Note title={<NoteTitle words={t(`funds.sign.people.${needs.people === 1 ? 'one' : 'two'}`)} rule="F66" />}>
					{t(sheet.state === 'signing' ? 'funds.sign.waits' : 'funds.sign.who', {
						post: t(`identity.post.${needs.post}`),
						agency: say(needs.agency),
					})}{' '}
					{t(needs.signedIn === 0 ? 'funds.sign.nobody' : 'funds.sign.signed-in', { count: needs.signedIn })}{' '}
					<span className="t3">{needs.rule}</span>
				</Note>
			)}
		</div>
	)
}

function NoteTitle({ words, rule }: { readonly words: string; readonly rule: string }) {
	return (
		<span className="row">
			<Icon name="person" />
			<b>{words}</b> <RuleTag id={rule} />
		</span>
	)
}
