import { type HeldPostShape, whoCould } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { RuleText } from '../../parts/RuleText.tsx'
import { RuleTag } from '../../parts/RuleTag.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'

/** P24. The posts held today that could do an act, of one row or in general, nearest agency first. */
export function Could({ act, id }: { readonly act: string; readonly id?: string | undefined }) {
	const t = useWords()
	const view = useView(whoCould, { act, ...(id === undefined ? {} : { id }) })
	return (
		<Show view={view} title={t('web.why.failed')}>
			{({ posts, rules, more, assumed }) => (
				<>
					<Section title={t('web.powers.could')} note={posts.length} />
					{posts.length === 0 ? <p className="pad t2">{t('web.powers.could.nobody')}</p> : null}
					<ul>
						{posts.map((each) => (
							<li key={`${each.post} ${each.agency.id}`} className="could held">
								<Held held={each} />
								<span className="row">
									{each.rules.slice(0, 2).map((rule) => (
										<RuleTag key={rule} id={rule} />
									))}
								</span>
							</li>
						))}
					</ul>
					{more ? <p className="shown">{t('web.powers.could.more')}</p> : null}
					{rules.length === 0 ? null : (
						<>
							<Section title={t('web.why.grants')} note={rules.length} />
							<div className="pad col tight">
								{rules.map((rule) => (
									<RuleText key={rule.id} rule={rule} folded />
								))}
							</div>
						</>
					)}
					{assumed.length === 0 ? null : (
						<p className="shown">{t('web.why.assumed', { facts: assumed.join(t('web.list.comma')) })}</p>
					)}
				</>
			)}
		</Show>
	)
}

/** A kind of post, where, and how many hold it. */
export function Held({ held }: { readonly held: HeldPostShape }) {
	const t = useWords()
	const say = useSay()
	return (
		<span>
			<b>{t(`web.post.${held.post}`)}</b> <span className="t2">{say(held.agency)}</span>{' '}
			<span className="t3">{t('web.powers.holders', { n: String(held.holders) })}</span>
		</span>
	)
}
