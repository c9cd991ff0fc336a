import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import { fromWadeGiles, looseSound, readingsOfAll } from './pinyin.ts'
import { isNearShape } from './shapes.ts'

const simplify = Converter({ from: 't', to: 'cn' })

const double: ReadonlySet<string> = new Set(
	(
		'欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 轩辕 端木 南宫 西门 独孤 呼延 闻人 澹台 公冶 濮阳 淳于 单于 ' +
		'太史 申屠 仲孙 钟离 司空 闾丘 亓官 司寇 拓跋 完颜 万俟 赫连 百里 东郭 南门 羊舌 微生 梁丘 左丘 第五'
	).split(' '),
)

/** The surnames most people have. A sign that is none of them, where one of them should be, was misread. */
const surnames: ReadonlySet<string> = new Set(
	'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方' +
		'邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤季裘单解仇查区乐卫伍俞骆章祝萧阎傅丘代欧岳翁庄尚施洪倪樊颜童邢温' +
		'梅葛殷伊舒柳华关申甘齐庞丛柴包牛费岑安简凌霍焦成房管左宁游盛穆喻路康麦纪项古蓝元路鲁韩米卞靳盖詹娄冉苗曲车应屈裴席卓兰时佟全明',
)

/** Surnames that one family writes in two ways. */
const twoWays: readonly string[] = ['萧肖', '傅付', '阎闫', '戴代', '邱丘', '蓝兰', '于於', '詹占']

/** A name in Chinese signs, read once. */
export type ChineseName = {
	/** As written, marks between signs left out. */
	readonly written: string
	/** In simplified signs. */
	readonly simple: string
	/** How many signs the surname has. */
	readonly surname: number
	/** What each sign may sound like, without tones: a surname only as surnames sound. */
	readonly sounds: readonly (readonly string[])[]
}

/** Whether a text is a personal name in Chinese signs: two to five of them, marks between them allowed. */
export const isChineseName = (text: string): boolean => /^[\p{sc=Han}]{2,5}$/u.test(bare(text))

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s·・•]/gu, '')

/** Reads a name; `named` is false for what stands without its surname. */
export function chineseName(text: string, named = true): ChineseName {
	const written = bare(text)
	const simple = simplify(written)
	const surname = named ? (double.has(simple.slice(0, 2)) && simple.length > 2 ? 2 : 1) : 0
	const heard = pinyin(simple, { toneType: 'none', type: 'array', surname: named ? 'head' : 'off', v: true })
	const sounds = [...simple].map((sign, n) => {
		const first = heard[n] ?? ''
		const others = n < surname ? [] : pinyin(sign, { toneType: 'none', type: 'array', multiple: true, v: true })
		return [...new Set([first, ...others])]
	})
	return { written, simple, surname, sounds }
}

/** How two names in signs agree: 'variant' is the same in traditional and simplified signs, 'slip' one sign heard or seen wrong. */
export type Agreement = 'same' | 'variant' | 'slip' | 'doubtful' | 'different'

/**
 * Two names in signs (C19). More than one sign wrong, or one that neither sounds nor looks like the other, is another name.
 * Another surname is another family even where both sound alike: that alone leaves it doubtful.
 */
export function agreeInSigns(a: ChineseName, b: ChineseName): Agreement {
	if (a.simple === b.simple) return a.written === b.written ? 'same' : 'variant'
	if (a.sounds.length !== b.sounds.length) return 'different'
	let slips = 0
	let doubts = 0
	const others = [...b.simple]
	for (const [n, sign] of [...a.simple].entries()) {
		const other = others[n] ?? ''
		if (sign === other || (n < a.surname && twoWays.some((two) => two.includes(sign) && two.includes(other)))) continue
		if (n < a.surname && surnames.has(sign) && surnames.has(other)) {
			if (!shares(a.sounds[n], b.sounds[n]) && !isNearShape(sign, other)) return 'different'
			doubts++
			continue
		}
		if (shares(a.sounds[n], b.sounds[n]) || isNearShape(sign, other)) slips++
		else if (shares(a.sounds[n]?.map(looseSound), b.sounds[n]?.map(looseSound))) doubts++
		else return 'different'
	}
	if (doubts === 0 && slips <= 1) return slips === 0 ? 'variant' : 'slip'
	return slips + doubts <= 2 ? 'doubtful' : 'different'
}

const shares = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.some((sound) => b.includes(sound))

/** A name in signs and one in Latin letters (C20): pinyin in either order, or Wade-Giles. */
export function agreeInSound(name: ChineseName, words: readonly string[]): Agreement {
	const readings = readingsOfAll(words)
	if (readings.some((heard) => fits(name, heard, (sound) => sound))) return 'variant'
	const old = combined(words.map(fromWadeGiles))
	if (old.some((heard) => fits(name, heard, (sound) => sound))) return 'slip'
	return readings.some((heard) => fits(name, heard, looseSound)) ? 'doubtful' : 'different'
}

/** Every way to take one of each. */
const combined = (choices: readonly (readonly string[])[]): readonly (readonly string[])[] =>
	choices.length > 5
		? []
		: choices.reduce<readonly (readonly string[])[]>(
				(ways, each) => ways.flatMap((way) => each.map((one) => [...way, one])),
				[[]],
			)

/** Surname first, or last as in the West. */
function fits(name: ChineseName, heard: readonly string[], fold: (sound: string) => string): boolean {
	if (heard.length !== name.sounds.length) return false
	const turned = [...heard.slice(heard.length - name.surname), ...heard.slice(0, heard.length - name.surname)]
	return [heard, turned].some((order) =>
		name.sounds.every((sounds, n) => sounds.some((sound) => same(fold(sound), fold(order[n] ?? '')))),
	)
}

/** ü is often written u. */
const same = (sound: string, heard: string): boolean => sound === heard || sound.replace('v', 'u') === heard

/** Two names in Latin letters where both are pinyin (C20), surname first or last; null where one of them is not. */
export function agreeInPinyin(a: readonly string[], b: readonly string[]): Agreement | null {
	if (a.length < 2 || b.length < 2) return null
	const ours = nameReadings(a)
	const theirs = nameReadings(b)
	if (ours.length === 0 || theirs.length === 0) return null
	const turned = [
		...ours,
		...nameReadings([...a.slice(1), ...a.slice(0, 1)]),
		...nameReadings([...a.slice(-1), ...a.slice(0, -1)]),
	]
	const meets = (fold: (sound: string) => string): boolean => {
		const heard = new Set(theirs.map((way) => way.map(fold).join(' ')))
		return turned.some((way) => heard.has(way.map(fold).join(' ')))
	}
	if (meets((sound) => sound)) return a.join(' ') === b.join(' ') ? 'same' : 'variant'
	return meets(looseSound) ? 'doubtful' : 'different'
}

/** Readings of as many syllables as a name has. */
const nameReadings = (words: readonly string[]): readonly (readonly string[])[] =>
	readingsOfAll(words).filter((way) => way.length >= 2 && way.length <= 4)
