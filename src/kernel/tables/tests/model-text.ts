const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A literal expression of a boxed expression. */
export const literal = (text: string) => `<literalExpression><text>${escaped(text)}</text></literalExpression>`

/** A decision that needs others by name. */
export function decisionText(name: string, needs: readonly string[], body: string, typeRef = ''): string {
	const kinds = needs.map((need) => {
		if (need.startsWith('fn '))
			return `<knowledgeRequirement><requiredKnowledge href="#${need.slice(3)}"/></knowledgeRequirement>`
		const tag = need.startsWith('in ') ? 'requiredInput' : 'requiredDecision'
		return `<informationRequirement><${tag} href="#${need.replace('in ', '')}"/></informationRequirement>`
	})
	const type = typeRef === '' ? '' : ` typeRef="${typeRef}"`
	return `<decision id="${name}" name="${name}"><variable name="${name}"${type}/>${kinds.join('')}${body}</decision>`
}

export function inputText(name: string, typeRef = ''): string {
	return `<inputData id="${name}" name="${name}"><variable name="${name}"${typeRef === '' ? '' : ` typeRef="${typeRef}"`}/></inputData>`
}

export function functionText(
	name: string,
	params: readonly string[],
	body: string,
	needs: readonly string[] = [],
): string {
	const required = needs.map(
		(need) => `<knowledgeRequirement><requiredKnowledge href="#${need}"/></knowledgeRequirement>`,
	)
	return `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${params
		.map((param) => `<formalParameter name="${param}"/>`)
		.join('')}${body}</encapsulatedLogic>${required.join('')}</businessKnowledgeModel>`
}

/** A DMN file for tests, of one of the four versions. */
export function modelText(parts: readonly string[], version = '20230324'): string {
	const namespace =
		version === '20180521'
			? 'http://www.omg.org/spec/DMN/20180521/MODEL/'
			: `https://www.omg.org/spec/DMN/${version}/MODEL/`
	return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" id="d" name="d" namespace="http://seawall.example/test">${parts.join('\n')}</definitions>`
}
