import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { CalendarBody } from '../../../../deadlines/contract/bodies.ts'
import type { Language } from '../../../times.ts'
import { Button } from '../../../parts/Button.tsx'
import { useWide } from '../../../parts/Columns.tsx'
import { useLanguage, useSay, useWords } from '../../../words.ts'
import { Month } from '../Month.tsx'
import { type DayShown, monthsOf } from '../year.ts'
import { dateBy, monthBy } from './calendar-draft.ts'

type Props = {
	readonly body: CalendarBody
	readonly year: number
	readonly chosen: string
	readonly onChoose: (date: string) => void
	/** Shift with an arrow: the next day becomes as the chosen one is. */
	readonly onCarry: (from: string, to: string) => void
	/** The chosen day pressed again. */
	readonly onNext: (date: string) => void
}

/**
 * W81. Twelve months whose days are chosen and marked; one stop of the Tab key, arrows and Page keys inside. Where there is
 * room for one column only the month of the chosen day stands.
 */
export function GridYear(props: Props) {
	const t = useWords()
	const box = useRef<HTMLDivElement>(null)
	const moved = useRef(false)
	const narrow = useWide() === 'one'
	const { body, year, chosen } = props
	const stop = chosen.startsWith(`${year}-`) ? chosen : `${year}-01-01`
	useEffect(() => {
		const day = box.current?.querySelector<HTMLElement>(`[data-date="${chosen}"]`)
		if (moved.current) day?.focus({ preventScroll: true })
		moved.current = false
		// What is said above grows and shrinks: the chosen day stays in sight, but on a phone nothing moves under a field.
		if (!narrow || day === document.activeElement) day?.scrollIntoView({ block: 'nearest' })
	}, [chosen, body, narrow])
	const months = monthsOf(body, year).map((weeks, n) => ({ weeks, n }))
	const onKey = (event: KeyboardEvent): void => {
		const to = stepTo(event.key, stop)
		if (to === null || event.altKey || event.ctrlKey || event.metaKey) return
		event.preventDefault()
		moved.current = true
		if (event.shiftKey) props.onCarry(stop, to)
		props.onChoose(to)
	}
	return (
		<div className="year write-year" ref={box} onKeyDown={onKey}>
			{narrow ? (
				<div className="row wrap">
					<Button onPress={() => props.onChoose(monthBy(stop, -1))}>{t('deadlines.write.month-before')}</Button>
					<Button onPress={() => props.onChoose(monthBy(stop, 1))}>{t('deadlines.write.month-after')}</Button>
				</div>
			) : null}
			{(narrow ? months.slice(Number(stop.slice(5, 7)) - 1).slice(0, 1) : months).map(({ weeks, n }) => (
				<Month key={n} {...{ year, n, weeks }}>
					{(day) => <Day {...props} day={day} stop={stop} />}
				</Month>
			))}
		</div>
	)
}

function Day({ day, stop, ...props }: Props & { readonly day: DayShown; readonly stop: string }) {
	const t = useWords()
	const language = useLanguage()
	const say = useSay()
	const called = day.name === null ? '' : say(day.name)
	const is = [t(`deadlines.day.${day.is}`), called].filter((part) => part !== '').join(t('deadlines.colon'))
	const chosen = day.date === props.chosen
	return (
		<button
			type="button"
			data-date={day.date}
			tabIndex={day.date === stop ? 0 : -1}
			aria-pressed={chosen}
			aria-label={`${dateWords(day.date, language)}, ${is}`}
			title={called === '' ? undefined : called}
			onClick={() => (chosen ? props.onNext(day.date) : props.onChoose(day.date))}
		>
			{day.number}
		</button>
	)
}

const full = {
	en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }),
	zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'full', timeZone: 'UTC' }),
}

/** `Sunday, 4 January 2026`: it holds the number that is seen. */
function dateWords(date: string, language: Language): string {
	return full[language].format(Date.parse(date))
}

/** Where a key leads from a day; null when it leads nowhere. */
function stepTo(key: string, date: string): string | null {
	if (key === 'ArrowLeft') return dateBy(date, -1)
	if (key === 'ArrowRight') return dateBy(date, 1)
	if (key === 'ArrowUp') return dateBy(date, -7)
	if (key === 'ArrowDown') return dateBy(date, 7)
	if (key === 'PageUp') return monthBy(date, -1)
	if (key === 'PageDown') return monthBy(date, 1)
	return null
}
