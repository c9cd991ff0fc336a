import type { z } from 'zod'
import { explainAct } from '../../powers/contract.ts'
import { useView } from '../client.ts'
import { useWords } from '../words.ts'
import { Icon } from './Icon.tsx'
import { RuleText } from './RuleText.tsx'
import { Section } from './Section.tsx'
import { Show } from './Show.tsx'

type Explanation = z.output<typeof explainAct.output>

/** Why I may or may not do an act, on a row or in general: the rules in words, what would change it, which posts could. */
export function Explained({ act, id }: { readonly act: string; readonly id?: string | undefined }) {
	const t = useWords()
	const view = useView(explainAct, { act, ...(id === undefined ? {} : { id }) })
	return (
		<Show view={view} title={t('web.why.failed')}>
			{(explained) => <Answer explained={explained} />}
		</Show>
	)
}

function Answer({ explained }: { readonly explained: Explanation }) {
	const t = useWords()
	const { allowed, rules, grants, change, couldGrant } = explained
	return (
		<>
			<p className={allowed ? 'pad good' : 'pad'}>
				<Icon name={allowed ? 'tick' : 'close'} /> <b>{t(allowed ? 'web.why.may' : 'web.why.may-not')}</b>
			</p>
			<div className="pad col tight">
				{rules.length === 0 && !allowed ? <p className="t2">{t('web.why.none')}</p> : null}
				{rules.map((rule) => (
					<RuleText key={rule.id} rule={rule} folded />
				))}
			</div>
			{change.length === 0 ? null : (
				<>
					<Section title={t('web.why.change')} />
					<ul className="pad col tight">
						{change.map((each) => (
							<li key={each}>{changeWords(each, t)}</li>
						))}
					</ul>
				</>
			)}
			{allowed ? null : (
				<>
					<Section title={t('web.why.posts')} note={couldGrant.length} />
					{couldGrant.length === 0 ? <p className="pad t2">{t('web.why.nobody')}</p> : null}
					<ul>
						{couldGrant.map((each) => (
							<li key={`${each.post} ${each.at} ${each.branch ?? ''}`} className="could">
								<span className="good">
									<Icon name="tick" />
								</span>
								<span>
									<b>{t(`web.post.${each.post}`)}</b> <span className="t3">{t(`web.why.${each.at}`)}</span>
									{each.branch === null ? null : <span className="t2"> · {t(`web.branch.${each.branch}`)}</span>}
								</span>
							</li>
						))}
					</ul>
					{grants.length === 0 ? null : (
						<>
							<Section title={t('web.why.grants')} note={grants.length} />
							<div className="pad col tight">
								{grants.map((rule) => (
									<RuleText key={rule.id} rule={rule} folded />
								))}
							</div>
						</>
					)}
				</>
			)}
			{explained.assumed.length === 0 ? null : (
				<p className="shown">{t('web.why.assumed', { facts: explained.assumed.join(', ') })}</p>
			)}
		</>
	)
}

function changeWords(change: string, t: (key: string, values?: Record<string, string>) => string): string {
	const [kind, name] = change.split(':')
	return kind === 'credential' && name !== undefined
		? t('web.why.change.credential', { name: t(`web.credential.${name}`) })
		: t(`web.why.change.${kind ?? ''}`)
}
