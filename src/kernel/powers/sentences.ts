import type { Words } from '../contract/declare.ts'

/**
 * P18. Faults of a written rule as sentences a person can act on. Cedar and the checks of this room say theirs in English,
 * for whoever reads a start that failed; here each kind of them is said in both languages.
 */

type Kind = { readonly said: RegExp; readonly words: (part: readonly string[]) => Words }

const kind = (said: RegExp, en: string, zh: string): Kind => ({
	said,
	words: (part) => ({ en: filled(en, part), zh: filled(zh, part) }),
})

const filled = (sentence: string, part: readonly string[]): string =>
	sentence.replaceAll(/\$(\d)/g, (_all, n: string) => part[Number(n)] ?? '')

const types: Readonly<Record<string, Words>> = {
	Long: { en: 'a number', zh: '数字' },
	String: { en: 'a text', zh: '文字' },
	Bool: { en: 'yes or no', zh: '是或否' },
	Boolean: { en: 'yes or no', zh: '是或否' },
	Agency: { en: 'an agency', zh: '单位' },
}

const typeWords = (type: string): Words =>
	types[type] ?? (type.startsWith('Set') ? { en: 'a set', zh: '集合' } : { en: type, zh: type })

/** What stands in the text, before Cedar has read it. */
const reading: readonly Kind[] = [
	kind(/^'=' is not a valid operator/, 'Compare with == and not with =.', '比较要写 ==，不写 =。'),
	kind(/^'(.+)' is not a valid operator/, 'The sign $1 is not known here.', '这里不能用符号 $1。'),
	kind(/^unexpected end of input/, 'The text ends before the rule does.%expected%', '规则没有写完。%expected%'),
	kind(/^unexpected token `(.+)`/s, '“$1” cannot stand here.%expected%', '这里不能写“$1”。%expected%'),
	kind(
		/^invalid token/,
		'A sign here is not known, or a text has no closing quotation mark.',
		'这里的符号不能识别，或者文字缺少结束的引号。',
	),
	kind(
		/^invalid variable: (.+)/,
		'“$1” is not known: write principal, action, resource or context, or put a text in quotation marks.',
		'“$1”不能识别：只能写 principal、action、resource、context，文字要加引号。',
	),
	kind(/^invalid policy condition: (.+)/, '“$1” must be when or unless.', '“$1”应写 when 或 unless。'),
	kind(/^invalid policy effect: (.+)/, '“$1” must be permit or forbid.', '“$1”应写 permit 或 forbid。'),
	kind(/nested too deep/, 'The rule is nested too deep: write two rules.', '规则嵌套太深，请分成两条写。'),
	kind(/at most 8,000 characters/, 'A rule has at most 8,000 characters.', '一条规则最多 8000 字。'),
	kind(
		/at most (\d+) (?:brackets|conditions|dots|when and unless|minus signs)/,
		'The rule is too large to be read safely (more than $1 of one kind of sign): write two rules.',
		'规则过长（同一种符号超过 $1 个），请分成两条写。',
	),
]

