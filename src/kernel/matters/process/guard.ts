import { SaxesParser } from 'saxes'
import type { Report } from './fault.ts'

const maxBytes = 1_000_000
const maxElements = 10_000
const maxDepth = 100
export const modelNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/**
 * M17. Looks at the file before anything parses it whole: size, document types and entities, depth, number of elements,
 * external references, which are never followed. False when it must not be read further.
 */
export function isHarmless(bpmn: string, report: Report): boolean {
	if (new TextEncoder().encode(bpmn).length > maxBytes) {
		report('M17', null, 'the file is larger than 1 MB', '文件超过 1 MB')
		return false
	}
	if (/<!(DOCTYPE|ENTITY)/i.test(bpmn)) {
		report('M17', null, 'the file declares a document type or an entity', '文件声明了文档类型或实体')
		return false
	}
	const found = walk(bpmn, report)
	if (found === null) return true
	report('M17', null, found[0], found[1])
	return false
}

/** The first thing that is wrong with the file as XML, or null. */
function walk(bpmn: string, report: Report): readonly [string, string] | null {
	let depth = 0
	let elements = 0
	const parser = new SaxesParser({ xmlns: true })
	const stop = (en: string, zh: string): never => {
		throw new Stop(en, zh)
	}
	parser.on('opentag', (tag) => {
		depth += 1
		if (depth > maxDepth) stop(`elements lie deeper than ${maxDepth}`, `元素嵌套超过 ${maxDepth} 层`)
		if (tag.uri !== modelNamespace) return
		elements += inModel.has(tag.local) ? 1 : 0
		if (tag.local === 'import')
			report(
				'M17',
				null,
				'the file refers to another file (import), which is not read',
				'文件引用了外部文件（import），不会读取',
			)
		if (elements > maxElements)
			stop(`the drawing holds more than ${maxElements} elements`, `流程图超过 ${maxElements} 个元素`)
	})
	parser.on('closetag', () => {
		depth -= 1
	})
	parser.on('error', (error) => stop(`the file is not XML: ${error.message}`, `文件不是有效的 XML：${error.message}`))
	try {
		parser.write(bpmn).close()
	} catch (error) {
		if (error instanceof Stop) return [error.message, error.zh]
		throw error
	}
	return null
}

class Stop extends Error {
	readonly zh: string
	constructor(en: string, zh: string) {
		super(en)
		this.zh = zh
	}
}

/** What counts as an element of the drawing: flow nodes and flows. */
const inModel = new Set(
	[
		'sequenceFlow startEvent endEvent intermediateThrowEvent intermediateCatchEvent boundaryEvent',
		'task userTask manualTask serviceTask scriptTask businessRuleTask sendTask receiveTask callActivity subProcess',
		'transaction adHocSubProcess exclusiveGateway parallelGateway inclusiveGateway complexGateway eventBasedGateway',
		'dataObject dataObjectReference dataStoreReference textAnnotation association',
	]
		.join(' ')
		.split(' '),
)
