import type { HeldPostShape } from '../../../powers/contract.ts'
import { Section } from '../../parts/Section.tsx'
import { useWords } from '../../words.ts'
import { Held } from './Could.tsx'

/** P22. Who leads the agencies above, and those right below. */
export function Line({
	above,
	below,
}: {
	readonly above: readonly HeldPostShape[]
	readonly below: readonly HeldPostShape[]
}) {
	const t = useWords()
	return (
		<>
			<Section title={t('web.powers.above')} note={above.length} />
			<Posts posts={above} none={t('web.powers.above.none')} />
			<Section title={t('web.powers.below')} note={below.length} />
			<Posts posts={below} none={t('web.powers.below.none')} />
		</>
	)
}

function Posts({ posts, none }: { readonly posts: readonly HeldPostShape[]; readonly none: string }) {
	if (posts.length === 0) return <p className="pad t2">{none}</p>
	return (
		<ul>
			{posts.map((each) => (
				<li key={`${each.post} ${each.agency.id}`} className="could held">
					<Held held={each} />
				</li>
			))}
		</ul>
	)
}
