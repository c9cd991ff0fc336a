import { compileExpression, type Facts, FeelFault } from '#kernel/tables/feel.ts'
import { TokenFault } from './fault.ts'
import type { Formula } from './model.ts'

/** A formula that may not run; the reason in both languages. */
export class FormulaFault extends Error {
	readonly zh: string
	constructor(en: string, zh: string) {
		super(en)
		this.zh = zh
	}
}

const longest = 4000
/** What a name with a blank looks like where FEEL does not know it (M59). */
const twoWords = /[\p{L}_][\p{L}\p{N}_]* +[\p{L}_]/u
const blanks = [
	'; a name with a blank is read only when it is that of a data object of the drawing',
	'；带空格的名称须为流程图中数据对象的名称',
] as const
const wrapper = /^[$#]\{([\s\S]*)\}$/

/**
 * Compiles FEEL as drawings carry it (M21): bare, behind a `=`, or in `${…}` or `#{…}`, in which `==`, `&&`, `||`, `!name`
 * and `'text'` are read as FEEL's `=`, `and`, `or`, `not(name)` and `"text"`.
 * @param language the expression's own language attribute; none means FEEL
 * @param names data names with blanks that the drawing knows
 * @throws FormulaFault
 */
export function formulaOf(text: string, language?: string, names: readonly string[] = []): Formula {
	if (!isFeel(language))
		throw new FormulaFault(
			`the language ${language} is not run, only FEEL`,
			`不支持表达式语言 ${language}，只支持 FEEL`,
		)
	const bare = unwrap(text.trim())
	if (bare === '') throw new FormulaFault('the expression is empty', '表达式为空')
	if (bare.length > longest)
		throw new FormulaFault(`the expression is longer than ${longest} characters`, `表达式超过 ${longest} 个字符`)
	try {
		return { text: bare, run: compileExpression(bare, names) }
	} catch (error) {
		if (!(error instanceof FeelFault) && !(error instanceof Error)) throw error
		const [en, zh] = twoWords.test(bare.replaceAll(/"[^"]*"/g, '""')) ? blanks : ['', '']
		throw new FormulaFault(`\`${bare}\` is not FEEL${en}`, `“${bare}”不是 FEEL 表达式${zh}`)
	}
}

export function isFeel(language: string | undefined): boolean {
	return language === undefined || language.trim() === '' || /feel/i.test(language)
}

/** Is the text marked as a formula, so that it cannot be a literal? */
export function isMarked(text: string): boolean {
	return text.trim().startsWith('=') || wrapper.test(text.trim())
}

function unwrap(text: string): string {
	const inside = wrapper.exec(text)?.[1]
	if (inside !== undefined) return plainOperators(inside).trim()
	return text.startsWith('=') ? text.slice(1).trim() : text
}

const foreignPart = /"[^"]*"|'(?<quoted>[^'"]*)'|==|&&|\|\||!(?<denied>[A-Za-z_][\w.]*)/g
const operators: Readonly<Record<string, string>> = { '==': '=', '&&': ' and ', '||': ' or ' }

function plainOperators(text: string): string {
	return text.replaceAll(foreignPart, (part: string, quoted: string | undefined, denied: string | undefined) => {
		if (quoted !== undefined) return `"${quoted}"`
		if (denied !== undefined) return `not(${denied})`
		return operators[part] ?? part
	})
}

/** What a formula is reckoned over: the data in sight and the engine's clock, in milliseconds since 1970. */
export type Sight = { readonly facts: Facts; readonly now: number }

/** What a formula says, as plain JSON: dates and durations become their ISO text. @throws TokenFault */
export function valueOf(formula: Formula, sight: Sight): unknown {
	return plain(answer(formula, sight))
}

/** Only `true` is true; null and everything else is not. @throws TokenFault */
export function isTrue(formula: Formula, sight: Sight): boolean {
	return answer(formula, sight) === true
}

function answer(formula: Formula, { facts, now }: Sight): unknown {
	try {
		return formula.run(facts, new Date(now))
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error)
		throw new TokenFault('M21', `\`${formula.text}\` cannot be reckoned: ${why}`)
	}
}

/** A value as JSON holds it. */
export function plain(value: unknown): unknown {
	if (value === undefined || value === null || typeof value === 'function') return null
	if (typeof value !== 'object') return typeof value === 'number' && !Number.isFinite(value) ? null : value
	return JSON.parse(JSON.stringify(value))
}
