import type { Tier } from '#kernel/contract/scalars.ts'
import type { AgencyBranch, CredentialKind, PostKind } from '#kernel/identity/contract/words.ts'
import { branchWords } from '#kernel/identity/branches.ts'

/**
 * The demo organisation: Donglan Province > Lanjiang City > Xigang County Bureau with its branches and three stations.
 * Every name, place and person here is made up; no such province, city, county or officer exists.
 */

export type DemoAgency = {
	readonly code: string
	readonly en: string
	readonly zh: string
	readonly tier: Tier
	readonly branch: AgencyBranch | null
	readonly parent: string | null
}

const branches = Object.keys(branchWords) as AgencyBranch[]

/** A branch of an agency above the county: those that check what the county does. */
const above = (parent: string, tier: Tier, en: string, zh: string, branch: AgencyBranch): DemoAgency => ({
	code: `${parent}-${branch.replaceAll('_', '-')}`,
	en: `${en} ${branchWords[branch].en}`,
	zh: `${zh}${branchWords[branch].zh}`,
	tier,
	branch,
	parent,
})

/** Parents before children. */
export const demoAgencies: readonly DemoAgency[] = [
	{
		code: 'donglan',
		en: 'Donglan Province Police',
		zh: '东澜省公安厅',
		tier: 'province',
		branch: null,
		parent: null,
	},
	{ code: 'lanjiang', en: 'Lanjiang City Police', zh: '澜江市公安局', tier: 'city', branch: null, parent: 'donglan' },
	{ code: 'xigang', en: 'Xigang Bureau', zh: '汐港县公安局', tier: 'county', branch: null, parent: 'lanjiang' },
	above('donglan', 'province', 'Donglan', '东澜', 'integrity'),
	above('donglan', 'province', 'Donglan', '东澜', 'legal'),
	above('lanjiang', 'city', 'Lanjiang', '澜江', 'integrity'),
	above('lanjiang', 'city', 'Lanjiang', '澜江', 'legal'),
	...branches.map((branch) => ({
		code: `xigang-${branch.replaceAll('_', '-')}`,
		en: `Xigang ${branchWords[branch].en}`,
		zh: `汐港${branchWords[branch].zh}`,
		tier: 'county' as const,
		branch,
		parent: 'xigang',
	})),
	{
		code: 'xigang-old-town',
		en: 'Old Town Station',
		zh: '老城派出所',
		tier: 'station',
		branch: null,
		parent: 'xigang',
	},
	{
		code: 'xigang-quayside',
		en: 'Quayside Station',
		zh: '码头派出所',
		tier: 'station',
		branch: null,
		parent: 'xigang',
	},
	{
		code: 'xigang-northgate',
		en: 'Northgate Station',
		zh: '北门派出所',
		tier: 'station',
		branch: null,
		parent: 'xigang',
	},
]

export type DemoPerson = {
	/** Also the account, after `demo.`. */
	readonly code: string
	readonly en: string
	readonly zh: string
	readonly sworn: boolean
	readonly posts: readonly { readonly kind: PostKind; readonly agency: string }[]
	readonly credentials: readonly CredentialKind[]
}