/** What a bureau's rule must be. */
const house: readonly Kind[] = [
	kind(/a rule is one policy/, 'Write one rule, neither none nor two.', '只写一条规则，不能没有，也不能有两条。'),
	kind(
		/a policy has no @id/,
		'The id has letters, digits and hyphens, 3 to 40 of them.',
		'编号由字母、数字和连字符组成，3 至 40 位。',
	),
	kind(/lacks @basis_/, 'Write the basis in both languages.', '依据须写中文和英文两种。'),
	kind(/must begin with B-/, 'The id begins with B-.', '编号以 B- 开头。'),
	kind(/must name its actions/, 'Name the acts: action == Action::"…".', '须写明操作：action == Action::"…"。'),
	kind(/must name its resource type/, 'Name the kind of row: resource is ….', '须写明对象种类：resource is …。'),
	kind(/there is no action (\S+)/, 'There is no act called $1.', '没有名为 $1 的操作。'),
	kind(
		/: (\S+) belongs to the floor/,
		'$1 belongs to the floor: no rule of a bureau may speak of it.',
		'$1 属于底线，本局规则不得涉及。',
	),
	kind(
		/names its actions in a way/,
		'Name acts by action == Action::"…" or action in [Action::"…", …].',
		'操作只能写成 action == Action::"…" 或 action in [Action::"…", …]。',
	),
	kind(/may only write "resource is/, 'The head says resource is … and no more.', '开头只能写 resource is …。'),
	kind(
		/may only write "principal" in its head/,
		'The head says principal alone; what it must be stands in when.',
		'开头只写 principal，条件写在 when 里。',
	),
	kind(/templates are not used/, 'Slots (?principal) are not used here.', '这里不用占位符（?principal）。'),
	kind(/has a number of 2\^53/, 'A number is too large to be compared exactly.', '数字太大，无法准确比较。'),
	kind(
		/has an entity written out by id/,
		'Name no agency or person by id: use principal.agency or principal.bureau.',
		'不要按编号写单位或人员，用 principal.agency 或 principal.bureau。',
	),
	kind(/has an attribute of an attribute/, 'Only the row’s own facts can be asked.', '只能用对象自身的要素。'),
	kind(
		/has in without principal/,
		'“in” is used with principal.agency or principal.bureau.',
		'“in”只能与 principal.agency 或 principal.bureau 一起用。',
	),
	kind(/has a like of more/, 'A pattern has at most four stars.', '模式最多四个星号。'),
	kind(/has arithmetic/, 'No arithmetic in a rule.', '规则里不能做算术。'),
	kind(/has (?:hasTag|getTag|Record)/, 'Tags and records are not used here.', '这里不用标签和记录。'),
	kind(/speaks of no known action/, 'None of these acts is done to this kind of row.', '这些操作都不适用于这种对象。'),
	kind(
		/two attributes of a resource cannot be compared by size/,
		'Two facts of a row cannot be compared by size.',
		'不能比较同一对象两个要素的大小。',
	),
	kind(
		/cannot become SQL|cannot stand here|on both sides|but not of the resource|of a set of the resource/,
		'A list could not be filtered by this condition: write it more simply.',
		'列表无法按这个条件筛选，请写得简单些。',
	),
]

/** What Cedar's validator says. */
const validating: readonly Kind[] = [
	kind(/attribute `(.+?)` on entity type `(.+?)` not found/, '$2 has no fact called $1.', '$2 没有 $1 这一要素。'),
	kind(
		/attribute `(.+?)` in context for .+ not found/,
		'The act knows no $1 in its context.',
		'该操作的 context 里没有 $1。',
	),
	kind(/unrecognized action `Action::"(.+?)"`/, 'There is no act called $1.', '没有名为 $1 的操作。'),
	kind(/unrecognized entity type `(.+?)`/, 'There is no kind of row called $1.', '没有名为 $1 的对象种类。'),
	kind(
		/optional attribute `(.+?)`/,
		'$1 is not always there: ask resource has $1 && … first.',
		'$1 不一定有，先写 resource has $1 && …。',
	),
	{
		said: /types (.+?) and (.+?) are not compatible/,
		words: ([, a = '', b = '']) => ({
			en: `${typeWords(a).en} cannot be compared with ${typeWords(b).en}.`,
			zh: `${typeWords(a).zh}不能与${typeWords(b).zh}比较。`,
		}),
	},
	{
		said: /unexpected type: expected (.+?) but saw (.+?)$/,
		words: ([, a = '', b = '']) => ({
			en: `Here must stand ${typeWords(a).en}, not ${typeWords(b).en}.`,
			zh: `这里应为${typeWords(a).zh}，不是${typeWords(b).zh}。`,
		}),
	},
	kind(
		/policy is impossible/,
		'The rule can never hold: its conditions exclude each other, or its acts and rows do not fit.',
		'规则永远不会成立：条件互相排斥，或操作与对象不相配。',
	),
	kind(
		/unable to find an applicable action/,
		'None of these acts is done to this kind of row.',
		'这些操作都不适用于这种对象。',
	),
]

const kinds = [...reading, ...house, ...validating]

/** The sentence for a fault; `expected`: what Cedar would have taken there. Unknown ones are quoted as they are. */
export function sentenceOf(fault: string, expected: readonly string[] = []): Words {
	for (const { said, words } of kinds) {
		const part = said.exec(fault)
		if (part === null) continue
		const { en, zh } = words(part)
		const list = expected.slice(0, 4).map((one) => `“${one}”`)
		return {
			en: en.replace('%expected%', list.length === 0 ? '' : ` ${list.join(', ')} would fit.`),
			zh: zh.replace('%expected%', list.length === 0 ? '' : `可以写${list.join('、')}。`),
		}
	}
	return { en: `The rule cannot be read: ${fault}`, zh: `规则无法读取，系统原文：${fault}` }
}
