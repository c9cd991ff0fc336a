/**
 * Signs that a hand or a scanner takes for one another in names; a group a word. Those that also sound alike need no mention, and
 * two that both stand often in names (义 and 文, 芬 and 芳) are no slip: brothers and sisters have them.
 */
const groups =
	'义叉 文又 宇字 海悔 浩活 梅悔 己已巳 末未 朱未 未末朱 千干于 干千 土士 日曰 王玉主 天夫 大太犬 人入 晴睛 昊吴 昊旲 李季 陈阵 杨扬 徐除 侯候 沈沉 江汪 兵乒 凤风 妹姝 ' +
	'宋宗 宗崇 崇祟 冶治 戴载 苑范 薛蒋 肖尚 尚肖 钱线 怡恰 涛铸 俊峻 峻俊 竣俊 昱显 焱炎 ' +
	'琪淇 祺棋 祺琪 珉岷 玫枚 彬杉 桦烨 烨桦 炀杨 瑶摇 琼凉 璐路 璇旋 玥明 明朋 朋明 月用 兰三 东车 冬终 令今 今令 ' +
	'伶怜 玲怜 冰水 冰沐 沐休 休沐 栋拣 林材 材村 村材 木术 禾未 禾木 申甲 甲由申 由申 田由 丘兵 岳兵 岳丘 白自 目且 旦且 目日 日目 贝见 见贝 ' +
	'力刀 刀刁 万方 方万 又叉 元无 无元 云去 去云 平干 平千 午牛 牛午 年午 生主 圣怪 庆厌 广厂 庄压 应座 康唐 唐康 庚唐 席度 ' +
	'杜社 社杜 祝视 视祝 礼札 札礼 孔扎 孙孔 孟盂 孟益 盈孟 盛咸 成戍 戊戌戍 戎戒 戒戎 武式 龙尤 尤龙 龙尢 左右 石右 右石 古右 吉古 吉告 周同 ' +
	'同周 冈罔 刚钢 则侧 刘列 刘对 秋称 程枉 秦泰 泰秦 奉春 清青 倩情 晓浇 浇晓 晓烧 晖浑 军车 军晕 冯妈 骆络 ' +
	'骏俊 驰弛 腾滕 滕腾 潘播 汤扬 汤杨 洪哄 洋样 津律 律津 沛柿 泽择 泽译 涵函 淑椒 淳浮 深探 渊洲 温湿 湘相 溪奚 源原 滨宾 漫慢 澄登 澜阑 濮璞 ' +
	'蓉容 莲连 莹营 萱宣 蕊芯 蕙惠 薇微 颖颍 颖颗 顺须 项顶 顾颀 颜颐 预领 亮亭 亭亮 京享 享亨 亨享 亦赤 亢元 亚业 业亚 永水 水永 泉皇 皓浩 皎校 ' +
	'瑞端 端瑞 珊删 珍诊 玺玉 珏玉 琛深 瑾谨 璋章 堃坤 垚土 坡披 均钧 坚竖 竖坚 墨黑 娜哪 娟捐 娇桥 婉碗 婷停 媛缓 媛援 嫒媛 嫣焉 子了 存在 孝考 学字 安案 宏宠 宝玉'

const near: ReadonlyMap<string, ReadonlySet<string>> = made()

function made(): Map<string, Set<string>> {
	const all = new Map<string, Set<string>>()
	for (const group of groups.split(' ')) {
		for (const sign of group) {
			const those = all.get(sign) ?? new Set()
			for (const other of group) if (other !== sign) those.add(other)
			all.set(sign, those)
		}
	}
	return all
}

/** Whether two signs are easily taken for one another by sight. */
export function isNearShape(a: string, b: string): boolean {
	return near.get(a)?.has(b) === true
}
