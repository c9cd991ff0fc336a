import type { Facts, IncidentType } from '../contract.ts'
import { oneOf, type Random, weighted } from './random.ts'

/** Invented calls: what kind at which hour, and what a caller might say. Nobody said any of it. */

type Script = { readonly facts: Partial<Facts>; readonly said: readonly (readonly [string, string])[] }

const scripts: Readonly<Record<IncidentType, readonly Script[]>> = {
	assault_weapon: [
		{
			facts: { weapon: 'blade', ongoing: 'yes', hurt: 'slight' },
			said: [
				['A man has a knife, by the stairs.', '楼梯口有个男的拿着刀。'],
				['One woman is cut on the arm, she is awake.', '一个女的手臂被划伤了，人清醒。'],
			],
		},
	],
	fight: [
		{
			facts: { ongoing: 'yes', hurt: 'none' },
			said: [['Four people are fighting in front of the shop.', '店门口四个人打起来了。']],
		},
		{
			facts: { ongoing: 'no', hurt: 'slight' },
			said: [['They fought, one has a bleeding nose, the others left.', '打完了，一个流鼻血，其他人走了。']],
		},
	],
	robbery: [
		{
			facts: { ongoing: 'no', hurt: 'none' },
			said: [['Someone took my bag and ran towards the market.', '有人抢了我的包往市场跑了。']],
		},
	],
	theft: [
		{
			facts: { ongoing: 'no' },
			said: [['My e-bike is gone, I left it here at noon.', '我的电动车不见了，中午停在这儿的。']],
		},
		{
			facts: { ongoing: 'no' },
			said: [['Copper pipe was taken from the yard last night.', '昨晚院子里的铜管被偷了。']],
		},
	],
	burglary_inside: [
		{
			facts: { ongoing: 'yes' },
			said: [['I hear someone in the flat below, the owners are away.', '楼下没人住，我听到里面有动静。']],
		},
	],
	fraud_paying_now: [
		{
			facts: { ongoing: 'yes', vulnerable: 'yes' },
			said: [
				['My mother is at the bank, she says the police told her to move her money.', '我妈在银行，说公安让她转钱。'],
			],
		},
	],
	domestic: [
		{
			facts: { ongoing: 'yes', hurt: 'unknown' },
			said: [['They are shouting and things are breaking next door.', '隔壁在吵，摔东西。']],
		},
	],
	collision_injury: [
		{
			facts: { hurt: 'slight', ongoing: 'yes' },
			said: [['A car hit a scooter, the rider holds his leg.', '汽车撞了电动车，骑车的抱着腿。']],
		},
	],
	collision_damage: [
		{
			facts: { hurt: 'none' },
			said: [['Two cars touched, nobody is hurt, they block the lane.', '两车剐蹭，没人受伤，堵着车道。']],
		},
	],
	blocked_road: [
		{ facts: {}, said: [['A lorry stands across the lane, nobody is in it.', '一辆货车横在路上，没人。']] },
	],
	person_in_water: [
		{
			facts: { ongoing: 'yes', hurt: 'unknown' },
			said: [['Someone fell off the quay, I see a hand.', '有人掉下码头了，还能看到手。']],
		},
	],
	missing_elder: [
		{
			facts: { vulnerable: 'yes', ongoing: 'yes' },
			said: [
				[
					'My father went for a walk at six and is not back, he forgets the way.',
					'我爸六点出门散步没回来，他记不住路。',
				],
			],
		},
	],
	missing_child: [
		{
			facts: { ongoing: 'yes', vulnerable: 'yes' },
			said: [['I lost my girl in the market, she is five, yellow coat.', '我女儿在市场走丢了，五岁，黄外套。']],
		},
	],
	self_harm: [
		{
			facts: { ongoing: 'yes' },
			said: [['He sits on the roof edge and does not answer.', '他坐在楼顶边上，不说话。']],
		},
	],
	noise: [
		{ facts: { ongoing: 'yes' }, said: [['Drilling upstairs, second time I call.', '楼上又在电钻，我第二次打了。']] },
		{ facts: { ongoing: 'yes' }, said: [['Loud music from the square.', '广场音响太吵。']] },
	],
	neighbour_dispute: [
		{
			facts: { ongoing: 'yes', hurt: 'none' },
			said: [['He parked in front of my door again and will not move.', '他又把车停我门口，不肯挪。']],
		},
	],
	shop_dispute: [{ facts: { ongoing: 'no' }, said: [['They will not take back a broken phone.', '手机坏了不给退。']] }],
	found_property: [{ facts: {}, said: [['I found a wallet with cards in it.', '我捡到一个钱包，里面有卡。']] }],
	suspicious_object: [
		{
			facts: { ongoing: 'yes' },
			said: [['A suitcase has stood at the bus stop for an hour.', '公交站有个箱子放了一小时没人要。']],
		},
	],
	fire_help: [
		{
			facts: { hurt: 'none', ongoing: 'yes' },
			said: [['Smoke from a bin shed, the fire brigade is coming.', '垃圾房冒烟，消防在来的路上。']],
		},
	],
	medical_help: [
		{
			facts: { hurt: 'slight', ongoing: 'yes' },
			said: [['An old man fell, the ambulance asks for help with the door.', '老人摔倒了，急救请求协助开门。']],
		},
	],
	silent_call: [{ facts: { ongoing: 'unknown' }, said: [] }],
	other: [{ facts: {}, said: [['A dog runs loose on the ring road.', '环路上有条狗乱跑。']] }],
}

