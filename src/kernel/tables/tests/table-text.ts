type TableText = {
	readonly policy: string
	readonly aggregation?: string
	/** Input expressions; `name: "a","b"` gives a list of values too. */
	readonly inputs: readonly string[]
	/** Output names; `name: "a","b"` gives a list of values too. */
	readonly outputs: readonly string[]
	/** Cells of each row, inputs then outputs, then the annotations en and zh. */
	readonly rows: readonly (readonly string[])[]
	readonly whenNone?: string
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const text = (tag: string, value: string) => `<${tag}><text>${escaped(value)}</text></${tag}>`

/** A DMN file for tests. */
export function tableText(table: TableText): string {
	const inputs = table.inputs.map((input) => {
		const [name = '', values] = input.split(': ')
		return `<input label="${name}">${text('inputExpression', name)}${values === undefined ? '' : text('inputValues', values)}</input>`
	})
	const outputs = table.outputs.map((output) => {
		const [name = '', values] = output.split(': ')
		const listed = values === undefined ? '' : text('outputValues', values)
		return `<output name="${name}">${listed}${table.whenNone === undefined ? '' : text('defaultOutputEntry', table.whenNone)}</output>`
	})
	const rows = table.rows.map((cells) => {
		const kinds = (n: number) =>
			n < inputs.length ? 'inputEntry' : n < inputs.length + outputs.length ? 'outputEntry' : 'annotationEntry'
		return `<rule>${cells.map((cell, n) => text(kinds(n), cell)).join('')}</rule>`
	})
	const aggregation = table.aggregation === undefined ? '' : ` aggregation="${table.aggregation}"`
	return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://seawall.example/test">
<decision id="decided" name="decided"><decisionTable hitPolicy="${table.policy}"${aggregation}>
${inputs.join('')}${outputs.join('')}<annotation name="en"/><annotation name="zh"/>
${rows.join('\n')}
</decisionTable></decision></definitions>`
}
