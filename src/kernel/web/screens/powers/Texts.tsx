import { useLocation } from 'wouter'
import type { z } from 'zod'
import { listRules, type showPost } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { policyOf } from '../../parts/RuleText.tsx'
import { Section } from '../../parts/Section.tsx'
import { day } from '../../times.ts'
import { useSay, useWords } from '../../words.ts'

type Post = z.output<typeof showPost.output>

/** The rules behind one act of a post, in words and as the system holds them; then the bureau's own. */
export function Texts({ post, act: action }: { readonly post: Post; readonly act: string | null }) {
	const t = useWords()
	const say = useSay()
	const act = post.acts.find((each) => each.action === action)
	if (act === undefined) return <OwnRules />
	const rules = post.rules.filter((rule) => act.permits.includes(rule.id) || act.forbids.includes(rule.id))
	return (
		<>
			{rules.map((rule) => (
				<div key={rule.id} className="two-texts">
					<div>
						<h3>
							{t('web.powers.text')} <span className="rule">{rule.id}</span>
						</h3>
						<p>{say(rule)}</p>
						<p className="sm t3">
							{t(`web.why.${rule.effect}`)} · {t(rule.published ? 'web.powers.own-rule' : 'web.powers.shipped')}
						</p>
					</div>
					<div>
						<h3>{t('web.why.held')}</h3>
						<pre className="text">{policyOf(rule.text)}</pre>
					</div>
				</div>
			))}
			<OwnRules />
		</>
	)
}

function OwnRules() {
	const t = useWords()
	const [, navigate] = useLocation()
	const view = useView(listRules, {})
	if (view.output === undefined || view.output.rules.length === 0)
		return <p className="shown">{t('web.powers.own.none')}</p>
	return (
		<>
			<Section title={t('web.powers.own')} note={view.output.rules.length} />
			<DataTable
				label={t('web.powers.own')}
				rows={view.output.rules}
				rowKey={(rule) => rule.id}
				onSelect={(rule) => navigate(`/powers/rules/${rule.id}`)}
				columns={[
					{
						key: 'id',
						head: t('web.powers.col.rule'),
						width: 96,
						cell: (rule) => <span className="rule">{`${rule.rule} v${rule.version}`}</span>,
					},
					{ key: 'why', head: t('web.powers.own.reason'), cell: (rule) => rule.reason },
					{ key: 'from', head: t('web.powers.own.from'), width: 110, cell: (rule) => day(rule.from) },
					{
						key: 'state',
						head: t('web.powers.own.state'),
						width: 130,
						cell: (rule) =>
							rule.inForce ? (
								<span className="good">
									<Icon name="tick" /> {t('web.powers.own.in-force')}
								</span>
							) : (
								<span className="t2">
									{t(
										rule.refused !== null
											? 'web.powers.own.refused'
											: rule.approved !== null
												? 'web.powers.own.approved'
												: rule.reviewed !== null
													? 'web.powers.own.reviewed'
													: 'web.powers.own.proposed',
									)}
								</span>
							),
					},
				]}
			/>
		</>
	)
}
