import { useNow } from '#kernel/web/clock.ts'
import { span } from '#kernel/web/times.ts'
import { useLanguage } from '#kernel/web/words.ts'

/** How long ago, once a second. */
export function Since({ at }: { readonly at: string }) {
	const now = useNow()
	const language = useLanguage()
	return <b className="num">{span(Math.max(0, now - Date.parse(at)), language)}</b>
}
