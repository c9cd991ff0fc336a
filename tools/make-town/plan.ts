import type { Xy } from './geometry.ts'

/**
 * The plan of Xigang, drawn by hand: coast, river, roads and quarters. Numbers are squares of the drawing table,
 * 3.74 m each, x to the right and y down, as on the sheet the screens were designed with.
 */

const square = 3.74

/** A point of the drawing table in metres from the middle of the town. */
export const at = (x: number, y: number): Xy => [(x - 640) * square, (430 - y) * square]
const line = (...xy: readonly number[]): Xy[] => {
	const out: Xy[] = []
	for (let i = 0; i + 1 < xy.length; i += 2) out.push(at(xy[i] ?? 0, xy[i + 1] ?? 0))
	return out
}

export type Name = readonly [zh: string, en: string]
export type RoadClass =
	| 'trunk'
	| 'primary'
	| 'secondary'
	| 'tertiary'
	| 'unclassified'
	| 'residential'
	| 'living_street'

export type Road = {
	readonly name: Name
	readonly highway: RoadClass
	readonly line: readonly Xy[]
	readonly smooth?: number
	readonly alt?: Name
}

export const edge = { west: -160, east: 1440, north: -240, south: 960 }

export const coast = line(
	...[-160, 552, -60, 560, 0, 557, 120, 564, 280, 574, 330, 584, 440, 593, 600, 596, 690, 590, 716, 582, 722, 570],
	...[750, 570, 757, 582, 775, 584, 865, 583, 866, 614, 912, 614, 912, 583, 1070, 581, 1100, 552, 1180, 545],
	...[1235, 530, 1330, 534, 1440, 515],
)
export const riverBed = line(
	...[842, -240, 826, -60, 823, 0, 815, 100, 790, 230, 757, 340, 739, 420, 736, 500, 736, 590],
)
/** Half widths in metres, one for each point of the bed. */
export const riverHalf = [34, 36, 38, 40, 42, 44, 48, 50, 52]

export const breakwaters = [line(653, 594, 658, 644, 688, 673), line(812, 583, 815, 650, 737, 685)]
export const piers: readonly { readonly name: Name; readonly ring: readonly Xy[] }[] = [
	{ name: ['一号码头', 'Wharf 1'], ring: line(776, 583, 776, 604, 790, 604, 790, 583) },
	{ name: ['二号码头', 'Wharf 2'], ring: line(832, 583, 832, 608, 846, 608, 846, 583) },
	{ name: ['三号码头', 'Wharf 3'], ring: line(866, 583, 866, 614, 912, 614, 912, 583) },
	{ name: ['四号码头', 'Wharf 4'], ring: line(950, 583, 950, 612, 975, 612, 975, 583) },
	{ name: ['五号码头', 'Wharf 5'], ring: line(1010, 582, 1010, 612, 1035, 612, 1035, 582) },
	{ name: ['鱼市码头', 'Fishmarket Wharf'], ring: line(470, 594, 470, 612, 482, 612, 482, 594) },
]
export const seawall = line(120, 562, 280, 572, 330, 582, 440, 590, 600, 593, 640, 592)

export const railway: readonly { readonly name: Name; readonly line: readonly Xy[] }[] = [
	{
		name: ['汐港铁路', 'Xigang Railway'],
		line: line(-160, 68, 5, 68, 300, 66, 600, 66, 700, 55, 760, 75, 850, 150, 920, 270, 945, 400, 950, 560),
	},
]

