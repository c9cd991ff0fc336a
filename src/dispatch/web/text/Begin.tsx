import { useState } from 'react'
import { Field } from '#kernel/web/parts/Field.tsx'
import type { CallerPhrase } from '../../contract/text.ts'
import { type Located, Place } from './Place.tsx'
import { useTongue } from './tongue.ts'
import type { Written } from './useWritten.ts'

/** What is happening, where, and whether ringing is safe: one press of one sentence is enough. */
export function Begin({ written, phrases }: { readonly written: Written; readonly phrases: readonly CallerPhrase[] }) {
	const { t, language } = useTongue()
	const [pressed, setPressed] = useState<readonly string[]>([])
	const [text, setText] = useState('')
	const [where, setWhere] = useState('')
	const [located, setLocated] = useState<Located | null>(null)
	const [safe, setSafe] = useState(false)
	const [number, setNumber] = useState('')
	const [empty, setEmpty] = useState(false)
	const { begun } = written.kept
	const send = () => {
		const words = text.trim()
		if (pressed.length === 0 && words === '') return setEmpty(true)
		setEmpty(false)
		written.begin({
			language,
			phrases: [...pressed],
			...(words === '' ? {} : { text: words }),
			...(where.trim() === '' ? {} : { where: where.trim() }),
			...(located === null ? {} : { located }),
			safeToCall: safe,
			...(safe && number.trim() !== '' ? { number: number.replaceAll(/[\s()-]/g, '') } : {}),
		})
	}
	const turn = (code: string) =>
		setPressed((was) => (was.includes(code) ? was.filter((one) => one !== code) : [...was, code].slice(-8)))
	return (
		<>
			<h1>{t('dispatch.write.press')}</h1>
			<div className="write-tiles" role="group" aria-label={t('dispatch.write.press')}>
				{phrases
					.filter((each) => !each.answers)
					.map((each) => (
						<button
							key={each.code}
							type="button"
							className="write-tile"
							aria-pressed={pressed.includes(each.code)}
							onClick={() => turn(each.code)}
						>
							{each.words[language]}
						</button>
					))}
			</div>
			<Field label={t('dispatch.write.what')} value={text} onChange={setText} lines={3} maxLength={500} />
			<Field
				label={t('dispatch.write.where')}
				hint={t('dispatch.write.where.hint')}
				value={where}
				onChange={setWhere}
				maxLength={160}
			/>
			<Place located={located} onLocated={setLocated} />
			<fieldset className="write-back">
				<legend>{t('dispatch.write.back')}</legend>
				<div className="write-tiles">
					{([false, true] as const).map((yes) => (
						<label key={String(yes)} className="write-tile">
							<input type="radio" name="back" checked={safe === yes} onChange={() => setSafe(yes)} />
							{t(yes ? 'dispatch.write.back.yes' : 'dispatch.write.back.no')}
						</label>
					))}
				</div>
				{safe && (
					<Field
						label={t('dispatch.write.number')}
						value={number}
						onChange={setNumber}
						type="tel"
						inputMode="tel"
						maxLength={20}
					/>
				)}
			</fieldset>
			<HaveCode written={written} />
			<div className="write-send">
				{empty && <p role="alert">{t('dispatch.write.nothing')}</p>}
				{begun !== null && (
					<p role="status" className={begun.refused === null ? 'write-waits' : 'write-refused'}>
						{begun.refused ?? t('dispatch.write.waits')}
					</p>
				)}
				<button type="button" className="write-go" aria-busy={begun !== null && begun.refused === null} onClick={send}>
					{t('dispatch.write.send')}
				</button>
			</div>
		</>
	)
}

/** For whoever was given a code, or comes back with one. */
function HaveCode({ written }: { readonly written: Written }) {
	const { t } = useTongue()
	const [code, setCode] = useState('')
	const open = () => {
		if (code.trim() !== '') written.open(code.trim())
	}
	return (
		<details className="write-code" open={written.wrong || undefined}>
			<summary>{t('dispatch.write.haveCode')}</summary>
			<Field
				label={t('dispatch.write.code')}
				value={code}
				onChange={setCode}
				maxLength={20}
				onEnter={open}
				placeholder="4K7P-92MX-TQ"
				wrong={written.wrong ? t('dispatch.write.code.none') : null}
			/>
			<button type="button" className="write-tile" onClick={open}>
				{t('dispatch.write.open')}
			</button>
		</details>
	)
}