/** How often each kind is called in, by day and by night. Invented, in the order of what a port town hears. */
const byDay: readonly (readonly [IncidentType, number])[] = [
	['collision_damage', 18],
	['shop_dispute', 10],
	['neighbour_dispute', 10],
	['theft', 9],
	['blocked_road', 8],
	['found_property', 7],
	['fraud_paying_now', 5],
	['noise', 5],
	['collision_injury', 5],
	['missing_elder', 4],
	['medical_help', 4],
	['other', 4],
	['fight', 3],
	['domestic', 3],
	['silent_call', 2],
	['fire_help', 2],
	['missing_child', 1],
	['suspicious_object', 1],
	['burglary_inside', 1],
	['person_in_water', 1],
	['robbery', 1],
]
const byNight: readonly (readonly [IncidentType, number])[] = [
	['noise', 22],
	['fight', 11],
	['domestic', 10],
	['collision_damage', 8],
	['theft', 7],
	['neighbour_dispute', 6],
	['collision_injury', 5],
	['silent_call', 4],
	['medical_help', 4],
	['burglary_inside', 4],
	['other', 4],
	['blocked_road', 3],
	['missing_elder', 2],
	['fire_help', 2],
	['self_harm', 2],
	['person_in_water', 2],
	['robbery', 1],
	['assault_weapon', 1],
	['shop_dispute', 2],
]

export type ScriptedCall = {
	readonly type: IncidentType
	readonly facts: Partial<Facts>
	readonly said: readonly string[]
	readonly silent: boolean
}

/** The next invented call at an hour of the day (0 to 23). */
export function nextCall(random: Random, hour: number, language: 'en' | 'zh'): ScriptedCall {
	const type = weighted(random, hour >= 7 && hour < 21 ? byDay : byNight)
	return callOf(random, type, language)
}

export function callOf(random: Random, type: IncidentType, language: 'en' | 'zh'): ScriptedCall {
	const script = oneOf(random, scripts[type])
	return {
		type,
		facts: script.facts,
		said: script.said.map(([en, zh]) => (language === 'en' ? en : zh)),
		silent: type === 'silent_call',
	}
}

/** How such an incident usually ends. */
export function endingOf(
	type: IncidentType,
): 'report_taken' | 'mediated' | 'helped' | 'person_found' | 'property_kept' | 'settled_on_scene' {
	if (type === 'missing_elder' || type === 'missing_child') return 'person_found'
	if (type === 'found_property') return 'property_kept'
	if (['medical_help', 'fire_help', 'self_harm', 'person_in_water'].includes(type)) return 'helped'
	if (['neighbour_dispute', 'shop_dispute', 'noise', 'fight'].includes(type)) return 'mediated'
	return ['theft', 'robbery', 'burglary_inside', 'fraud_paying_now', 'assault_weapon', 'domestic'].includes(type)
		? 'report_taken'
		: 'settled_on_scene'
}