/** code | English | Chinese | post @ agency (+ more) | credentials. Auxiliaries are those whose post says so, and `aux` ones. */
const rows = `
gu-yuanfan | Gu Yuanfan | 顾远帆 | commander@donglan |
bai-haosheng | Bai Haosheng | 白浩声 | commander@lanjiang |
jiang-wanqing | Jiang Wanqing | 江晚晴 | commander@xigang commander@xigang-command | armed
shen-jinghai | Shen Jinghai | 沈静海 | shift_leader@xigang-command dispatcher@xigang-command | negotiator
lin-tingchao | Lin Tingchao | 林听潮 | dispatcher@xigang-command call_taker@xigang-command | first_aid
tao-xingzhou | Tao Xingzhou | 陶行舟 | dispatcher@xigang-command |
su-mingdi | Su Mingdi | 苏明堤 | call_taker@xigang-command aux | first_aid
ye-wenyu | Ye Wenyu | 叶闻雨 | call_taker@xigang-command aux |
fang-zhixin | Fang Zhixin | 方知信 | call_taker@xigang-command |
dai-guanlan | Dai Guanlan | 戴观澜 | analyst@xigang-command |
lu-heping | Lu Heping | 陆衡平 | legal_reviewer@xigang-legal | legal_exam
qiu-zhengming | Qiu Zhengming | 邱正鸣 | integrity_inspector@xigang-integrity | legal_exam
mei-chuanxin | Mei Chuanxin | 梅传新 | trainer@xigang-training | armed first_aid
gao-suyuan | Gao Suyuan | 高溯源 | investigator@xigang-criminal | armed interview_child
ruan-qingyan | Ruan Qingyan | 阮清言 | investigator@xigang-criminal | interview_child
ning-wangan | Ning Wangan | 宁望安 | investigator@xigang-cyber |
jin-mingzhang | Jin Mingzhang | 金明账 | investigator@xigang-economic |
tang-jiansheng | Tang Jiansheng | 唐建笙 | administrator@xigang aux |
luo-pinglu | Luo Pinglu | 罗平路 | traffic_officer@xigang-traffic | traffic_collision breath_test
hong-denghang | Hong Denghang | 洪登航 | traffic_officer@xigang-traffic | traffic_collision breath_test first_aid
kang-xiaobo | Kang Xiaobo | 康晓波 | auxiliary_officer@xigang-traffic | first_aid
yu-dushui | Yu Dushui | 于渡水 | officer@xigang-public-order | armed boat
xia-fanying | Xia Fanying | 夏帆影 | auxiliary_officer@xigang-public-order | boat first_aid
lei-zhenshan | Lei Zhenshan | 雷镇山 | officer@xigang-public-order | armed stab_proof
peng-yuelang | Peng Yuelang | 彭越浪 | officer@xigang-public-order | armed stab_proof negotiator
wei-anzhou | Wei Anzhou | 魏安舟 | officer@xigang-public-order | armed stab_proof first_aid
ding-shouyi | Ding Shouyi | 丁守一 | officer@xigang-public-order | stab_proof drone
cao-yingfeng | Cao Yingfeng | 曹迎风 | auxiliary_officer@xigang-public-order | drone
zhou-anjie | Zhou Anjie | 周安街 | station_chief@xigang-old-town | armed
he-pingan | He Ping’an | 何平安 | officer@xigang-old-town | armed stab_proof first_aid
chen-wanghai | Chen Wanghai | 陈望海 | officer@xigang-old-town | stab_proof interview_child
xu-anlan | Xu Anlan | 许安澜 | officer@xigang-old-town | armed stab_proof
pan-qiaolu | Pan Qiaolu | 潘桥路 | officer@xigang-old-town | stab_proof negotiator
shi-xiangyang | Shi Xiangyang | 石巷阳 | officer@xigang-old-town | stab_proof
bao-dengming | Bao Dengming | 包灯明 | auxiliary_officer@xigang-old-town | first_aid
kong-wanjia | Kong Wanjia | 孔晚家 | auxiliary_officer@xigang-old-town |
fu-zaochen | Fu Zaochen | 傅早辰 | auxiliary_officer@xigang-old-town | first_aid
zou-xiangli | Zou Xiangli | 邹巷里 | auxiliary_officer@xigang-old-town |
tian-jianbu | Tian Jianbu | 田健步 | auxiliary_officer@xigang-old-town | first_aid
hou-bohai | Hou Bohai | 侯泊海 | station_chief@xigang-quayside | armed
long-tiemao | Long Tiemao | 龙铁锚 | officer@xigang-quayside | armed stab_proof
zheng-zhaochao | Zheng Zhaochao | 郑照潮 | officer@xigang-quayside | stab_proof first_aid
feng-guifan | Feng Guifan | 冯归帆 | officer@xigang-quayside | armed stab_proof boat
qian-shuiyun | Qian Shuiyun | 钱水云 | officer@xigang-quayside | stab_proof interview_child
meng-changhe | Meng Changhe | 孟长河 | officer@xigang-quayside | stab_proof
an-tingtao | An Tingtao | 安听涛 | auxiliary_officer@xigang-quayside | first_aid
ji-xuelang | Ji Xuelang | 季雪浪 | auxiliary_officer@xigang-quayside |
mao-xinghe | Mao Xinghe | 毛星河 | auxiliary_officer@xigang-quayside | boat
cui-dukou | Cui Dukou | 崔渡口 | auxiliary_officer@xigang-quayside | first_aid
wan-lianfan | Wan Lianfan | 万连帆 | auxiliary_officer@xigang-quayside |
du-chengbei | Du Chengbei | 杜成北 | station_chief@xigang-northgate | armed
song-wangye | Song Wangye | 宋望野 | officer@xigang-northgate | armed stab_proof
yan-shouqiao | Yan Shouqiao | 严守桥 | officer@xigang-northgate | stab_proof drone
guo-tianlong | Guo Tianlong | 郭田垄 | officer@xigang-northgate | armed stab_proof first_aid
hu-zaoxing | Hu Zaoxing | 胡早行 | officer@xigang-northgate | stab_proof
xie-qinghe | Xie Qinghe | 谢清禾 | officer@xigang-northgate | stab_proof interview_child
gong-beiwang | Gong Beiwang | 龚北望 | auxiliary_officer@xigang-northgate | first_aid
ke-shanfeng | Ke Shanfeng | 柯山风 | auxiliary_officer@xigang-northgate |
liang-yelu | Liang Yelu | 梁野路 | auxiliary_officer@xigang-northgate | first_aid
miao-qingtian | Miao Qingtian | 苗青田 | auxiliary_officer@xigang-northgate |
wu-changqiao | Wu Changqiao | 吴长桥 | auxiliary_officer@xigang-northgate |
ge-jingming | Ge Jingming | 葛镜明 | integrity_inspector@lanjiang-integrity | legal_exam
yin-fakuan | Yin Fakuan | 尹法宽 | legal_reviewer@lanjiang-legal | legal_exam
shao-zhengyuan | Shao Zhengyuan | 邵正源 | integrity_inspector@donglan-integrity | legal_exam
xiang-lvping | Xiang Lüping | 项律平 | legal_reviewer@donglan-legal | legal_exam`

