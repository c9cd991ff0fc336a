import { useEffect, useState } from 'react'
import { useWords } from '../words.ts'

/** Nothing for 300 ms, then still bars; after 3 s what is being done. */
export function Loading({
	doing,
	rows = 3,
	now = false,
}: {
	readonly doing?: string
	readonly rows?: number /** Draw at once (page of parts). */
	readonly now?: boolean
}) {
	const t = useWords()
	const [age, setAge] = useState(now ? 2 : 0)
	useEffect(() => {
		if (now) return
		const soon = setTimeout(() => setAge(1), 300)
		const late = setTimeout(() => setAge(2), 3000)
		return () => {
			clearTimeout(soon)
			clearTimeout(late)
		}
	}, [now])
	if (age === 0) return <div aria-busy="true" />
	return (
		<div className="loading" role="status" aria-busy="true">
			{Array.from({ length: rows * 2 }, (_, at) => (
				<i key={String(at)} aria-hidden="true" />
			))}
			{age < 2 ? <span className="hid">{t('web.loading')}</span> : <p className="sm t3">{doing ?? t('web.loading')}</p>}
		</div>
	)
}
