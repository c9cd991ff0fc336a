/** Small BPMN files for tests: `a -> b` lines become a drawing; the first letter says what an element is. */
const kinds: Readonly<Record<string, string>> = {
	start: 'startEvent',
	end: 'endEvent',
	gate: 'exclusiveGateway',
	pass: 'intermediateThrowEvent',
}

/**
 * A drawing from its flows, each `from>to`. Ids beginning with start, end, gate or pass are those elements; all others are
 * user tasks. `extra` is put inside the process as it stands.
 */
export function drawingText(flows: readonly string[], extra = ''): string {
	const pairs = flows.map((flow) => flow.split('>'))
	const ids = [...new Set(pairs.flat())]
	const tag = (id: string) => kinds[/^[a-z]+/.exec(id)?.[0] ?? ''] ?? 'userTask'
	const elements = ids.map((id) => `<bpmn:${tag(id)} id="${id}" name="${id}" />`)
	const lines = pairs.map(
		([from, to], n) => `<bpmn:sequenceFlow id="flow_${n + 1}" sourceRef="${from}" targetRef="${to}" />`,
	)
	return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="defs" targetNamespace="http://seawall.example/test">
  <bpmn:process id="p" isExecutable="true">
    ${[...elements, ...lines].join('\n    ')}
    ${extra}
  </bpmn:process>
</bpmn:definitions>
`
}
