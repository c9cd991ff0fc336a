import { useState } from 'react'

/** W83. A hook over what is written and not proposed, by key: it stands there again while the page is open. */
export function keeper<Draft>(): (key: string, begin: () => Draft) => readonly [Draft, (draft: Draft | null) => void] {
	const kept = new Map<string, Draft>()
	return function useKept(key, begin) {
		const [draft, setDraft] = useState<Draft>(() => kept.get(key) ?? begin())
		const keep = (next: Draft | null): void => {
			if (next === null) kept.delete(key)
			else kept.set(key, next)
			setDraft(next ?? begin())
		}
		return [draft, keep]
	}
}
