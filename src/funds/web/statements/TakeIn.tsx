import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { fileHash } from '#kernel/web/file-hash.ts'
import { sendParts } from '#kernel/web/keyed-back.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type DocumentKind, fileBytes, partBytes } from '#kernel/files/contract.ts'
import { listBanks } from '../../contract/bank.ts'
import type { BankSetting } from '../../contract/bank-setting.ts'
import { listReports } from '../../contract/report.ts'
import { listRequests } from '../../contract/request.ts'
import { announceStatement, importStatement, listSettings, putStatement } from '../../contract/statement.ts'
import { blankSetting, SettingFields } from './SettingFields.tsx'

type Stage = { readonly is: 'idle' | 'hash' | 'send' | 'read'; readonly share: number }

/** F170, F176. A file for a report, with why, until when, and how its bank writes. */
export function TakeIn(props: { readonly onClose: () => void; readonly onDone: (statement: string) => void }) {
	const t = useWords()
	const language = useLanguage()
	const reports = useView(listReports, { section: 'running' })
	const banks = useView(listBanks, {})
	const settings = useView(listSettings, {})
	const [report, setReport] = useState('')
	const [bank, setBank] = useState('')
	const [request, setRequest] = useState('')
	const [days, setDays] = useState('90')
	const [reason, setReason] = useState('')
	const [file, setFile] = useState<File | null>(null)
	const [own, setOwn] = useState<BankSetting | null>(null)
	const [remember, setRemember] = useState(false)
	const remembered = settings.output?.rows.find((row) => row.bank === bank)?.setting
	const setting = own ?? remembered ?? blankSetting
	const waiting = useView(listRequests, { report, state: 'sent' }, { enabled: report !== '' })
	const taking = useTaking(props.onDone)
	const missing = missingOf(t, { report, bank, reason, file, days })
	const send = async (): Promise<void> => {
		if (file === null) return
		const done = await taking.run(
			file,
			{
				report,
				bank,
				untilAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
				setting,
				...(remember ? { remember } : {}),
				...(request === '' ? {} : { request }),
			},
			{ matter: report, reason: reason.trim() },
		)
		if (done) props.onClose()
	}
	return (
		<Dialog
			wide
			title={t('funds.statement.take')}
			onClose={props.onClose}
			acts={
				<Button kind="go" main busy={taking.stage.is !== 'idle'} notYet={missing} onPress={() => void send()}>
					{t('funds.statement.take.do')}
				</Button>
			}
		>
			<div className="fs-two">
				<Select
					label={t('funds.statement.report')}
					value={report}
					prompt={t('funds.choose')}
					onChange={setReport}
					required
					choices={(reports.output?.rows ?? []).map((row) => ({ value: row.id, label: row.number }))}
				/>
				<Select
					label={t('funds.statement.bank')}
					value={bank}
					prompt={t('funds.choose')}
					onChange={setBank}
					required
					choices={(banks.output?.rows ?? []).map((one) => ({ value: one.code, label: one[language] }))}
				/>
				<Field label={t('funds.statement.days')} value={days} onChange={setDays} maxLength={3} required />
				<Select
					label={t('funds.statement.request')}
					value={request}
					onChange={setRequest}
					choices={[
						{ value: '', label: t('funds.request.no') },
						...(waiting.output?.rows ?? []).map((row) => ({ value: row.id, label: row.number })),
					]}
				/>
			</div>
			<Field label={t('funds.statement.why')} value={reason} onChange={setReason} maxLength={300} required />
			<label className="col">
				{t('funds.statement.file')}
				<input
					type="file"
					accept=".xml,.sta,.txt,.940,.csv,.tsv,.xlsx"
					onChange={(event) => setFile(event.target.files?.[0] ?? null)}
				/>
			</label>
			<SettingFields setting={setting} onChange={setOwn} />
			<Check on={remember} onChange={setRemember}>
				{t('funds.setting.remember')}
			</Check>
			<Progress stage={taking.stage} />
			{taking.problem === null ? null : <Problem problem={taking.problem} title={t('funds.statements.not-done')} />}
		</Dialog>
	)
}

function Progress({ stage }: { readonly stage: Stage }) {
	const t = useWords()
	if (stage.is === 'idle') return null
	return (
		<label className="col" aria-live="polite">
			{t(`funds.statement.stage.${stage.is}`)}
			<progress className="fs-progress" max={1} {...(stage.is === 'read' ? {} : { value: stage.share })} />
		</label>
	)
}

type Asked = Omit<
	Parameters<ReturnType<typeof useAct<typeof announceStatement.input, typeof announceStatement.output>>['perform']>[0],
	'sha256' | 'bytes' | 'kind'
>

/** Hash, announce, the parts that are missing, then read. Stopped anywhere it goes on where it was. */
function useTaking(onDone: (statement: string) => void) {
	const announce = useAct(announceStatement)
	const put = useAct(putStatement)
	const read = useAct(importStatement)
	const [stage, setStage] = useState<Stage>({ is: 'idle', share: 0 })
	const run = async (file: File, asked: Asked, purpose: { readonly matter: string; readonly reason: string }) => {
		setStage({ is: 'hash', share: 0 })
		const sha256 = await fileHash(file, (share) => setStage({ is: 'hash', share }))
		const kind = await kindOf(file)
		const begun = await announce.perform({ ...asked, sha256, bytes: file.size, kind }, purpose)
		let done = null
		if (begun !== null) {
			const { statement, missing, version } = begun.output
			const sent =
				missing.length === 0 ||
				(await sendParts(file, (part, base64) => {
					setStage({ is: 'send', share: (part * partBytes) / file.size })
					return missing.includes(part) ? put.perform({ statement, sha256, part, base64 }) : Promise.resolve(true)
				}))
			if (sent) {
				setStage({ is: 'read', share: 1 })
				done = await read.perform({ statement, version }, purpose)
			}
		}
		setStage({ is: 'idle', share: 0 })
		if (done !== null) onDone(done.output.statement)
		return done !== null
	}
	return { stage, run, problem: announce.problem ?? put.problem ?? read.problem }
}

/** What its first bytes say, as the server reads them. */
async function kindOf(file: File): Promise<DocumentKind> {
	const head = new Uint8Array(await file.slice(0, 64).arrayBuffer())
	const text = String.fromCharCode(...head)
		.replaceAll('\u0000', '')
		.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
	if (text.startsWith('PK\u0003\u0004')) return 'application/zip'
	return /^\s*</.test(text) ? 'application/xml' : 'text/plain'
}

function missingOf(
	t: (key: string) => string,
	given: {
		readonly report: string
		readonly bank: string
		readonly reason: string
		readonly file: File | null
		readonly days: string
	},
): string | undefined {
	if (given.report === '') return t('funds.missing.report')
	if (given.bank === '') return t('funds.missing.bank')
	if (!/^\d{1,3}$/.test(given.days) || Number(given.days) < 1 || Number(given.days) > 180)
		return t('funds.missing.days')
	if (given.reason.trim() === '') return t('funds.missing.why')
	if (given.file === null) return t('funds.missing.file')
	return given.file.size > fileBytes ? t('funds.missing.large') : undefined
}
