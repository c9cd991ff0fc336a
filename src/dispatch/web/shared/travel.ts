import { span } from '#kernel/web/times.ts'
import type { Translate } from '#kernel/web/words.ts'

/** `2 min 10 s` / `2 分 10 秒`; an hour and more as any span. */
export function travelWords(seconds: number, t: Translate, language: 'en' | 'zh'): string {
	const whole = Math.round(seconds)
	if (whole < 60) return t('dispatch.seconds', { n: whole })
	if (whole >= 3600) return span(whole * 1000, language)
	return t('dispatch.minutes', { m: Math.floor(whole / 60), s: whole % 60 })
}

/** `640 m` / `1.9 km`. */
export function metresWords(metres: number, t: Translate): string {
	if (metres < 1000) return `${Math.round(metres)} ${t('web.map.metres')}`
	return `${(metres / 1000).toFixed(1)} ${t('web.map.kilometres')}`
}
