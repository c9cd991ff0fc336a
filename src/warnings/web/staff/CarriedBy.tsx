import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { askView } from '#kernel/web/http.ts'
import { backInput, isBare, noBack, sendParts } from '#kernel/web/keyed-back.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet, type SheetLine } from '#kernel/web/parts/CopySheet.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { KeyedBack } from '#kernel/web/parts/KeyedBack.tsx'
import { PhotoShown } from '#kernel/web/parts/PhotoShown.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { carryMessage, listCarriedMessages, putCarriedPhoto, showCarriedPhoto } from '../../contract/carried.ts'
import type { WarningRow } from '../../contract/shapes.ts'
import { showMessage } from '../../contract/warning.ts'
import { areaWords } from './area.ts'

/** V68. Who took a warning that went out; the sheet for those on another network, and what came back from them. */
export function CarriedBy({ warning }: { readonly warning: WarningRow }) {
	const may = useMay()
	if (warning.messages.length === 0 || may?.has(carryMessage.name) !== true) return null
	return <Listed warning={warning} />
}

function Listed({ warning }: { readonly warning: WarningRow }) {
	const t = useWords()
	const list = useView(listCarriedMessages, { warning: warning.id }, { topics: ['warnings.warning.'] })
	const [carrying, setCarrying] = useState(false)
	const [open, setOpen] = useState<string | null>(null)
	// Another bureau issued it: it carries it.
	if (list.problem !== null) return null
	const rows = list.output?.rows ?? []
	const photo = rows.find((row) => row.id === open)?.photo ?? null
	return (
		<Section title={t('warnings.carried')} note={String(rows.length)}>
			<ul className="pad w-sent">
				{rows.map((row) => (
					<li key={row.id} className="row wrap">
						<b>{row.to}</b> <span>{row.reference ?? t('warnings.carried.photo')}</span>
						<span className="t2">{when(row.at)}</span>
						{row.photo?.whole === true && (
							<Button kind="bare" onPress={() => setOpen(row.id)}>
								{t('warnings.carried.open')}
							</Button>
						)}
						{row.photo?.whole === false && <span className="warn">{t('warnings.carried.coming')}</span>}
					</li>
				))}
			</ul>
			<div className="pad row">
				<Button keys="C" onPress={() => setCarrying(true)}>
					{t('warnings.carry')}
				</Button>
			</div>
			{carrying && <Carry warning={warning} onClose={() => setCarrying(false)} onDone={list.refresh} />}
			{photo === null ? null : (
				<PhotoShown
					title={t('warnings.carried.photo')}
					sha256={photo.sha256}
					kind={photo.kind}
					parts={photo.parts}
					read={async (part) =>
						(await askView(showCarriedPhoto, { warning: warning.id, sha256: photo.sha256, part })).output.base64
					}
					onClose={() => setOpen(null)}
				/>
			)}
		</Section>
	)
}

type CarryProps = { readonly warning: WarningRow; readonly onClose: () => void; readonly onDone: () => void }

function Carry({ warning, onClose, onDone }: CarryProps) {
	const t = useWords()
	const act = useAct(carryMessage)
	const put = useAct(putCarriedPhoto)
	const [to, setTo] = useState('')
	const [back, setBack] = useState(noBack)
	const lines = useSheet(warning)
	const missing = to.trim() === '' || isBare(back) ? t('warnings.carry.first') : undefined
	const send = async (): Promise<void> => {
		const input = await backInput(back)
		const key = { warning: warning.id }
		if ((await act.perform({ ...key, to: to.trim(), ...input })) === null) return
		const { photo } = input
		if (photo !== undefined && back.photo !== null)
			await sendParts(back.photo, (part, base64) => put.perform({ ...key, sha256: photo.sha256, part, base64 }))
		onDone()
		onClose()
	}
	return (
		<Dialog
			wide
			title={t('warnings.carry')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy || put.busy} notYet={missing} onPress={() => void send()}>
					{t('warnings.carry.do')}
				</Button>
			}
		>
			<CopySheet lines={lines} />
			<Field label={t('warnings.carry.to')} value={to} onChange={setTo} maxLength={80} required />
			<KeyedBack back={back} onBack={setBack} label={t('warnings.carry.reference')} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('warnings.not-done')} />}
		</Dialog>
	)
}

/** The newest message line by line, and whole as CAP. */
function useSheet(warning: WarningRow): readonly SheetLine[] {
	const t = useWords()
	const identifier = warning.messages.at(-1)?.identifier ?? ''
	const message = useView(showMessage, { identifier }, { enabled: identifier !== '' })
	const parts = ['headline', 'description', 'instruction', 'area'] as const
	const words = (['zh', 'en'] as const).flatMap((language) =>
		parts.map((part) => ({
			key: `${part} ${language}`,
			label: `${t(`warnings.part.${part}`)} · ${t(`warnings.words.${language}`)}`,
			text: warning[language][part],
		})),
	)
	const xml = message.output?.xml
	return [
		{ key: 'number', label: t('warnings.carry.number'), text: identifier },
		{ key: 'until', label: t('warnings.until'), text: when(warning.until) },
		...words,
		{ key: 'ground', label: t('warnings.area'), text: areaWords(warning.area) },
		...(xml === undefined ? [] : [{ key: 'cap', label: t('warnings.carry.cap'), text: xml }]),
	]
}
