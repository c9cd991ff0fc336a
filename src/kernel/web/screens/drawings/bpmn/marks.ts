/**
 * Attributes beyond BPMN that the editor writes, as moddle wants them described. Our own marks (M63 of matters) stand on
 * tasks for people and on lanes; names of services, tables and results are written as the engine reads them.
 */
export const seawallMarks = {
	name: 'Seawall',
	uri: 'https://seawall.example/bpmn',
	prefix: 'seawall',
	xml: { tagAlias: 'lowerCase' },
	types: [
		{
			name: 'MarkedTask',
			extends: ['bpmn:Task'],
			properties: ['form', 'eyes', 'familiar', 'apart', 'regime', 'act'].map(attribute),
		},
		{ name: 'MarkedLane', extends: ['bpmn:Lane'], properties: [attribute('post')] },
		{
			name: 'Form',
			superClass: ['Element'],
			properties: [attribute('id'), { name: 'body', isBody: true, type: 'String' }],
		},
	],
}

export const engineNames = {
	name: 'Engine',
	uri: 'http://camunda.org/schema/1.0/bpmn',
	prefix: 'camunda',
	xml: { tagAlias: 'lowerCase' },
	types: [
		{
			name: 'Asking',
			extends: ['bpmn:Activity'],
			properties: ['topic', 'decisionRef', 'resultVariable'].map(attribute),
		},
	],
}

function attribute(name: string): { readonly name: string; readonly isAttr: true; readonly type: 'String' } {
	return { name, isAttr: true, type: 'String' }
}
