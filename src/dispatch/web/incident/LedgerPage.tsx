import type { z } from 'zod'
import type { matterStory } from '#kernel/ledger/contract.ts'
import { type Signer, useCheckedEntries } from '#kernel/web/ledger.ts'
import { EntryProof } from '#kernel/web/parts/EntryProof.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useNames } from '#kernel/web/names.ts'
import { useWords } from '#kernel/web/words.ts'

type Shown = z.output<(typeof matterStory)['output']>

/** The sentence computed over all entries shown, then the proof of the entry chosen, checked in this browser; hashes are folded. */
export function LedgerPage({ shown, entry }: { readonly shown: Shown | undefined; readonly entry: number | null }) {
	const t = useWords()
	const names = useNames()
	const line = shown?.entries.find((each) => each.line.n === entry)
	return (
		<Pane
			title={t('dispatch.proof')}
			note={entry === null ? undefined : t('dispatch.proof.entry', { n: count(entry) })}
			className="proof-pane"
		>
			{shown === undefined || shown.entries.length === 0 ? (
				<p className="quiet">{t('dispatch.proof.none')}</p>
			) : (
				<Unchanged shown={shown} />
			)}
			{line !== undefined && (
				<dl className="facts proof-facts">
					<dt>{t('dispatch.proof.what')}</dt>
					<dd>
						<b>{names(line.line.name)}</b> <span className="mono t3">{line.line.name}</span>
					</dd>
					<dt>{t('dispatch.proof.power')}</dt>
					<dd>
						{line.line.rules.length === 0
							? '—'
							: line.line.rules.map((rule) => (
									<span key={rule} className="rule">
										{rule}
									</span>
								))}
					</dd>
					<dt>{t('dispatch.proof.personal')}</dt>
					<dd>{t('dispatch.proof.fields', { count: line.personal.length })}</dd>
				</dl>
			)}
			{entry !== null && <EntryProof n={entry} />}
		</Pane>
	)
}

/** "Unchanged since …" stands only when every entry shown was proved here under one signed root (W14). */
function Unchanged({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const lines = shown.entries.map(({ line }) => line)
	const { data } = useCheckedEntries(lines)
	const since = lines[0]?.at ?? ''
	if (data?.fault != null)
		return (
			<div className="pad">
				<Note kind="bad" live title={t('web.proof.failed')}>
					{t(`web.proof.fault.${data.fault}`)}
				</Note>
			</div>
		)
	if (data?.verdict?.is === 'broken')
		return (
			<div className="pad">
				<Note kind="bad" live title={t('dispatch.proof.broken', { n: count(data.verdict.n) })}>
					{t('web.proof.fault.not_included')}
				</Note>
			</div>
		)
	if (data?.verdict == null || data.verdict.count === 0)
		return <p className="pad unchanged">{t('dispatch.proof.unchecked', { count: lines.length })}</p>
	const { verdict, witnesses } = data
	return (
		<p className="pad unchanged">
			<b>{t('dispatch.proof.unchanged', { time: when(since), count: verdict.count })}</b>{' '}
			{verdict.is === 'waiting' ? `${t('dispatch.proof.waiting', { count: verdict.waiting })} ` : null}
			<Witnessed shown={shown} checked={witnesses} />
		</p>
	)
}

/** Who cosigned the checkpoint checked here; else what the ledger says of an older one, and that it only says so. */
function Witnessed({ shown, checked }: { readonly shown: Shown; readonly checked: readonly Signer[] }) {
	const t = useWords()
	const comma = t('dispatch.list.comma')
	const newest = Math.max(...checked.map(({ at }) => at ?? 0))
	if (checked.length > 0)
		return t('dispatch.proof.witnessed', {
			names: checked.map(({ name }) => name).join(comma),
			time: when(newest),
		})
	if (shown.witnessed === null) return t('dispatch.proof.notWitnessed')
	const { names, size, at } = shown.witnessed
	return t('dispatch.proof.witnessedBefore', { names: names.join(comma), n: count(size), time: when(at) })
}
