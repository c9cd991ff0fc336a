import type { CalendarBody } from './bodies.ts'
import type { BodyFault } from './faults.ts'

/** What stands in the way of a calendar. Pure, and the same in the browser as on the server. */

type Hours = CalendarBody['makeUp']
const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const fault = (at: string, en: string, zh: string): BodyFault => ({ rule: 'C2', at, en, zh })

/** C2. Every fault of a calendar but its zone; empty when it can be counted by. */
export function calendarFaults(body: CalendarBody): readonly BodyFault[] {
	const faults = body.week.flatMap((hours, n) =>
		hoursFaults(hours, `week.${n}`, { en: `day ${n + 1} of the week`, zh: `星期${weekdays[n] ?? ''}` }),
	)
	faults.push(...hoursFaults(body.makeUp, 'makeUp', { en: 'a make-up day', zh: '调休上班日' }))
	if (body.week.every((hours) => hours.length === 0))
		faults.push(fault('week.0', 'a calendar without working time counts nothing', '没有工作时间的日历无法计时'))
	const seen = new Set<string>()
	for (const one of body.days) {
		const at = `days ${one.date}`
		if (!isDate(one.date)) faults.push(fault(at, `${one.date} is no date`, `${one.date} 不是日期`))
		else if (seen.has(one.date)) faults.push(fault(at, `${one.date} stands twice`, `${one.date} 出现两次`))
		else faults.push(...dayFaults(one, body.makeUp, at))
		seen.add(one.date)
	}
	if (new Set(body.years).size < body.years.length) faults.push(fault('years', 'a year stands twice', '年份出现两次'))
	return faults
}

/** C2. A zone nobody knows, by the time zone data of this runtime; null when it is known. */
export function zoneFault(zone: string): BodyFault | null {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone })
		return null
	} catch {
		return noZone(zone)
	}
}

export function noZone(zone: string): BodyFault {
	return fault('zone', `there is no time zone ${zone}`, `没有时区 ${zone}`)
}

function dayFaults(one: CalendarBody['days'][number], makeUp: Hours, at: string): readonly BodyFault[] {
	if (one.is === 'holiday')
		return one.hours === undefined
			? []
			: [fault(at, `${one.date} is a holiday and has hours`, `${one.date} 是休假日，却有上班时间`)]
	const faults = one.hours === undefined ? [] : [...hoursFaults(one.hours, at, { en: one.date, zh: one.date })]
	if ((one.hours ?? makeUp).length === 0)
		faults.push(fault(at, `${one.date} is a working day without hours`, `${one.date} 是上班日，却没有上班时间`))
	return faults
}

function hoursFaults(hours: Hours, at: string, where: { readonly en: string; readonly zh: string }): BodyFault[] {
	const faults: BodyFault[] = []
	let before = 0
	for (const [from, until] of hours) {
		const [begin, end] = [minuteOf(from), minuteOf(until)]
		if (begin >= end)
			faults.push(
				fault(at, `${where.en}: ${from} to ${until} runs backwards`, `${where.zh}：${from} 至 ${until} 起止颠倒`),
			)
		if (begin < before)
			faults.push(
				fault(
					at,
					`${where.en}: ${from} begins before the stretch before it ends`,
					`${where.zh}：${from} 早于前一段结束`,
				),
			)
		before = end
	}
	return faults
}

/** `09:30` in minutes since midnight. */
export function minuteOf(clock: string): number {
	return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

function isDate(text: string): boolean {
	const at = new Date(`${text}T00:00:00Z`)
	return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}
