import { useState } from 'react'
import { listWords } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { useActNames } from '../../names.ts'
import { Button } from '../../parts/Button.tsx'
import { Select } from '../../parts/Select.tsx'
import { beginning } from '../../rule-text.ts'
import { useWords } from '../../words.ts'

/** What a rule may speak of: acts off the floor, the facts of their rows and of the one who asks; and a text to begin with. */
export function Begin({ empty, onBegin }: { readonly empty: boolean; readonly onBegin: (text: string) => void }) {
	const t = useWords()
	const nameOf = useActNames()
	const view = useView(listWords, {})
	const [effect, setEffect] = useState<'forbid' | 'permit'>('forbid')
	const [key, setKey] = useState('')
	const actions = view.output?.actions ?? []
	const chosen = actions.find(({ action, type }) => `${action} ${type}` === key)
	const facts = view.output?.types.find(({ type }) => type === chosen?.type)?.attributes ?? []
	const person = view.output?.person ?? []
	const show = (name: string, is: string, optional: boolean) => (
		<li key={name}>
			<code>{name}</code> <span className="t3">{t(`rules.is.${is}`)}</span>
			{optional ? <span className="t3"> {t('rules.may-lack')}</span> : null}
		</li>
	)
	return (
		<details className="begin" open={empty}>
			<summary>{t('rules.begin')}</summary>
			<div className="col">
				<div className="pair">
					<Select
						label={t('rules.col.effect')}
						value={effect}
						onChange={setEffect}
						choices={(['forbid', 'permit'] as const).map((each) => ({ value: each, label: t(`rules.begin.${each}`) }))}
					/>
					<Select
						label={t('rules.col.act')}
						value={key}
						onChange={setKey}
						prompt={t('rules.begin.pick')}
						choices={actions.map(({ action, type }) => ({
							value: `${action} ${type}`,
							label: `${nameOf(action)} · ${action}`,
							group: t(`web.room.${action.split('.')[0] ?? ''}`),
						}))}
					/>
				</div>
				<p>
					<Button
						notYet={chosen === undefined ? t('rules.begin.pick') : undefined}
						onPress={() => {
							if (chosen !== undefined) onBegin(beginning(effect, chosen.action, chosen.type))
						}}
					>
						{t(empty ? 'rules.begin.go' : 'rules.begin.over')}
					</Button>
				</p>
				<div className="pair facts-of">
					<div>
						<h3>{t('rules.facts.row')}</h3>
						{chosen === undefined ? (
							<p className="t3">{t('rules.begin.pick')}</p>
						) : (
							<ul>{facts.map(({ name, is, optional }) => show(`resource.${name}`, is, optional))}</ul>
						)}
					</div>
					<div>
						<h3>{t('rules.facts.person')}</h3>
						<ul>{person.map(({ name, is, optional }) => show(`principal.${name}`, is, optional))}</ul>
					</div>
				</div>
			</div>
		</details>
	)
}
