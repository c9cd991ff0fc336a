import type { FaultShape } from '../contract/drawings.ts'
import { DrawingFault, readDrawing } from '../drawing.ts'
import { redrawFaults } from '../hold/redraw.ts'
import type { Fault, Kind, Model } from '../process/model.ts'
import { mainProcess, readProcesses } from '../process/read.ts'
import { findShipped, wholeDrawings } from '../processes.ts'
import { isOwn } from '../own.ts'
import { isKept, selfStarts } from '../runner/start.ts'
import { laneFaults } from '../task/check.ts'
import { type At, unknownNames } from './check-names.ts'

/** M85. What stands against a drawing: as the engine reads it, then as the process under that name must be. */
export async function drawingFaults(name: string, bpmn: string, at: At): Promise<FaultShape[]> {
	const reading = await readProcesses(bpmn)
	const main = mainProcess(reading)
	const read = [...reading.faults, ...reading.processes.filter((one) => one.executable).flatMap((one) => one.faults)]
	if (main === null && read.length === 0)
		read.push(faultAt('M18', null, 'no process of the file can begin', '文件中没有可启动的流程'))
	if (read.length > 0 || main === null) return read.map(shown)
	const stepped = findShipped(name)
	if (stepped !== null) {
		const drawing = await readDrawing(name, bpmn).catch((error: unknown) => {
			if (error instanceof DrawingFault) return error
			throw error
		})
		if (drawing instanceof DrawingFault) return [shown(asFault(drawing))]
		return redrawFaults(stepped.drawing, drawing, stepped.mayHold).map(shown)
	}
	const sound = reading.processes.filter((one) => one.faults.length === 0)
	const lanes = laneFaults({ main: main.id, models: new Map(sound.map((one) => [one.id, one.model])) })
	const own = [...lanes, ...(await missing(name, main.model)), ...startFaults(name, main.model, at.now)].map(shown)
	return [
		...own,
		...(await unknownNames(
			sound.map((one) => one.model),
			at,
		)),
	]
}

function faultAt(rule: string, element: string | null, en: string, zh: string): Fault {
	return { rule, element, sentence: { en, zh } }
}

function shown({ element, rule, sentence }: Fault): FaultShape {
	return { element, line: null, rule, en: sentence.en, zh: sentence.zh }
}

/** What M1 to M6 say against a drawing that acts move, whose sentence stands in English alone. */
const inChinese: Readonly<Record<string, string>> = {
	M1: '此流程由操作推动，只能含开始、结束、用户任务、排他网关、中间事件和顺序流',
	M2: '只有网关可以有多条出路',
	M3: '开始、结束和连线不完整，或有到达不了的环节',
	M4: '有不停留的环路',
	M5: '此流程的连线不能带条件',
	M6: '文件过大或不安全',
}

function asFault({ rule, element, message }: DrawingFault): Fault {
	const en = message.replace(/^[^:]*: /, '').replace(/ (?:\(element [^)]*\) )?\[[^\]]*\]$/, '')
	return faultAt(rule, element, en, inChinese[rule] ?? '此图不能用于该流程')
}

/** What acts of the program answer, ask or listen for by an element's id. */
const spokenTo: ReadonlySet<Kind> = new Set(['task', 'service', 'receive', 'catch', 'send', 'call'])
const shippedModels = new Map<string, Model>()

/** M85. In a redrawn process of the program, what its acts speak to by id stays, as the same kind of element. */
async function missing(name: string, drawn: Model): Promise<Fault[]> {
	const shipped = await shippedModel(name)
	if (shipped === null) return []
	return [...shipped.elements.values()]
		.filter(({ id, kind }) => spokenTo.has(kind) && drawn.elements.get(id)?.kind !== kind)
		.map(({ id }) =>
			faultAt(
				'M85',
				id,
				`the acts of this process speak to ${id}; it must stay, as the same kind of element`,
				`本流程的操作要用到 ${id}，该环节须保留且类型不变`,
			),
		)
}

/** M97. */
function startFaults(name: string, model: Model, now: Date): Fault[] {
	return selfStarts(model).flatMap((start) => {
		if (!isOwn(name))
			return faultAt(
				'M97',
				start.id,
				'acts of the program begin this process; a message, signal or timer would begin nothing',
				'本流程由程序的操作启动，消息、信号或计时不会启动它',
			)
		if (isKept(start, now.getTime())) return []
		return faultAt(
			'M97',
			start.id,
			'a timer that begins matters is a moment, a duration or a cycle of a minute or more, written out',
			'启动事项的计时须直接写明时刻、时长或不短于一分钟的周期',
		)
	})
}

async function shippedModel(name: string): Promise<Model | null> {
	const known = shippedModels.get(name)
	if (known !== undefined) return known
	const text = wholeDrawings().find(({ process }) => process === name)?.bpmn
	if (text === undefined) return null
	const model = mainProcess(await readProcesses(text))?.model ?? null
	if (model !== null) shippedModels.set(name, model)
	return model
}