/** The made-up people, in the order of the sign-in page. */
export const demoPeople: readonly DemoPerson[] = rows
	.trim()
	.split('\n')
	.map((row) => {
		const [code = '', en = '', zh = '', held = '', trained = ''] = row.split('|').map((part) => part.trim())
		const words = held.split(' ')
		const posts = words
			.filter((word) => word.includes('@'))
			.map((word) => {
				const [kind = '', agency = ''] = word.split('@')
				// The table above is ours; a test compares its words with the closed lists.
				return { kind: kind as PostKind, agency }
			})
		return {
			code,
			en,
			zh,
			sworn: !words.includes('aux') && posts.every((post) => post.kind !== 'auxiliary_officer'),
			posts,
			credentials: trained.split(' ').filter((word) => word !== '') as CredentialKind[],
		}
	})

export type DemoCrew = {
	/** Code of the unit; its id is `demoId('unit', code)`. */
	readonly code: string
	readonly kind: 'patrol' | 'foot' | 'traffic' | 'marine' | 'support'
	/** Call sign. */
	readonly en: string
	readonly zh: string
	/** Code of the agency it belongs to. */
	readonly agency: string
	/** Codes of the people who crew it on shift. */
	readonly crew: readonly string[]
}

const station = (
	agency: string,
	en: string,
	zh: string,
	first: number,
	crews: readonly (readonly [DemoCrew['kind'], string])[],
): DemoCrew[] =>
	crews.map(([kind, crew], at) => ({
		code: `${en.toLowerCase()}-${first + at}`,
		kind,
		en: `${en} ${first + at}`,
		zh: `${zh} ${first + at}`,
		agency,
		crew: crew.split(' '),
	}))

const bureau = (agency: string, kind: DemoCrew['kind'], en: string, zh: string, number: string, crew: string) => ({
	code: `${en.toLowerCase()}-${number}`,
	kind,
	en: `${en} ${number}`,
	zh: `${zh} ${number}`,
	agency,
	crew: crew.split(' '),
})

/** The 24 units on shift with their crews. Some have no sworn officer, so that the rule on them can be seen. */
export const demoCrews: readonly DemoCrew[] = [
	...station('xigang-old-town', 'Old', '老城', 11, [
		['patrol', 'chen-wanghai bao-dengming'],
		['patrol', 'he-pingan kong-wanjia'],
		['patrol', 'xu-anlan'],
		['patrol', 'pan-qiaolu fu-zaochen'],
		['foot', 'zou-xiangli tian-jianbu'],
		['foot', 'shi-xiangyang'],
	]),
	...station('xigang-quayside', 'Quay', '码头', 21, [
		['patrol', 'long-tiemao an-tingtao'],
		['patrol', 'zheng-zhaochao ji-xuelang'],
		['patrol', 'feng-guifan'],
		['patrol', 'qian-shuiyun cui-dukou'],
		['foot', 'mao-xinghe wan-lianfan'],
		['foot', 'meng-changhe'],
	]),
	...station('xigang-northgate', 'North', '北门', 11, [
		['patrol', 'song-wangye gong-beiwang'],
		['patrol', 'yan-shouqiao ke-shanfeng'],
		['patrol', 'guo-tianlong'],
		['patrol', 'hu-zaoxing liang-yelu'],
		['foot', 'miao-qingtian wu-changqiao'],
		['foot', 'xie-qinghe'],
	]),
	bureau('xigang-traffic', 'traffic', 'Traffic', '交警', '05', 'luo-pinglu kang-xiaobo'),
	bureau('xigang-traffic', 'traffic', 'Traffic', '交警', '08', 'hong-denghang'),
	bureau('xigang-public-order', 'marine', 'Marine', '水警', '02', 'yu-dushui xia-fanying'),
	bureau('xigang-public-order', 'patrol', 'Patrol', '巡特', '31', 'lei-zhenshan peng-yuelang'),
	bureau('xigang-public-order', 'patrol', 'Patrol', '巡特', '32', 'wei-anzhou'),
	bureau('xigang-public-order', 'patrol', 'Patrol', '巡特', '33', 'ding-shouyi cao-yingfeng'),
]
