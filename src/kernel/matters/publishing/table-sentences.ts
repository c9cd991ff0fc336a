/**
 * What is wrong with a table is said in English where it is found, in few forms; here in Chinese. A form not listed keeps its
 * English words behind a Chinese beginning.
 */
const forms: readonly (readonly [RegExp, string])[] = [
	[/^the file is not DMN: the file declares a document type$/, '文件声明了文档类型，不予读取'],
	[/^the file is not DMN: elements are nested more than (\d+) deep$/, '元素嵌套超过 $1 层'],
	[/^the file is not DMN: (.*)$/s, '文件不是 DMN：$1'],
	[/^more than (\d+) rows$/, '超过 $1 行'],
	[/^more than (\d+) decisions and inputs$/, '判定和输入超过 $1 个'],
	[/^the hit policy is unknown or does not fit the outputs$/, '命中策略未知或与输出列不符'],
	[/^a table has an output$/, '决策表没有输出列'],
	[/^row (\d+) has not one cell a column$/, '第 $1 行的单元格数与列数不符'],
	[/^the decision holds no table$/, '判定中没有决策表'],
	[/^the decision holds a (\w+), not a table$/, '判定是 $1，不是决策表'],
	[/^the file must hold exactly one decision$/, '文件中只能有一个判定'],
	[/^(.*): it always calls itself and never ends$/s, '$1：总是调用自身，不会结束'],
	[/^(.*): nothing is called `(.*)`$/s, '$1：没有名为 $2 的内容'],
	[/^(.*): (\S+) is not run, only FEEL$/s, '$1：不支持 $2，只支持 FEEL'],
	[/^(.*): `(.*)` holds no expression$/s, '$1：$2 没有表达式'],
	[/^(.*): the function has no body$/s, '$1：函数没有内容'],
	[/^(.*): what it needs is not there: (.*)$/s, '$1：所依赖的 $2 不存在'],
	[/^(.*`.*`) is not FEEL(.*)$/s, '$1 不是 FEEL 表达式$2'],
	[/^(.*) need each other in a circle$/s, '$1 互相依赖成环'],
]

const places: readonly (readonly [RegExp, string])[] = [
	[/\brow (\d+), column (\d+)/g, '第 $1 行第 $2 列'],
	[/\brow (\d+)/g, '第 $1 行'],
	[/\binput (\d+)/g, '输入列 $1'],
	[/\boutput (\d+)/g, '输出列 $1'],
	[/\bdecision (?=\S)/g, '判定 '],
]

export function tableSentenceZh(en: string): string {
	const form = forms.find(([shape]) => shape.test(en))
	const said = form === undefined ? `不能使用：${en}` : en.replace(form[0], form[1])
	return places.reduce((text, [shape, zh]) => text.replaceAll(shape, zh), said)
}

/** Where in the table it is, when the sentence says so: `row 3`. */
export function rowIn(en: string): string | null {
	const row = /\brow (\d+)\b/.exec(en)?.[1]
	return row === undefined ? null : `row ${row}`
}
