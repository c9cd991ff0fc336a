import { keyWord } from '../keyword.ts'

/** A key as a cap. Decoration beside the name of the act; the chord is announced through `aria-keyshortcuts`. */
export function Kbd({ keys }: { readonly keys: string }) {
	return <kbd aria-hidden="true">{keyWord(keys)}</kbd>
}
