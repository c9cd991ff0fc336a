import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../words.ts'
import type { DayShown, monthsOf } from './year.ts'

/**
 * One month of a calendar as a native table, each day as `children` draws it.
 * @param props.n the month, from 0
 */
export function Month(props: {
	readonly year: number
	readonly n: number
	readonly weeks: ReturnType<typeof monthsOf>[number]
	readonly children: (day: DayShown) => ReactNode
}) {
	const t = useWords()
	const language = useLanguage()
	const month = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' })
	return (
		<table>
			<caption>{month.format(new Date(Date.UTC(props.year, props.n, 1)))}</caption>
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
				{props.weeks.map((week, at) => (
					<tr key={at}>
						{week.map((day, place) => (
							<td key={day?.date ?? `empty ${place}`} className={day?.is}>
								{day === null ? null : props.children(day)}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	)
}
