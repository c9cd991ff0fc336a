import { useCallback, useEffect } from 'react'

/** W48, W83. Closing the tab with something unsaved asks first. */
export function useLeaving(dirty: boolean): void {
	const ask = useCallback((event: BeforeUnloadEvent) => event.preventDefault(), [])
	useEffect(() => {
		if (!dirty) return
		addEventListener('beforeunload', ask)
		return () => removeEventListener('beforeunload', ask)
	}, [dirty, ask])
}
