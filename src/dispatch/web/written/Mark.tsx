import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { CallRow } from '../../contract/shapes.ts'

/** DS134. How a call is spoken: written, and why; nothing for a plain voice call. */
export function useMark(): (call: Pick<CallRow, 'channel' | 'unspoken'>) => string | null {
	const t = useWords()
	return ({ channel, unspoken }) => {
		const why = unspoken === null ? null : t(`dispatch.mark.${unspoken}`)
		if (channel === 'voice') return why
		return why === null ? t('dispatch.mark.written') : t('dispatch.mark.writtenAs', { why })
	}
}

/** A line the caller wrote that nobody answered in time. */
export const isUnanswered = (call: Pick<CallRow, 'answerDueAt'>, now: number): boolean =>
	call.answerDueAt !== null && Date.parse(call.answerDueAt) < now

/** The mark as a tag. */
export function Mark({ call }: { readonly call: Pick<CallRow, 'channel' | 'unspoken'> }) {
	const mark = useMark()(call)
	if (mark === null) return null
	return (
		<span className="tag warn">
			<Icon name="file" />
			{mark}
		</span>
	)
}
