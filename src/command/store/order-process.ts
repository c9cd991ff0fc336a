import type { ActContext, Message } from '#kernel/act.ts'
import { type Driven, driveProcess, openTasks } from '#kernel/matters/process/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { OrderState } from '../contract.ts'

/** What happens to an order, as its drawing (process/order.bpmn) knows it: the task it ends and the way taken. */
const steps = {
	confirm: { task: 'confirm', way: 'confirmed' },
	dispute: { task: 'confirm', way: 'disputed' },
	accept: { task: 'answer', way: 'accepted' },
	refuse: { task: 'answer', way: 'refused' },
	lift: { task: 'decide', way: 'lifted' },
	uphold: { task: 'decide', way: 'upheld' },
	hand_in: { task: 'do', way: null },
	pass: { task: 'check', way: 'passed' },
	return: { task: 'check', way: 'returned' },
	hold: { task: 'recheck', way: 'holds' },
	fall: { task: 'recheck', way: 'fallen' },
} as const
export type OrderStep = keyof typeof steps

/** State of an order whose process rests on a task; one that rests on none is closed. */
export const stateOfTask: Readonly<Record<string, OrderState>> = {
	confirm: 'spoken',
	answer: 'given',
	decide: 'refused',
	do: 'in_work',
	check: 'to_check',
	recheck: 'recheck',
}

type Act = Pick<ActContext, 'tx' | 'now'>
type Data = Readonly<Record<string, unknown>>

/** Where an order came to, and the messages its act hands on. */
export type Stepped = { readonly over: boolean; readonly messages: readonly Message[] }

const stepped = (driven: Driven): Stepped => ({ over: driven.ended !== null, messages: driven.messages })

/** K34. Takes one step of the drawing. @throws Refusal `wrong_state` when the order does not rest there */
export async function stepOrder(act: Act, order: string, step: OrderStep, data: Data = {}): Promise<Stepped> {
	const { task, way } = steps[step]
	const open = (await openTasks(act.tx, order)).find((each) => each.element === task)
	if (open === undefined) throw notThere(step)
	const choose = way === null ? {} : { choose: [way] }
	return stepped(await driveProcess(act, open.instance, { is: 'complete', wait: open.wait, data, ...choose }))
}

/** K26, K28. Something comes to the order from outside. @throws Refusal `wrong_state` when it is over */
export async function tellOrder(act: Act, order: string, name: 'lot_drawn' | 'taken_back'): Promise<Stepped> {
	const driven = await driveProcess(act, order, { is: 'message', name })
	if (!driven.taken) throw notThere(name)
	return stepped(driven)
}

function notThere(step: string): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'The order does not stand where this can be done.', zh: '该命令当前环节不能这样办理。' },
		{ rule: 'K34', inner: `no ${step} from here` },
	)
}
