import { Link } from 'wouter'
import { useNames } from '../names.ts'
import { useRule } from '../rules.ts'
import type { WhyQuestion } from '../why.tsx'
import { useWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'
import { Explained } from './Explained.tsx'
import { Loading } from './Loading.tsx'
import { RuleText } from './RuleText.tsx'

/** "Why not? Who could?" of an act, or the text of one rule. */
export function WhyPanel({
	subject,
	onClose,
}: {
	readonly subject: WhyQuestion | string
	readonly onClose: () => void
}) {
	const t = useWords()
	const nameOf = useNames()
	if (typeof subject === 'string')
		return (
			<Dialog title={t('web.why.rule')} onClose={onClose}>
				<OneRule id={subject} />
			</Dialog>
		)
	return (
		<Dialog title={t('web.why.title')} onClose={onClose}>
			<p>
				<b>{nameOf(subject.action)}</b> <span className="t2">{subject.about}</span>
			</p>
			<div className="flush-out">
				<Explained act={subject.action} id={subject.on?.id} />
			</div>
			<p className="why-more">
				<Link href={pageOf(subject)} onClick={onClose}>
					{t('web.why.page')}
				</Link>
			</p>
		</Dialog>
	)
}

/** The page of duty and powers, at this act and row. */
function pageOf({ action, on }: WhyQuestion): string {
	const query = new URLSearchParams({ act: action, ...(on === undefined ? {} : { id: on.id }) })
	return `/powers?${query.toString()}`
}

function OneRule({ id }: { readonly id: string }) {
	const t = useWords()
	const rule = useRule(id)
	if (rule === undefined) return <Loading />
	if (rule === null)
		return (
			<p>
				<span className="rule">{id}</span> {t('web.why.hidden')}
			</p>
		)
	return <RuleText rule={rule} />
}
