import { box, type Xy } from './geometry.ts'
import { type Drawing, type Tags } from './osm.ts'
import { addressTags } from './buildings.ts'
import { at, type Name } from './plan.ts'

/** Things with a name that stand by themselves: the bureau, stations, schools, banks, car parks, and what calls are about. */

type Thing = {
	readonly name: Name
	readonly tags: Tags
	readonly at: Xy
	readonly size?: readonly [number, number]
	readonly address?: readonly [Name, number]
}

const thing = (
	zh: string,
	en: string,
	key: string,
	value: string,
	x: number,
	y: number,
	size?: readonly [number, number],
): Thing => ({
	name: [zh, en],
	tags: { [key]: value },
	at: at(x, y),
	...(size === undefined ? {} : { size }),
})

export const things: readonly Thing[] = [
	thing('汐港县公安局', 'Xigang County Bureau', 'amenity', 'police', 487, 283, [54, 30]),
	thing('老城派出所', 'Old Town Station', 'amenity', 'police', 500, 478, [24, 15]),
	thing('码头派出所', 'Quayside Station', 'amenity', 'police', 838, 450, [26, 16]),
	thing('北门派出所', 'Northgate Station', 'amenity', 'police', 463, 118, [26, 16]),
	thing('汐港县第一中学', 'Xigang First Middle School', 'amenity', 'school', 300, 232, [90, 40]),
	thing('新城小学', 'New Town Primary School', 'amenity', 'school', 595, 150, [70, 34]),
	thing('老城小学', 'Old Town Primary School', 'amenity', 'school', 390, 528, [40, 22]),
	thing('东坡小学', 'East Slope Primary School', 'amenity', 'school', 965, 240, [48, 24]),
	thing('港区技工学校', 'Port Trades School', 'amenity', 'school', 1035, 500, [56, 30]),
	thing('汐港县人民医院', 'County Hospital', 'amenity', 'hospital', 360, 280, [86, 46]),
	thing('老城卫生院', 'Old Town Clinic', 'amenity', 'clinic', 588, 470, [20, 14]),
	thing('潮信银行总行', 'Tidebell Bank Head Office', 'amenity', 'bank', 505, 250, [30, 20]),
	thing('潮信银行鱼市支行', 'Tidebell Bank, Fishmarket', 'amenity', 'bank', 450, 446),
	thing('汐港农商银行', 'Xigang Rural Bank', 'amenity', 'bank', 340, 330),
	thing('海关路银行', 'Customs Road Bank', 'amenity', 'bank', 905, 444),
	thing('东坡储蓄所', 'East Slope Savings Office', 'amenity', 'bank', 930, 205),
	thing('启明街银行', 'Daybreak Street Bank', 'amenity', 'bank', 570, 286),
	thing('鱼市场', 'Fish Market', 'amenity', 'marketplace', 372, 448, [44, 26]),
	thing('海堤路市场', 'Seawall Road Market', 'amenity', 'marketplace', 505, 568),
	thing('汐港站', 'Xigang Railway Station', 'railway', 'station', 560, 58, [70, 18]),
	thing('汽车站', 'Bus Station', 'amenity', 'bus_station', 505, 88, [44, 24]),
	thing('渡轮码头', 'Ferry Terminal', 'amenity', 'ferry_terminal', 800, 576, [26, 10]),
	thing('海关大楼', 'Customs House', 'office', 'government', 925, 490, [34, 20]),
	thing('城隍庙', 'Temple of the Town', 'amenity', 'place_of_worship', 430, 424, [22, 16]),
	thing('钟楼', 'Bell Tower', 'tourism', 'attraction', 507, 440),
	thing('县体育馆', 'County Stadium', 'leisure', 'sports_centre', 560, 330, [70, 44]),
	thing('灯塔', 'Lighthouse', 'man_made', 'lighthouse', 687, 671),
	thing('消防站', 'Fire Station', 'amenity', 'fire_station', 256, 340, [34, 20]),
	thing('加油站', 'Filling Station', 'amenity', 'fuel', 1000, 404),
]

export const parkings: readonly Thing[] = [
	thing('鱼市停车场', 'Fishmarket Car Park', 'amenity', 'parking', 352, 436, [34, 20]),
	thing('公园停车场', 'Park Car Park', 'amenity', 'parking', 555, 200, [44, 30]),
	thing('医院停车场', 'Hospital Car Park', 'amenity', 'parking', 358, 297, [50, 14]),
	thing('车站停车场', 'Station Car Park', 'amenity', 'parking', 600, 84, [50, 22]),
	thing('海关停车场', 'Customs Car Park', 'amenity', 'parking', 950, 462, [50, 24]),
	thing('渡轮停车场', 'Ferry Car Park', 'amenity', 'parking', 822, 574, [34, 12]),
	thing('东坡停车场', 'East Slope Car Park', 'amenity', 'parking', 880, 225, [24, 16]),
	thing('海堤停车场', 'Seawall Car Park', 'amenity', 'parking', 560, 586, [40, 12]),
]

const shapeOf = (t: Thing): Xy[] | null =>
	t.size === undefined ? null : box(t.at, [1, t.at[0] < 350 ? 0.08 : 0], t.size[0] / 2, t.size[1] / 2)

/** Ground the things stand on, so that no house is put there. */
export const grounds: readonly (readonly Xy[])[] = [...things, ...parkings].flatMap((t) => {
	const shape = t.size === undefined ? null : box(t.at, [1, 0], t.size[0] / 2 + 3, t.size[1] / 2 + 3)
	return shape === null ? [] : [shape]
})

export function named([zh, en]: Name): Tags {
	return { name: zh, 'name:zh': zh, 'name:en': en }
}

export function drawThings(drawing: Drawing): void {
	for (const t of [...things, ...parkings]) {
		const shape = shapeOf(t)
		const tags = { ...t.tags, ...named(t.name) }
		if (shape === null) drawing.node(t.at, tags)
		else drawing.ring(shape, t.tags.amenity === 'parking' ? tags : { building: 'yes', ...tags })
	}
}

/** Addresses the demo speaks of; drawn as address points where no house happens to carry the number. */
export const spokenOf: readonly (readonly [string, string, number])[] = [
	['鱼市街', 'Fishmarket Street', 41],
	['鱼市街', 'Fishmarket Street', 43],
	['盐仓巷', 'Salthouse Lane', 7],
	['启明街', 'Daybreak Street', 208],
	['启明街', 'Daybreak Street', 15],
	['缆桩街', 'Bollard Street', 88],
	['缆桩街', 'Bollard Street', 120],
	['望海路', 'Seaview Road', 60],
	['海堤路', 'Seawall Road', 3],
	['东坡院', 'East Slope Yard', 12],
]

export function drawAddressPoint(drawing: Drawing, street: Name, number: number, p: Xy): void {
	drawing.node(p, addressTags(street, number))
}
