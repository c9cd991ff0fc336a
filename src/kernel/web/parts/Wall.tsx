import { useWords } from '../words.ts'

/** The newest courses of the wall: `laid` bricks growing darker to the newest, dashed ones still waiting. */
export function Wall({ laid = 6, waiting = 0 }: { readonly laid?: number; readonly waiting?: number }) {
	const tone = (at: number): string => (at >= laid - 2 ? 'b' : at >= laid - 4 ? 'a' : '')
	return (
		<span className="wall" aria-hidden="true">
			{Array.from({ length: laid }, (_, at) => (
				// biome-ignore lint: bricks have no identity
				<i key={`l${at}`} className={tone(at)} />
			))}
			{Array.from({ length: Math.min(waiting, 6) }, (_, at) => (
				<i key={`w${at}`} className="n" />
			))}
		</span>
	)
}

export type BrickKind = 'entered' | 'plain' | 'waiting' | 'refused' | 'overdue'

const tones: Readonly<Record<BrickKind, string>> = {
	entered: '',
	plain: ' k',
	waiting: ' q',
	refused: ' r',
	overdue: ' b',
}

/** One brick; its kind is read out. `said: false` when the words beside it say so. */
export function Brick({ kind, said = true }: { readonly kind: BrickKind; readonly said?: boolean }) {
	const t = useWords()
	return (
		<i
			className={`brick${tones[kind]}`}
			role={said ? 'img' : undefined}
			aria-label={said ? t(`web.brick.${kind}`) : undefined}
			aria-hidden={said ? undefined : true}
		/>
	)
}
