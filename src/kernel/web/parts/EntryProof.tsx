import '../screens/ledger.css'
import { useState } from 'react'
import { type Checked, saveText, useCheckedEntry } from '../ledger.ts'
import { ProblemError } from '../http.ts'
import { shortHash } from '../proof.ts'
import { count, when } from '../times.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { DataTable } from './DataTable.tsx'
import { Dialog } from './Dialog.tsx'
import { Icon } from './Icon.tsx'
import { Loading } from './Loading.tsx'
import { Note } from './Note.tsx'
import { Problem } from './Problem.tsx'
import { ProofTree } from './ProofTree.tsx'

/** Proof of one entry, fetched and verified in this browser: verdict, path, hashes, signers, receipt. */
export function EntryProof({
	n,
	keys = true,
}: {
	readonly n: number /** Bind `S` for the receipt. */
	readonly keys?: boolean
}) {
	const t = useWords()
	const query = useCheckedEntry(n)
	const [other, setOther] = useState(false)
	if (query.error instanceof ProblemError)
		return (
			<div className="pad">
				<Problem problem={query.error.problem} title={t('web.proof.none')} again={() => void query.refetch()} />
			</div>
		)
	if (query.data === undefined) return <Loading doing={t('web.proof.doing')} />
	const proof = query.data
	return (
		<div className="proof-box">
			<Verdict proof={proof} />
			<ProofTree proof={proof} />
			<dl className="facts">
				<dt>{t('web.proof.leaf')}</dt>
				<dd className="mono" title={proof.leafHash}>
					{shortHash(proof.leafHash)}
				</dd>
				<dt>{t('web.proof.root-at', { size: count(proof.size) })}</dt>
				<dd className="mono" title={proof.root}>
					{shortHash(proof.root)}
				</dd>
			</dl>
			<DataTable
				label={t('web.proof.signers')}
				rows={proof.signers}
				rowKey={(signer) => signer.name}
				columns={[
					{
						key: 'by',
						head: t('web.proof.signers'),
						cell: (signer) => (signer.own ? <b>{signer.name}</b> : t('web.proof.witness', { name: signer.name })),
					},
					{
						key: 'at',
						head: t('web.proof.at'),
						width: 110,
						cell: (signer) => (signer.at === null ? '–' : when(signer.at)),
					},
					{
						key: 'result',
						head: t('web.proof.result'),
						width: 84,
						right: true,
						cell: () => (
							<span className="good">
								<Icon name="tick" /> {t('web.proof.good')}
							</span>
						),
					},
				]}
			/>
			{proof.signers.length < 2 ? <p className="shown">{t('web.proof.no-witness')}</p> : null}
			<div className="pf">
				<Button keys="S" bind={keys} onPress={() => saveText(`seawall-${proof.n}.tlog-proof`, proof.receipt)}>
					{t('web.proof.save')}
				</Button>
				<Button onPress={() => setOther(true)}>{t('web.proof.other')}</Button>
				<span className="sp" />
				<span className="sm t3">{t('web.proof.without')}</span>
			</div>
			{other ? <OtherTool proof={proof} onClose={() => setOther(false)} /> : null}
		</div>
	)
}

function Verdict({ proof }: { readonly proof: Checked }) {
	const t = useWords()
	if (proof.fault === null)
		return (
			<p className="pad good" role="status">
				<Icon name="tick" /> {t('web.proof.checked', { ms: Math.max(1, Math.round(proof.took)) })}
			</p>
		)
	return (
		<div className="pad">
			<Note kind="bad" live title={t('web.proof.failed')}>
				{t(`web.proof.fault.${proof.fault}`)}
			</Note>
		</div>
	)
}

function OtherTool({ proof, onClose }: { readonly proof: Checked; readonly onClose: () => void }) {
	const t = useWords()
	return (
		<Dialog title={t('web.proof.other')} onClose={onClose} wide>
			<p>{t('web.proof.other.how')}</p>
			<p className="sm t3">{t('web.proof.other.key')}</p>
			<pre className="text">{proof.key}</pre>
			<p className="sm t3">{t('web.proof.other.hash')}</p>
			<pre className="text">{proof.leafHash}</pre>
			<p className="sm t3">{t('web.proof.other.receipt')}</p>
			<pre className="text">{proof.receipt}</pre>
		</Dialog>
	)
}
