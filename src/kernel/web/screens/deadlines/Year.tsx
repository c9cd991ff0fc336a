import type { CalendarBody } from '../../../deadlines/contract/bodies.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { type DayShown, monthsOf } from './year.ts'

/** Twelve months as native tables. A holiday and a make-up day differ by mark, not by colour alone. */
export function Year({ body, year }: { readonly body: CalendarBody; readonly year: number }) {
	const t = useWords()
	const language = useLanguage()
	const month = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' })
	return (
		<>
			<div className="year">
				{monthsOf(body, year).map((weeks, n) => (
					<table key={n}>
						<caption>{month.format(new Date(Date.UTC(year, n, 1)))}</caption>
						<thead>
							<tr>
								{[0, 1, 2, 3, 4, 5, 6].map((weekday) => (
									<th key={weekday} scope="col" abbr={t(`deadlines.weekday.${weekday}`)}>
										{t(`deadlines.weekday.short.${weekday}`)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{weeks.map((week, at) => (
								<tr key={at}>
									{week.map((day, place) => (
										<td key={day?.date ?? `empty ${place}`} className={day?.is}>
											{day === null ? null : <Day day={day} />}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
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
