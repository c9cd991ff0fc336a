import type { ModdleElement } from 'bpmn-moddle'
import { type TaskForm, taskForm } from '../contract/form.ts'
import type { Report } from '../process/fault.ts'
import { childOf, listOf } from '../process/moddle.ts'

/** What a drawing says of a task beyond BPMN: attributes and extension elements under the prefix `seawall` (M63). */

export const marksNamespace = 'https://seawall.example/bpmn'

export type Marks = {
	/** M68. Not by who did this task, or the one before (`previous`). */
	readonly eyes: string | null
	/** M69. First to who did this task. */
	readonly familiar: string | null
	/** M70. Not by who opened the matter. */
	readonly apart: boolean
	/** M76. Key of the regime its deadline is reckoned by. */
	readonly regime: string | null
	/** M78. The act of a slice that does it. */
	readonly act: string | null
	/** M73. */
	readonly form: TaskForm | null
}

const known = new Set(['eyes', 'familiar', 'apart', 'regime', 'act', 'form'])
const prefix = 'seawall:'

/** The marks of a task; null when it bears none. */
export function marksOf(item: ModdleElement, id: string, report: Report): Marks | null {
	const marks = attributesOf(item)
	const forms = formsIn(item)
	if (marks.size === 0 && forms.length === 0) return null
	for (const name of marks.keys())
		if (!known.has(name)) report('M63', id, `the mark seawall:${name} is not known`, `不认识的标记 seawall:${name}`)
	const apart = marks.get('apart')
	if (apart !== undefined && apart !== 'opener')
		report('M63', id, 'seawall:apart names the opener and nobody else', 'seawall:apart 只能写 opener')
	return {
		eyes: marks.get('eyes') ?? null,
		familiar: marks.get('familiar') ?? null,
		apart: apart === 'opener',
		regime: checked(marks, 'regime', /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, id, report),
		act: checked(marks, 'act', /^[a-z]+\.[a-z-]+\.[a-z-]+$/, id, report),
		form: formOf(item, forms, marks.get('form'), id, report),
	}
}

/** M63. Marks where none belongs: a four-eyes mark on a gateway would be believed and not kept. */
export function refuseMarks(item: ModdleElement, id: string, report: Report): void {
	for (const name of attributesOf(item).keys())
		report('M63', id, `seawall:${name} stands on user, manual and plain tasks`, `seawall:${name} 只能标在人工任务上`)
	if (formsIn(item).length > 0)
		report('M63', id, 'a form stands in a task or in the process', '表单只能放在人工任务或流程中')
}

/** Our words under another prefix would be passed over in silence. */
export function checkPrefix(root: ModdleElement, report: Report): void {
	for (const [name, value] of Object.entries(attrsOf(root))) {
		const odd = value === marksNamespace ? name !== 'xmlns:seawall' : name === 'xmlns:seawall'
		if (odd && name.startsWith('xmlns'))
			report(
				'M63',
				null,
				`the prefix seawall and ${marksNamespace} go together`,
				`前缀 seawall 须对应 ${marksNamespace}`,
			)
	}
}

/** The post a lane is marked with, over its name. */
export function lanePost(lane: ModdleElement): string | null {
	return attributesOf(lane).get('post') ?? null
}

function attrsOf(item: ModdleElement): Readonly<Record<string, unknown>> {
	const attributes = item['$attrs']
	return typeof attributes === 'object' && attributes !== null ? { ...attributes } : {}
}

function attributesOf(item: ModdleElement): ReadonlyMap<string, string> {
	return new Map(
		Object.entries(attrsOf(item)).flatMap(([name, value]) =>
			name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value.trim()] as const] : [],
		),
	)
}

function formsIn(item: ModdleElement | null): readonly ModdleElement[] {
	return listOf(childOf(item, 'extensionElements'), 'values').filter((one) => one.$type === 'seawall:form')
}

function checked(
	marks: ReadonlyMap<string, string>,
	name: string,
	shape: RegExp,
	id: string,
	report: Report,
): string | null {
	const value = marks.get(name)
	if (value === undefined || shape.test(value)) return value ?? null
	report('M63', id, `seawall:${name} is no ${name}: ${value}`, `seawall:${name} 的值无效：${value}`)
	return null
}

/** M73. The form in the task, else the one it names in the process around it. */
function formOf(
	item: ModdleElement,
	own: readonly ModdleElement[],
	name: string | undefined,
	id: string,
	report: Report,
): TaskForm | null {
	const found = name === undefined ? own[0] : namedForm(item, name)
	if (own.length > 1 || (name !== undefined && own.length > 0))
		report('M73', id, 'a task has one form', '一个任务只能有一个表单')
	if (found === undefined) {
		if (name !== undefined) report('M73', id, `the form ${name} is not in the process`, `流程中没有表单 ${name}`)
		return null
	}
	const read = readForm(found['$body'])
	if (read.form === null) report('M73', id, `the form cannot be read: ${read.why}`, `表单无法读取：${read.why}`)
	return read.form
}

function namedForm(item: ModdleElement, name: string): ModdleElement | undefined {
	for (let at = item.$parent; at !== undefined && at !== null; at = at.$parent) {
		const found = formsIn(at).find((one) => one['id'] === name)
		if (found !== undefined) return found
	}
	return undefined
}

/** Largest form text read. */
const mostText = 50_000

function readForm(body: unknown): { readonly form: TaskForm | null; readonly why: string } {
	if (typeof body !== 'string' || body.length > mostText) return { form: null, why: 'no JSON, or too much of it' }
	try {
		const parsed = taskForm.safeParse(JSON.parse(body))
		if (parsed.success) return { form: parsed.data, why: '' }
		const [issue] = parsed.error.issues
		return { form: null, why: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() }
	} catch (error) {
		return { form: null, why: error instanceof Error ? error.message : String(error) }
	}
}