export const roads: readonly Road[] = [
	{
		name: ['环城路', 'Ring Road'],
		alt: ['环路', 'Ring Rd'],
		highway: 'trunk',
		smooth: 4,
		line: line(
			...[66, 402, 70, 330, 95, 230, 170, 105, 200, 75, 300, 48, 440, 37, 560, 40, 700, 52, 820, 75, 930, 115],
			...[1010, 175, 1060, 245, 1085, 310, 1092, 418],
		),
	},
	{
		name: ['环城东路', 'East Ring Road'],
		highway: 'secondary',
		smooth: 3,
		line: line(1091, 405, 1085, 480, 1072, 575),
	},
	{
		name: ['港前大道', 'Harbour Avenue'],
		alt: ['港湾大道', 'Harbour Boulevard'],
		highway: 'primary',
		smooth: 3,
		line: line(-160, 396, 5, 397, 170, 402, 470, 392, 670, 385, 750, 390, 788, 398, 1085, 413, 1240, 416, 1440, 420),
	},
	{
		name: ['望海路', 'Seaview Road'],
		highway: 'secondary',
		smooth: 2,
		line: line(428, -240, 440, -60, 442, 0, 450, 80, 460, 200, 477, 400),
	},
	{
		name: ['海堤路', 'Seawall Road'],
		highway: 'secondary',
		smooth: 3,
		line: line(
			-160,
			530,
			-70,
			536,
			20,
			542,
			170,
			556,
			300,
			562,
			430,
			573,
			620,
			579,
			682,
			576,
			700,
			540,
			706,
			480,
			706,
			378,
		),
	},
	{
		name: ['北桥路', 'North Bridge Road'],
		highway: 'secondary',
		smooth: 2,
		line: line(684, 233.333, 760, 212, 830, 203, 905, 208),
	},
	{ name: ['东坡路', 'East Slope Road'], highway: 'tertiary', smooth: 3, line: line(930, 300, 948, 350, 952, 420) },
	{
		name: ['东坡北路', 'East Slope North Road'],
		highway: 'tertiary',
		smooth: 2,
		line: line(900, 150, 912, 112, 930, 20, 905, -110),
	},
	{
		name: ['上河路', 'Upper River Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(905, -110, 960, -140, 1080, -150, 1200, -80, 1256, 60, 1260, 180),
	},
	{
		name: ['茶岭路', 'Tea Ridge Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(1056, 240, 1130, 220, 1250, 180, 1330, 250, 1350, 340, 1340, 424),
	},
	{
		name: ['望潮路', 'Tidelook Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(1230, 412, 1245, 460, 1260, 500, 1200, 530, 1110, 540, 1070, 545),
	},
	{
		name: ['石桥路', 'Stonebridge Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(425, -120, 520, -140, 640, -130, 760, -120, 905, -110),
	},
	{
		name: ['竹坞路', 'Bamboo Hollow Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(445, -110, 330, -100, 200, -120, 60, -80, -60, 20, -70, 150),
	},
	{
		name: ['盐田路', 'Saltfield Road'],
		highway: 'unclassified',
		smooth: 3,
		line: line(-70, 150, -90, 260, -70, 380, -70, 480, -66, 545),
	},
	{ name: ['西环联络路', 'West Link Road'], highway: 'tertiary', smooth: 2, line: line(-75, 150, 0, 180, 110, 205) },
	{ name: ['西门路', 'West Gate Road'], highway: 'tertiary', smooth: 2, line: line(140, 300, 190, 290, 245, 288) },
	{ name: ['港口疏运路', 'Port Freight Road'], highway: 'tertiary', smooth: 1, line: line(775, 578, 1076, 580) },
	{
		name: ['织网街', 'Netmakers Street'],
		highway: 'tertiary',
		smooth: 2,
		line: line(160, 484, 210, 480, 258, 482, 330, 490),
	},
]

/** A quarter: streets between four corners, some straight, some not. */
export type Quarter = {
	readonly name: Name
	readonly place: 'suburb' | 'neighbourhood' | 'village'
	readonly corners: readonly [Xy, Xy, Xy, Xy]
	readonly rows: readonly Name[]
	readonly columns: readonly Name[]
	/** How far crossings stray from the straight grid, in metres. */
	readonly stray: number
	/** Share of street pieces that are left out. */
	readonly gaps: number
	/** Rows or columns by number that are main streets of the quarter. */
	readonly mainRows?: readonly number[]
	readonly mainColumns?: readonly number[]
	/** How far columns and rows reach past the corners to meet another road, in metres, and which. */
	readonly reach?: {
		readonly up?: readonly number[]
		readonly down?: readonly number[]
		readonly left?: readonly number[]
		readonly right?: readonly number[]
		readonly metres: number
	}
	readonly oneWayColumns?: boolean
	readonly building: {
		readonly front: readonly [number, number]
		readonly depth: readonly [number, number]
		readonly gap: readonly [number, number]
		readonly back: number
		readonly kind: string
	}
}

const corners = (...n: readonly number[]): [Xy, Xy, Xy, Xy] => {
	const [a, b, c, d] = line(...n)
	const zero: Xy = [0, 0]
	return [a ?? zero, b ?? zero, c ?? zero, d ?? zero]
}
const names = (text: string): Name[] =>
	text.split(';').map((pair) => {
		const [zh = '', en = ''] = pair.trim().split('=')
		return [zh, en]
	})

const cottage = { front: [10, 18], depth: [9, 13], gap: [2, 9], back: 3.5, kind: 'house' } as const

export const quarters: readonly Quarter[] = [
	{
		name: ['老城', 'Old Town'],
		place: 'suburb',
		corners: corners(327, 412, 682, 428, 664, 562, 322, 555),
		rows: names(
			'城隍庙街=Temple Street;鱼市街=Fishmarket Street;灯笼街=Lantern Street;盐仓巷=Salthouse Lane;船匠街=Shipwright Street;潮信巷=Tidebell Lane',
		),
		columns: names(
			'西水门=West Watergate;绳索巷=Ropewalk;井台巷=Well Lane;旧衙巷=Old Yamen Lane;钟楼街=Bell Tower Street;药铺巷=Apothecary Lane;书院街=Academy Street;桐油巷=Tung Oil Lane;铁锚巷=Anchor Lane;东水门=East Watergate',
		),
		stray: 26,
		gaps: 0.13,
		mainRows: [1],
		mainColumns: [4],
		reach: { up: [0, 2, 4, 6, 8], down: [1, 3, 4, 6, 8], right: [1, 3], metres: 130 },
		oneWayColumns: true,
		building: cottage,
	},
	{
		name: ['新城', 'New Town'],
		place: 'suburb',
		corners: corners(200, 107, 662, 60, 695, 320, 233, 375),
		rows: names(
			'北辰街=North Star Street;学府街=College Street;文昌街=Wenchang Street;长乐街=Changle Street;启明街=Daybreak Street;广济街=Guangji Street;南苑街=South Garden Street',
		),
		columns: names(
			'西苑路=West Garden Road;梧桐路=Plane Tree Road;银杏路=Ginkgo Road;建设路=Builders Road;和平路=Peace Road;体育路=Stadium Road;朝阳路=Morning Sun Road;青年路=Youth Road;河滨路=Riverside Road',
		),
		stray: 0,
		gaps: 0.03,
		mainRows: [4],
		mainColumns: [2, 6],
		reach: { up: [2, 6], down: [2, 6], metres: 330 },
		building: { front: [24, 52], depth: [12, 18], gap: [8, 20], back: 8, kind: 'apartments' },
	},
	{
		name: ['港区', 'Port'],
		place: 'suburb',
		corners: corners(787, 422, 1080, 434, 1068, 566, 780, 558),
		rows: names('仓前街=Warehouse Street;缆桩街=Bollard Street;吊臂街=Crane Street;潮位街=Tidemark Street'),
		columns: names(
			'泊位一路=Berth First Road;灯塔路=Lighthouse Road;海关路=Customs Road;渔轮路=Trawler Road;船坞路=Dockyard Road;冷库路=Coldstore Road',
		),
		stray: 0,
		gaps: 0,
		mainRows: [1],
		mainColumns: [2],
		reach: { up: [0, 2, 4], down: [0, 1, 2, 3, 4, 5], right: [1, 3], metres: 90 },
		building: { front: [26, 60], depth: [18, 30], gap: [10, 24], back: 10, kind: 'warehouse' },
	},
	{
		name: ['东坡', 'East Slope'],
		place: 'suburb',
		corners: corners(850, 120, 1040, 175, 1034, 335, 836, 290),
		rows: names(
			'梨园街=Pear Orchard Street;茶亭街=Tea Pavilion Street;东坡院=East Slope Yard;石阶街=Stone Step Street;泉眼街=Spring Street',
		),
		columns: names(
			'河埠巷=River Landing Lane;橘树巷=Tangerine Lane;山门路=Hill Gate Road;松涛巷=Pine Lane;采石巷=Quarry Lane',
		),
		stray: 24,
		gaps: 0.1,
		mainRows: [1],
		mainColumns: [2],
		reach: { down: [2], right: [1], metres: 130 },
		building: { ...cottage, gap: [8, 26] },
	},
	{
		name: ['西门里', 'West Gate'],
		place: 'neighbourhood',
		corners: corners(92, 222, 152, 205, 172, 360, 108, 374),
		rows: names('兵营街=Barrack Street;马市街=Horse Market Street;更楼街=Watchtower Street;护城街=Moat Street'),
		columns: names('西门外巷=Outer Gate Lane;西门直街=Gate Street;碾坊巷=Mill Lane'),
		stray: 12,
		gaps: 0.08,
		mainRows: [2],
		reach: { down: [1], left: [0, 2], metres: 150 },
		building: { ...cottage, gap: [5, 16] },
	},
	{
		name: ['织网里', 'Netmakers'],
		place: 'neighbourhood',
		corners: corners(174, 422, 254, 432, 256, 540, 168, 540),
		rows: names('晒网街=Drying Net Street;浮标街=Buoy Street;桨叶街=Oar Street;蟹埠街=Crab Landing Street'),
		columns: names('补网巷=Mending Lane;麻线巷=Twine Lane;帆布巷=Sailcloth Lane'),
		stray: 16,
		gaps: 0.1,
		reach: { up: [1], down: [1], right: [2], metres: 110 },
		building: { ...cottage, gap: [5, 16] },
	},
	...village('盐田村', 'Saltfield Village', -104, 452, '盐畦路', 'Salt Pan Road', '风车巷', 'Windmill Lane'),
	...village('竹坞村', 'Bamboo Hollow', 190, -142, '竹篱路', 'Bamboo Fence Road', '溪口巷', 'Brook Lane'),
	...village('石桥村', 'Stonebridge', 612, -156, '石桥头', 'Bridge End', '碾米巷', 'Rice Mill Lane'),
	...village('上河村', 'Upper River Village', 1050, -172, '河埂路', 'Dyke Path Road', '水车巷', 'Waterwheel Lane'),
	...village('茶岭村', 'Tea Ridge', 1236, 150, '茶园路', 'Tea Garden Road', '炒青巷', 'Firing Lane'),
	...village('望潮村', 'Tidelook', 1222, 440, '望潮街', 'Tidelook Street', '礁石巷', 'Reef Lane'),
	...village('西溪村', 'West Brook', -100, 118, '西溪街', 'West Brook Street', '柳荫巷', 'Willow Lane'),
]

function village(
	zh: string,
	en: string,
	x: number,
	y: number,
	...[rowZh, rowEn, colZh, colEn]: readonly string[]
): Quarter[] {
	return [
		{
			name: [zh, en],
			place: 'village',
			corners: corners(x, y, x + 62, y + 4, x + 58, y + 50, x - 4, y + 44),
			rows: names(`${rowZh}=${rowEn};${rowZh}后街=${rowEn} Back`),
			columns: names(`${colZh}=${colEn};${colZh}东=${colEn} East;${colZh}西=${colEn} West`),
			stray: 18,
			gaps: 0,
			reach: { up: [0, 1, 2], down: [0, 1, 2], left: [0, 1], right: [0, 1], metres: 110 },
			building: { ...cottage, gap: [6, 22] },
		},
	]
}

export const parks: readonly { readonly name: Name; readonly ring: readonly Xy[]; readonly kind: 'park' | 'forest' }[] =
	[
		{ name: ['观潮公园', 'Tidewatch Park'], kind: 'park', ring: line(404, 190, 538, 178, 543, 226, 409, 240) },
		{ name: ['东坡林地', 'East Slope Wood'], kind: 'forest', ring: line(962, 345, 1040, 352, 1034, 388, 964, 384) },
		{ name: ['西林公园', 'West Grove'], kind: 'park', ring: line(70, 440, 146, 446, 140, 530, 78, 522) },
		{ name: ['石门林', 'Stone Gate Wood'], kind: 'forest', ring: line(1130, 20, 1200, 0, 1220, 90, 1150, 120) },
		{ name: ['竹坞林', 'Bamboo Wood'], kind: 'forest', ring: line(20, -200, 150, -210, 160, -150, 40, -130) },
	]

/** Station areas meet along these lines: the railway bend to the west, the river, and the avenue to the east. */
export const areaWest = line(-160, 378, 5, 377, 300, 373, 600, 366, 668, 362, 742, 370)
export const areaEast = line(742, 370, 790, 386, 1085, 399, 1440, 405)
export const areaSouth = line(742, 370, 739, 420, 736, 500, 736, 590, 742, 700, 742, 960)
