import { Link } from 'wouter'
import { useOpening } from '../opening.ts'

/** A matter by the end of its id; it opens on the screen of its kind, where I have one. */
export function MatterLink({ kind, id }: { readonly kind: string; readonly id: string }) {
	const type = kind.replaceAll(/(^|[-_])(\w)/g, (_all, _sign, letter: string) => letter.toUpperCase())
	const opening = useOpening(type)
	const short = id.slice(-12)
	if (opening === null) return <span className="mono">{short}</span>
	return (
		<Link href={opening(id)} className="mono">
			{short}
		</Link>
	)
}
