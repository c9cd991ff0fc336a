import { useEffect, useState } from 'react'

/** What was written, once the hand has rested for a moment; undefined stays undefined. */
export function useRested<Value>(value: Value): Value {
	const [rested, setRested] = useState(value)
	const text = JSON.stringify(value)
	useEffect(() => {
		const timer = setTimeout(() => setRested(value), 500)
		return () => clearTimeout(timer)
	}, [text])
	return rested
}
