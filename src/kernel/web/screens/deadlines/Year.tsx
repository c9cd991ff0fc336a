import type { CalendarBody } from '../../../deadlines/contract/bodies.ts'
import { useSay, useWords } from '../../words.ts'
import { Month } from './Month.tsx'
import { type DayShown, monthsOf } from './year.ts'

/** Twelve months as native tables. A holiday and a make-up day differ by mark, not by colour alone. */
export function Year({ body, year }: { readonly body: CalendarBody; readonly year: number }) {
	const t = useWords()
	return (
		<>
			<div className="year">
				{monthsOf(body, year).map((weeks, n) => (
					<Month key={n} {...{ year, n, weeks }}>
						{(day) => <Day day={day} />}
					</Month>
				))}
			</div>
			<p className="year-key sm t2">
				<span className="k holiday">1</span> {t('deadlines.day.holiday')}
				<span className="k working">1</span> {t('deadlines.day.working')}
				<span className="k rest">1</span> {t('deadlines.day.rest')}
			</p>
		</>
	)
}

function Day({ day }: { readonly day: DayShown }) {
	const t = useWords()
	const say = useSay()
	if (day.name === null) return <>{day.number}</>
	return (
		<span title={say(day.name)}>
			{day.number}
			<span className="hid">
				{' '}
				{t(`deadlines.day.${day.is}`)}: {say(day.name)}
			</span>
		</span>
	)
}
