import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Icon } from '../../../parts/Icon.tsx'
import { RuleTag } from '../../../parts/RuleTag.tsx'
import { hasWord, useSay, useWords } from '../../../words.ts'

/** The id of the field a fault is in: `week.0` is written at `at-week-0`. */
export function idAt(at: string): string {
	return `at-${at.replaceAll(/\W/g, '-')}`
}

/** The sentences at one place, for a field. */
export function useWrong(faults: readonly BodyFault[]): (at: string) => string | undefined {
	const t = useWords()
	const say = useSay()
	return (at) => {
		const here = faults.filter((fault) => fault.at === at).map((fault) => `${fault.rule} ${say(fault)}`)
		return here.length === 0 ? undefined : here.join(t('deadlines.and'))
	}
}

/** Every fault of what is written, with its rule; pressing one leads to its place. */
export function Faults(props: { readonly faults: readonly BodyFault[]; readonly onGo: (at: string) => void }) {
	const t = useWords()
	const say = useSay()
	const { faults } = props
	/** Which term of a regime; the sentences about a calendar name their place themselves. */
	const placed = (at: string): string => {
		const [term = '', n] = at.split('.')
		const key = `deadlines.term.${term}`
		if (!hasWord(key)) return ''
		const which =
			n === undefined ? '' : hasWord(`deadlines.tier.${n}`) ? ` ${t(`deadlines.tier.${n}`)}` : ` ${Number(n) + 1}`
		return `${t(key)}${which}${t('deadlines.colon')}`
	}
	return (
		<div role="status" className="write-faults">
			{faults.length === 0 ? null : (
				<>
					<b>{t('deadlines.faults', { count: faults.length })}</b>
					<ul>
						{faults.slice(0, 20).map((fault) => (
							<li key={`${fault.at} ${fault.en}`} className="row">
								<button type="button" className="plain" onClick={() => props.onGo(fault.at)}>
									<Icon name="alert" />
									<span>
										{placed(fault.at)}
										{say(fault)}
									</span>
								</button>
								<RuleTag id={fault.rule} />
							</li>
						))}
					</ul>
				</>
			)}
		</div>
	)
}
