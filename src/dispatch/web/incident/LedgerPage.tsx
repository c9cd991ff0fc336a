import type { z } from 'zod'
import type { matterStory } from '#kernel/ledger/contract.ts'
import { EntryProof } from '#kernel/web/parts/EntryProof.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useNames } from '#kernel/web/names.ts'
import { useWords } from '#kernel/web/words.ts'

type Shown = z.output<(typeof matterStory)['output']>

/** "Unchanged since …, witnessed by …", then the proof of the entry chosen, checked in this browser; hashes are folded. */
export function LedgerPage({ shown, entry }: { readonly shown: Shown | undefined; readonly entry: number | null }) {
	const t = useWords()
	const names = useNames()
	const first = shown?.entries[0]
	const line = shown?.entries.find((each) => each.line.n === entry)
	return (
		<Pane
			title={t('dispatch.proof')}
			note={entry === null ? undefined : t('dispatch.proof.entry', { n: count(entry) })}
			className="proof-pane"
		>
			{shown === undefined || first === undefined ? (
				<p className="quiet">{t('dispatch.proof.none')}</p>
			) : (
				<p className="pad unchanged">
					<b>{t('dispatch.proof.unchanged', { time: when(first.line.at), count: shown.entries.length })}</b>{' '}
					{shown.witnessed === null
						? t('dispatch.proof.notWitnessed')
						: t('dispatch.proof.witnessed', {
								names: shown.witnessed.names.join(t('dispatch.list.comma')),
								time: when(shown.witnessed.at),
							})}
				</p>
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
