import type { Report } from './fault.ts'
import { activities, type Element, type Model, type Place } from './model.ts'
import { isRun } from './read-process.ts'

/** M19. Whether the drawing hangs together: what leads where, and what sits on what. */
export function checkShape(model: Model, report: Report): void {
	for (const element of model.elements.values()) {
		checkEnds(element, report)
		checkBoundary(model, element, report)
		checkConditions(element, report)
		checkCompensation(model, element, report)
		checkEventGateway(model, element, report)
	}
	for (const place of model.places.values()) checkPlace(model, place, report)
	checkReach(model, report)
}

const say = {
	in: ['nothing may lead to it', '不得有进入的顺序流'],
	out: ['nothing may lead out of it', '不得有离开的顺序流'],
} as const

function checkEnds(element: Element, report: Report): void {
	const { id, kind, trigger } = element
	const isAside = kind === 'event-sub-process' || element.compensates
	const noIns = isAside || kind === 'start' || kind === 'boundary' || (kind === 'catch' && trigger.on === 'link')
	const isUndo = kind === 'boundary' && trigger.on === 'compensation'
	const noOuts = isAside || kind === 'end' || isUndo || (kind === 'throw' && trigger.on === 'link')
	if (noIns && element.ins.length > 0) report('M19', id, ...say.in)
	if (noOuts && element.outs.length > 0) report('M19', id, ...say.out)
}

function checkBoundary(model: Model, element: Element, report: Report): void {
	if (element.kind !== 'boundary') return
	const host = element.attached === null ? undefined : model.elements.get(element.attached)
	if (host === undefined || !activities.has(host.kind) || host.parent !== element.parent)
		report('M19', element.id, 'a boundary event sits on an activity beside it', '边界事件须附着在同层的活动上')
	if (element.trigger.on !== 'compensation' || host === undefined) return
	const handler = host.handler === null ? undefined : model.elements.get(host.handler)
	if (handler === undefined || !handler.compensates || handler.parent !== element.parent)
		report(
			'M19',
			element.id,
			'a compensation event is joined by an association to an activity marked isForCompensation',
			'补偿边界事件须以关联线连接标记为补偿的活动',
		)
}

const mayChoose = new Set(['exclusive', 'inclusive', ...activities])

function checkConditions(element: Element, report: Report): void {
	const fallback = element.fallback
	if (fallback !== null && !element.outs.some((flow) => flow.id === fallback))
		report('M19', element.id, `the default flow ${fallback} does not leave it`, `默认顺序流 ${fallback} 不是由此发出`)
	if (mayChoose.has(element.kind)) return
	for (const flow of element.outs)
		if (flow.condition !== null)
			report('M19', flow.id, `a condition after a ${element.type} is not evaluated`, `${element.type} 之后不得带条件`)
}

function checkCompensation(model: Model, element: Element, report: Report): void {
	const { trigger } = element
	if (trigger.on !== 'compensation' || trigger.activity === null) return
	const target = model.elements.get(trigger.activity)
	const around = placesAround(model, element.parent)
	const isThere = target !== undefined && around.includes(target.parent)
	if (!isThere || (target.handler === null && target.kind !== 'sub-process'))
		report(
			'M19',
			element.id,
			`${trigger.activity} is no activity of this scope that can be compensated`,
			`${trigger.activity} 不是本范围内可补偿的活动`,
		)
}

/** The place an event stands in and, from within event sub-processes, those around. */
function placesAround(model: Model, place: string): readonly string[] {
	const at = model.elements.get(place)
	return at?.kind === 'event-sub-process' ? [place, ...placesAround(model, at.parent)] : [place]
}

function checkEventGateway(model: Model, element: Element, report: Report): void {
	if (element.kind !== 'event-based') return
	if (element.outs.length < 2)
		report('M19', element.id, 'an event-based gateway has two ways out or more', '事件网关至少有两条出路')
	for (const flow of element.outs) {
		const to = model.elements.get(flow.to)
		const waits = to?.kind === 'receive' || (to?.kind === 'catch' && to.trigger.on !== 'link')
		if (!waits || to.ins.length > 1 || to.loop !== null || to.boundaries.length > 0)
			report(
				'M19',
				flow.to,
				'after an event-based gateway stands a plain catching event or receive task with no other way in',
				'事件网关之后须为单一入口的捕获事件或接收任务',
			)
	}
}

function checkPlace(model: Model, place: Place, report: Report): void {
	const nodes = place.nodes.flatMap((id) => model.elements.get(id) ?? [])
	const isProcess = place.id === model.id
	const starts = nodes.filter((node) => node.kind === 'start')
	const owner = model.elements.get(place.id)
	if (!isProcess && starts.length > 1)
		report('M19', place.id, 'a sub-process has at most one start event', '子流程最多有一个开始事件')
	if (owner?.kind === 'event-sub-process' && starts.length === 0)
		report('M19', place.id, 'an event sub-process has a start event', '事件子流程须有开始事件')
	if (isProcess && place.starts.length === 0) report('M19', place.id, 'the process begins nowhere', '流程没有起点')
	checkLinks(nodes, place, report)
	if (starts.length === 0) return
	for (const node of nodes) if (needsWayIn(node)) report('M19', node.id, 'no way leads here', '没有顺序流进入此元素')
}

function needsWayIn(node: Element): boolean {
	if (node.ins.length > 0 || node.instantiates || node.compensates || !isRun(node.type)) return false
	const isLink = node.kind === 'catch' && node.trigger.on === 'link'
	return !isLink && node.kind !== 'start' && node.kind !== 'boundary' && node.kind !== 'event-sub-process'
}

function checkLinks(nodes: readonly Element[], place: Place, report: Report): void {
	const caught = new Set<string>()
	for (const node of nodes) {
		if (node.trigger.on !== 'link') continue
		const { name } = node.trigger
		if (node.kind === 'throw' && !place.links.has(name))
			report('M19', node.id, `no link event catches ${name}`, `没有捕获链接 ${name} 的事件`)
		if (node.kind === 'catch' && caught.has(name))
			report('M19', node.id, `two link events catch ${name}`, `有两个事件捕获链接 ${name}`)
		if (node.kind === 'catch') caught.add(name)
	}
}

/** Elements a token may come to next from `element`: along its flows, or over a link. */
export function nextOf(model: Model, element: Element): readonly string[] {
	const next = element.outs.map((flow) => flow.to)
	if (element.kind !== 'throw' || element.trigger.on !== 'link') return next
	const link = model.places.get(element.parent)?.links.get(element.trigger.name)
	return link === undefined ? next : [...next, link]
}

function checkReach(model: Model, report: Report): void {
	const all = [...model.elements.values()]
	const firsts = [...model.places.values()].flatMap((place) => place.starts)
	const others = all.filter(
		(e) => e.instantiates || e.compensates || e.kind === 'event-sub-process' || isUnlinked(e) || !isRun(e.type),
	)
	const seen = new Set([...firsts, ...others.map((e) => e.id)])
	const open = [...seen]
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		const element = model.elements.get(id)
		for (const to of element === undefined ? [] : [...nextOf(model, element), ...element.boundaries]) {
			if (seen.has(to)) continue
			seen.add(to)
			open.push(to)
		}
	}
	for (const element of all) {
		if (seen.has(element.id) || element.kind === 'boundary' || needsWayIn(element)) continue
		report('M19', element.id, 'no way leads here from a start', '从起点无法到达此元素')
	}
}

/** A link that nothing throws to begins nothing; it is left in peace as a drawing habit. */
function isUnlinked(element: Element): boolean {
	return element.kind === 'catch' && element.trigger.on === 'link'
}
