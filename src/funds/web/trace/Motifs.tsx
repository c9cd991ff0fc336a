import { useState } from 'react'
import { useView } from '#kernel/web/client.ts'
import { Show } from '#kernel/web/parts/Show.tsx'
import { money } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { listMotifs, type ShownMotif } from '../../contract/motif.ts'
import type { Trace } from '../../contract/trace.ts'
import { askedOf, type Look } from './look.ts'
import { useAccountName } from './naming.ts'

type Props = {
	readonly trace: Trace
	readonly look: Look
	readonly marked: ReadonlySet<string>
	readonly onMark: (accounts: ReadonlySet<string>) => void
}

/** F229. Shapes in the transfers of the way, asked for when the list is opened; a press marks the accounts of one, and again none. */
export function Motifs(props: Props) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	return (
		<details className="pane ft-motifs" onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<b>{t('funds.motif.title')}</b> <span className="sm t3">{t('funds.motif.note')}</span>
			</summary>
			{open ? <Listed {...props} /> : null}
		</details>
	)
}

function Listed({ trace, look, marked, onMark }: Props) {
	const t = useWords()
	const view = useView(listMotifs, askedOf(trace.report.id, look), { keep: true })
	return (
		<Show view={view} title={t('funds.motif.not-loaded')}>
			{({ motifs, total, whole }) => (
				<>
					{motifs.length === 0 ? <p className="shown t2">{t('funds.motif.none')}</p> : null}
					<ul aria-label={t('funds.motif.list')}>
						{motifs.map((motif) => (
							<li key={`${motif.kind} ${motif.transfers.join(' ')}`}>
								<One motif={motif} marked={marked} onMark={onMark} />
							</li>
						))}
					</ul>
					{total.shown < total.of ? <p className="shown warn">{t('funds.motif.some', total)}</p> : null}
					{whole ? null : <p className="shown warn">{t('funds.motif.part')}</p>}
				</>
			)}
		</Show>
	)
}

type OneProps = Pick<Props, 'marked' | 'onMark'> & { readonly motif: ShownMotif }

function One({ motif, marked, onMark }: OneProps) {
	const t = useWords()
	const say = useSay()
	const name = useAccountName()
	const drawn = motif.accounts.flatMap(({ account, drawn }) => (account !== null && drawn ? [account] : []))
	const isMarked = drawn.length > 0 && drawn.length === marked.size && drawn.every((id) => marked.has(id))
	const beside = motif.accountsOf - motif.accounts.filter((one) => one.drawn || one.account === null).length
	const called = motif.accounts.map(({ account, kind, tail }) =>
		account === null || kind === null ? t('funds.trace.victim') : name({ id: account, kind, tail }),
	)
	return (
		<button type="button" aria-pressed={isMarked} onClick={() => onMark(new Set(isMarked ? [] : drawn))}>
			<b>{t(`funds.motif.${motif.kind}`)}</b>
			<span className="who">
				{called.map((one, n) => (
					<span key={`${n} ${one}`}>{one}</span>
				))}
			</span>
			<span className="r">{money(motif.minor)}</span>
			<span className="says sm t2">
				{say(motif.why)} {t('funds.motif.transfers', { count: motif.transfersOf })}
				{beside > 0 ? ` · ${t('funds.motif.beside', { count: beside })}` : ''}
			</span>
		</button>
	)
}
