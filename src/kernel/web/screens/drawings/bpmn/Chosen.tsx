import { useState } from 'react'
import { Button } from '../../../parts/Button.tsx'
import { Check } from '../../../parts/Check.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Select } from '../../../parts/Select.tsx'
import { hasWord, useLanguage, useWords } from '../../../words.ts'
import type { Diagram, Drawn } from './diagram.ts'
import { type DrawnField, fieldsOf } from './fields.ts'
import { append, appendable, changeable, changeInto, joinable, kindOf, labelOf, leads } from './hands.ts'
import { vocabularyOf } from './open.ts'
import { translated } from './translate.ts'

type One = { readonly diagram: Diagram; readonly element: Drawn }

/** W42. The chosen element: what is written about it, and what can be done with it without a pointer. */
export function Chosen({ diagram, element }: One) {
	const t = useWords()
	const kindsIn = useKinds()
	const kinds = changeable(element)
	const kind = kindOf(element)
	return (
		<div className="pad col chosen">
			{kinds.length < 2 ? null : (
				<Select
					label={t('drawings.kind')}
					value={kind ?? ''}
					choices={kindsIn(kinds)}
					onChange={(to) => changeInto(diagram, element, to)}
				/>
			)}
			{fieldsOf(diagram, element).map((field) => (
				<Written key={`${field.key} ${field.value}`} field={field} />
			))}
			<Ways diagram={diagram} element={element} />
			{leads(element) ? <Onward diagram={diagram} element={element} /> : null}
			<p className="t3 mono">{element.id}</p>
		</div>
	)
}

/** The flows of an element, or the two ends of a flow: pressing one chooses it. */
function Ways({ diagram, element }: One) {
	const t = useWords()
	const isFlow = element.type === 'bpmn:SequenceFlow'
	const ends = isFlow
		? [element.source, element.target]
		: (element.outgoing ?? []).filter((each) => each.type === 'bpmn:SequenceFlow')
	const shown = ends.filter((each) => each !== undefined)
	if (shown.length === 0) return null
	const named = (each: Drawn): string => each.businessObject.name || each.id
	return (
		<div>
			<span className="sm t3">{t(isFlow ? 'drawings.ends' : 'drawings.flows')}</span>
			<ul className="ways">
				{shown.map((each) => (
					<li key={each.id}>
						<Button kind="bare" onPress={() => diagram.get('selection').select(each)}>
							{isFlow || each.target === undefined
								? named(each)
								: `${each.businessObject.name ? `${each.businessObject.name}: ` : ''}${named(each.target)}`}
						</Button>
					</li>
				))}
			</ul>
		</div>
	)
}

/** Appending and joining, by name. */
function Onward({ diagram, element }: One) {
	const t = useWords()
	const kindsIn = useKinds()
	const [kind, setKind] = useState('user-task')
	const others = joinable(diagram, element)
	const [to, setTo] = useState('')
	const target = others.find((each) => each.id === to)
	return (
		<div className="onward">
			<Select label={t('drawings.append')} value={kind} choices={kindsIn(appendable)} onChange={setKind} />
			<Button onPress={() => append(diagram, element, kind)}>{t('drawings.append.do')}</Button>
			<Select
				label={t('drawings.join')}
				value={to}
				prompt={t('drawings.join.pick')}
				choices={others.map((each) => ({ value: each.id, label: each.businessObject.name || each.id }))}
				onChange={setTo}
			/>
			<Button
				notYet={target === undefined ? t('drawings.join.pick') : undefined}
				onPress={() => {
					if (target !== undefined) diagram.get('modeling').connect(element, target)
				}}
			>
				{t('drawings.join.do')}
			</Button>
		</div>
	)
}

function useKinds(): (ids: readonly string[]) => readonly { readonly value: string; readonly label: string }[] {
	const vocabulary = vocabularyOf(useLanguage())
	return (ids) => ids.map((id) => ({ value: id, label: translated(vocabulary, labelOf(id)) }))
}

/** Written the same in both languages. */
const examples = { feel: 'FEEL', formula: 'amount > 1000', hours: 'PT4H', moment: '2026-12-01T09:00:00+08:00' }

/** One field; what is typed is written when it is left or Enter is pressed, so that one word is one step back. */
function Written({ field }: { readonly field: DrawnField }) {
	const t = useWords()
	const [typed, setTyped] = useState(field.value)
	const key = `drawings.field.${field.key}`
	const hint = hasWord(`${key}.hint`) ? { hint: t(`${key}.hint`, examples) } : {}
	const write = (): void => {
		if (typed !== field.value) field.set(typed.trim())
	}
	if (field.as === 'yes')
		return (
			<Check on={field.value === 'yes'} onChange={(on) => field.set(on ? 'yes' : 'no')}>
				{t(key)}
			</Check>
		)
	if (typeof field.as !== 'string')
		return (
			<Select
				label={t(key)}
				{...hint}
				value={field.value}
				choices={field.as.map(({ value, label, word }) => ({
					value,
					label: label ?? t(word ?? `${key}.${value === '' ? 'none' : value}`),
				}))}
				onChange={field.set}
			/>
		)
	return (
		<Field
			label={t(key)}
			{...hint}
			value={typed}
			onChange={setTyped}
			onBlur={write}
			onEnter={write}
			mono={field.as === 'formula'}
			{...(field.key === 'script' ? { lines: 3 } : {})}
		/>
	)
}
