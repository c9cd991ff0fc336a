import { useState } from 'react'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { Facts } from '../../contract/lists.ts'
import './how-many.css'

const counted = ['dead', 'injured', 'endangered'] as const
const most = 9999

type ManyProps = {
	readonly facts: Facts
	readonly onFacts: (facts: Partial<Facts>) => void
}

/** D205. How many are dead, injured and in danger, and whether a hostage is held: what decides who is told above. */
export function HowMany({ facts, onFacts }: ManyProps) {
	const t = useWords()
	return (
		<div className="how-many">
			{counted.map((name) => (
				<Count
					key={`${name} ${facts[name] ?? ''}`}
					label={t(`dispatch.many.${name}`)}
					value={facts[name]}
					onValue={(value) => onFacts({ [name]: value })}
				/>
			))}
			<span className="many-hostage">
				<span aria-hidden="true">{t('dispatch.many.hostage')}</span>
				<Chips
					label={t('dispatch.many.hostage')}
					value={facts.hostage ?? ''}
					onChange={(hostage) => hostage !== '' && onFacts({ hostage })}
					chips={(['yes', 'no'] as const).map((value) => ({ value, label: t(`dispatch.many.${value}`) }))}
				/>
			</span>
		</div>
	)
}

type CountProps = {
	readonly label: string
	readonly value: number | undefined
	readonly onValue: (value: number) => void
}

/** One number, saved when the field is left or with Enter. */
function Count({ label, value, onValue }: CountProps) {
	const [text, setText] = useState(value === undefined ? '' : String(value))
	const save = () => {
		const n = text.trim() === '' ? Number.NaN : Number(text)
		if (!Number.isInteger(n) || n < 0 || n > most) setText(value === undefined ? '' : String(value))
		else if (n !== value) onValue(n)
	}
	return (
		<label className="many-count">
			<span>{label}</span>
			<input
				className="in"
				inputMode="numeric"
				autoComplete="off"
				maxLength={4}
				value={text}
				onChange={(event) => setText(event.target.value.replaceAll(/\D/g, ''))}
				onBlur={save}
				onKeyDown={(event) => {
					if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
					event.preventDefault()
					save()
				}}
			/>
		</label>
	)
}
