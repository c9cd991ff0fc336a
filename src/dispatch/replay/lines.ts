import type { Disposition, Facts, IncidentType } from '../contract.ts'

/**
 * What invented callers say. Every person, number and happening here is made up; calls made from these lines are labelled
 * generated (D35). `weight`: how often by day and by night, beside the others.
 */
export type Story = {
	readonly type: IncidentType
	readonly facts: Partial<Facts>
	readonly said: readonly string[]
	readonly weight: { readonly day: number; readonly night: number }
	/** Minutes a crew stays there. */
	readonly stay: number
	readonly ends: Disposition
	readonly silent?: true
}

const story = (
	type: IncidentType,
	weight: readonly [day: number, night: number],
	stay: number,
	ends: Disposition,
	said: readonly string[],
	facts: Partial<Facts> = {},
): Story => ({ type, facts, said, weight: { day: weight[0], night: weight[1] }, stay, ends })

export const stories: readonly Story[] = [
	story(
		'assault_weapon',
		[1, 3],
		28,
		'person_detained',
		['楼下有人拿刀，在楼梯口。', '一个人手上流血了，还清醒。', 'He has a knife, by the stairs.'],
		{ weapon: 'blade', hurt: 'slight', ongoing: 'yes' },
	),
	story(
		'fight',
		[2, 6],
		16,
		'mediated',
		['烧烤店门口四五个人打起来了。', 'They are throwing bottles.', '有人摔倒了，没看到流血。'],
		{ weapon: 'none', hurt: 'slight', ongoing: 'yes' },
	),
	story('fight', [3, 2], 12, 'mediated', ['市场里两个摊主推来推去。', '一个说秤不准。'], {
		weapon: 'none',
		hurt: 'none',
		ongoing: 'yes',
	}),
	story('robbery', [1, 2], 34, 'report_taken', ['有人抢了我的包，往码头方向跑了。', 'One man, dark jacket, on foot.'], {
		weapon: 'none',
		hurt: 'none',
		ongoing: 'no',
	}),
	story('theft', [6, 1], 18, 'report_taken', ['电动车停在楼下，早上起来没了。', '车是红色的，昨晚锁了。'], {
		ongoing: 'no',
		hurt: 'none',
	}),
	story('theft', [4, 1], 15, 'report_taken', ['My phone was taken from the table.', '就在柜台旁边，十分钟前。'], {
		ongoing: 'no',
	}),
	story(
		'burglary_inside',
		[1, 3],
		25,
		'person_detained',
		['隔壁没人，可是里面有手电光。', 'Someone is inside, I can hear drawers.'],
		{ ongoing: 'yes', weapon: 'unknown' },
	),
	story(
		'fraud_paying_now',
		[4, 1],
		14,
		'helped',
		['我妈妈正在给“银行的人”转账，已经第三笔。', 'The caller says he is from the bank.'],
		{ ongoing: 'yes', vulnerable: 'yes' },
	),
	story('domestic', [3, 5], 26, 'mediated', ['楼上在吵，孩子在哭。', '听到摔东西的声音。'], {
		ongoing: 'yes',
		vulnerable: 'yes',
		hurt: 'unknown',
	}),
	story(
		'collision_injury',
		[4, 2],
		32,
		'handed_to_service',
		['两车相撞，骑电动车的人倒在地上。', 'His leg hurts, he is awake.', '已经打了 120。'],
		{ hurt: 'slight', ongoing: 'no' },
	),
	story('collision_damage', [8, 2], 14, 'settled_on_scene', ['追尾了，人没事，堵着一条车道。', 'No one is hurt.'], {
		hurt: 'none',
	}),
	story('blocked_road', [6, 1], 10, 'settled_on_scene', ['货车坏在路口，后面堵了一排。', 'A lorry will not start.'], {
		hurt: 'none',
		ongoing: 'yes',
	}),
	story('person_in_water', [1, 1], 30, 'person_found', ['泊位旁边有人掉水里了！', 'He is holding on to a tyre.'], {
		ongoing: 'yes',
		hurt: 'unknown',
	}),
	story(
		'missing_elder',
		[3, 1],
		40,
		'person_found',
		['我爸早上出去买菜没回来，八十一岁。', '穿灰色外套，有点记不住路。'],
		{
			ongoing: 'yes',
			vulnerable: 'yes',
		},
	),
	story(
		'missing_child',
		[1, 0.2],
		30,
		'person_found',
		['孩子在公园走散了，六岁，黄色书包。', 'Ten minutes ago, by the slide.'],
		{
			ongoing: 'yes',
			vulnerable: 'yes',
		},
	),
	story('self_harm', [0.5, 1], 35, 'helped', ['朋友发来告别的话，电话不接。', '她一个人在家。'], {
		ongoing: 'yes',
		vulnerable: 'yes',
	}),
	story('noise', [4, 9], 9, 'advised', ['楼上又在打电钻。', 'Second night in a row.'], { ongoing: 'yes' }),
	story('noise', [2, 7], 9, 'advised', ['广场上的音响太吵，孩子睡不着。'], { ongoing: 'yes' }),
	story('neighbour_dispute', [5, 2], 18, 'mediated', ['楼道里堆满东西，一说就吵。', '他把我的车挪到外面了。'], {
		weapon: 'none',
		ongoing: 'yes',
	}),
	story('shop_dispute', [6, 2], 15, 'mediated', ['老板不肯退钱，拦着不让走。', 'The shop will not take it back.'], {
		weapon: 'none',
		ongoing: 'yes',
	}),
	story('found_property', [4, 0.5], 8, 'property_kept', ['捡到一个钱包，里面有证件。', 'I can wait at the gate.']),
	story(
		'suspicious_object',
		[1, 0.5],
		30,
		'nothing_found',
		['车站长椅下有个没人的箱子。', 'Nobody has come back for it.'],
		{
			ongoing: 'yes',
		},
	),
	story('fire_help', [1, 1], 22, 'handed_to_service', ['垃圾桶着火了，烟很大。', '消防已经在路上。'], {
		ongoing: 'yes',
	}),
	story(
		'medical_help',
		[3, 2],
		14,
		'handed_to_service',
		['有位老人坐在路边站不起来。', 'He says his chest is tight.'],
		{
			hurt: 'serious',
			vulnerable: 'yes',
		},
	),
	story('other', [3, 1], 10, 'helped', ['钥匙锁在屋里，锅还在火上。', 'The hob is still on.'], {
		vulnerable: 'unknown',
	}),
	{ ...story('silent_call', [0.5, 1], 15, 'nothing_found', []), silent: true },
]
