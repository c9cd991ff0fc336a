import ts from 'typescript'

/** The statements of a text: SQL as it stands, or the literals and query builders of a TypeScript source. */

/** What a source asks the database: SQL texts (an interpolation stands as `$`), and names given to builders. */
export type Asked = {
	readonly sql: readonly string[]
	readonly built: readonly { readonly word: string; readonly name: string }[]
}

const asks = /\b(?:select|insert|update|delete|with|from|group\s+by|order\s+by|partition\s+by|distinct)\b/i
const builders = new Set(['groupBy', 'orderBy', 'partitionBy', 'distinctOn'])

/** Reads a TypeScript source. Each literal is a statement of its own: a text put together from several is read in parts. */
export function askedBy(source: string): Asked {
	const sql: string[] = []
	const built: { word: string; name: string }[] = []
	const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS)
	const visit = (node: ts.Node): void => {
		const text = textOf(node)
		if (text !== null && asks.test(text)) sql.push(text)
		if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
			const word = node.expression.name.text
			if (builders.has(word)) for (const name of literalsIn(node.arguments)) built.push({ word, name })
		}
		ts.forEachChild(node, visit)
	}
	visit(file)
	return { sql, built: [...built, ...renamed(file, built)] }
}

function textOf(node: ts.Node): string | null {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
	if (!ts.isTemplateExpression(node)) return null
	return node.templateSpans.reduce((text, span) => `${text} $ ${span.literal.text}`, node.head.text)
}

function literalsIn(nodes: Iterable<ts.Node>): string[] {
	const found: string[] = []
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) found.push(node.text)
		ts.forEachChild(node, visit)
	}
	for (const node of nodes) visit(node)
	return found
}

/** `select(['officer_id as who'])` and then `groupBy('who')`: the column behind the name. */
function renamed(
	file: ts.SourceFile,
	built: readonly { word: string; name: string }[],
): { word: string; name: string }[] {
	const named = new Map(
		literalsIn([file]).flatMap((text) => {
			const [, column, alias] = /^([\w.]+) as (\w+)$/.exec(text) ?? []
			return column === undefined || alias === undefined ? [] : [[alias, column] as const]
		}),
	)
	return built.flatMap(({ word, name }) => {
		const column = named.get(name.split('.').at(-1) ?? '')
		return column === undefined ? [] : [{ word, name: column }]
	})
}
