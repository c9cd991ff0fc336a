import { useState } from 'react'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type IncidentType, incidentType } from '../../contract/lists.ts'
import { type TypeTerm, useTerms } from '../shared/terms.ts'
import type { CallShown } from './CallForm.tsx'
import { Row } from './Row.tsx'

const usual: readonly IncidentType[] = ['fight', 'collision_injury', 'theft', 'noise', 'neighbour_dispute']

/** What kind: typed to find, or one of five by digit. */
export function TypeField({
	call,
	digits,
	onType,
}: {
	readonly call: CallShown
	/** Its digits act; not while the script above asks for one. */
	readonly digits: boolean
	readonly onType: (type: IncidentType) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	const [typed, setTyped] = useState<string | null>(null)
	const chosen = terms.types.find((each) => each.code === call.type)
	const offered = offer(terms.types, typed ?? '', call)
	const pick = (code: string | undefined) => {
		const type = incidentType.safeParse(code)
		if (!type.success) return
		setTyped(null)
		onType(type.data)
	}
	useKeys(Object.fromEntries(offered.map((each, at) => [String(at + 1), () => pick(each.code)])), { when: digits })
	return (
		<Row at={2} keys="F3" name="type" label={t('dispatch.intake.type')}>
			<div className="in">
				<input
					value={typed ?? chosen?.words[language] ?? ''}
					placeholder={t('dispatch.intake.type.hint')}
					aria-label={t('dispatch.intake.type')}
					onChange={(event) => setTyped(event.target.value)}
					onFocus={(event) => event.target.select()}
					onBlur={() => setTyped(null)}
					onKeyDown={(event) => {
						if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
						event.preventDefault()
						pick(offered[0]?.code)
					}}
				/>
				{chosen?.iccs !== null && chosen !== undefined && <span className="rule">ICCS {chosen.iccs}</span>}
			</div>
			<div className="chips type-chips">
				{offered.map((each, at) => (
					<button
						key={each.code}
						type="button"
						className="chip"
						aria-pressed={each.code === call.type}
						onPointerDown={(event) => event.preventDefault()}
						onClick={() => pick(each.code)}
					>
						{digits && <Kbd keys={String(at + 1)} />}
						{each.words[language]}
					</button>
				))}
			</div>
		</Row>
	)
}

/** Five to choose from: what fits the letters typed, else the type chosen, what the caller's words name, the usual ones. */
function offer(types: readonly TypeTerm[], typed: string, call: CallShown): readonly TypeTerm[] {
	const find = typed.trim().toLowerCase()
	if (find !== '')
		return types
			.filter(
				(each) =>
					each.words.en.toLowerCase().includes(find) || each.words.zh.includes(find) || each.code.includes(find),
			)
			.slice(0, 5)
	const said = call.said.map((line) => line.text.toLowerCase()).join(' ')
	const named = types.filter((each) => said.includes(each.words.en.toLowerCase()) || said.includes(each.words.zh))
	const order = [
		...types.filter((each) => each.code === call.type),
		...named,
		...usual.flatMap((code) => types.filter((each) => each.code === code)),
	]
	return [...new Set(order)].slice(0, 5)
}
