import type { ReactNode } from 'react'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import type { StoryLine as DrawnLine } from '#kernel/web/parts/Story.tsx'
import { hasWord, type Translate, useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import type { AgencyRef, storyLine } from '../../contract/shapes.ts'
import { actSummaries } from './summaries.ts'
import { type Terms, useTerms } from './terms.ts'

type Line = z.output<typeof storyLine>

/** Call signs by unit id, where the screen knows them. */
export type UnitNames = ReadonlyMap<string, string>
const none: UnitNames = new Map()

/**
 * A story line in words: what was done, the person's own words, the rule it rests on. `short` leaves out the agency of
 * who did it.
 */
export function useStory(short = false, units: UnitNames = none): (lines: readonly Line[]) => DrawnLine[] {
	const t = useWords()
	const language = useLanguage()
	const say = useSay()
	const terms = useTerms()
	const agency = (ref: AgencyRef | null) => say(ref)
	return (lines) =>
		lines.map((line, at) => ({
			key: `${line.at} ${line.act} ${at}`,
			at: line.at,
			kind: isRefused(line) ? 'refused' : isLate(line) ? 'overdue' : 'entered',
			what: sentence(line, t, values(line, t, terms, units, language), actSummaries[line.act]?.[language] ?? line.act),
			who: byWords(line.by, t, short ? () => '' : agency),
		}))
}

/** `dispatcher, Xigang Bureau`: a post and its agency, never a name. */
export function byWords(by: Line['by'], t: Translate, agency: (ref: AgencyRef | null) => string): string {
	const post = hasWord(`web.post.${by.post}`)
		? t(`web.post.${by.post}`)
		: hasWord(`dispatch.post.${by.post}`)
			? t(`dispatch.post.${by.post}`)
			: by.post
	const at = agency(by.agency)
	return at === '' ? post : `${post} · ${at}`
}

const isRefused = (line: Line) => line.fact.refused === true || line.fact.outcome === 'refused'
const isLate = (line: Line) => line.act === 'matters.timer.breach' || line.fact.breached === true

function sentence(line: Line, t: Translate, said: Record<string, string | number>, summary: string): ReactNode {
	const state = `dispatch.story.${line.act}.${typeof line.fact.state === 'string' ? line.fact.state : ''}`
	const key = hasWord(state) ? state : `dispatch.story.${line.act}`
	const told = hasWord(key) ? t(key, said) : summary
	// Ids of rules are short; a table's full name belongs to the entry, not to the sentence.
	const rule = typeof line.fact.rule === 'string' && line.fact.rule.length < 8 ? line.fact.rule : null
	const important = line.act === 'dispatch.unit.assign' || line.act === 'dispatch.incident.close'
	return (
		<>
			{important ? <b>{told}</b> : told}
			{line.text !== null && line.text !== '' && (
				<span className="t2"> {t('dispatch.story.quoted', { text: line.text })}</span>
			)}
			{rule !== null && (
				<>
					{' '}
					<RuleTag id={rule} />
				</>
			)}
		</>
	)
}

/** Facts of a line as words: codes become terms, lists become sentences. */
function values(
	line: Line,
	t: Translate,
	terms: Terms,
	units: UnitNames,
	language: 'en' | 'zh',
): Record<string, string | number> {
	const out: Record<string, string | number> = {}
	for (const [name, value] of Object.entries(line.fact)) {
		if (typeof value === 'number') out[name] = value
		else if (typeof value === 'string') out[name] = value
		else if (Array.isArray(value)) out[name] = value.length
		else out[name] = inLanguage(value, language) ?? ''
	}
	const named = (id: unknown) => (typeof id === 'string' ? units.get(id) : undefined) ?? t('dispatch.col.unit')
	if (Array.isArray(line.fact.units)) out.units = line.fact.units.map(named).join(' + ')
	if (line.fact.unit !== undefined) out.unit = named(line.fact.unit)
	if (Array.isArray(line.fact.set))
		out.set = line.fact.set.map((what) => t(`dispatch.set.${String(what)}`)).join(t('dispatch.list.comma'))
	// A line that only quotes the caller names no field.
	out.set ??= t('dispatch.set.said')
	if (typeof line.fact.type === 'string') out.type = terms.type(line.fact.type)
	if (typeof line.fact.to === 'string' && hasWord(`web.unit.${line.fact.to}`)) out.to = t(`web.unit.${line.fact.to}`)
	if (typeof line.fact.disposition === 'string') out.disposition = terms.term('dispositions', line.fact.disposition)
	return out
}

/** Words that a line holds in both languages. */
function inLanguage(value: unknown, language: 'en' | 'zh'): string | null {
	if (typeof value !== 'object' || value === null || !(language in value)) return null
	const words: unknown = Reflect.get(value, language)
	return typeof words === 'string' ? words : null
}
