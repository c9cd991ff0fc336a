import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '#kernel/folder.ts'
import { type ReadyDrawing, useReadyDrawings } from '#kernel/matters/api.ts'
import { keepTable, readTable } from '#kernel/tables/api.ts'

const shelf = join(projectFolder, 'src', 'app', 'drawings', 'ready')
const slice = (name: string, file: string) => join(projectFolder, 'src', name, 'process', `${file}.bpmn`)

type Shelved = Omit<ReadyDrawing, 'text' | 'tables' | 'calls'> & {
	readonly file: string
	readonly tables?: readonly string[]
	readonly calls?: readonly string[]
}

/** What a copy is drafted under, and where the text stands. */
const own = (key: string) => ({ key, name: `own.${key}`, file: join(shelf, `${key}.bpmn`) })
const program = (key: string, of: string) => ({ key, name: `${of}.${key}`, file: slice(of, key) })

/** M106. The twelve, in the order of lists. */
export const ready: readonly Shelved[] = [
	{
		...program('incident', 'dispatch'),
		title: { en: 'Incident', zh: '警情' },
		purpose: {
			en: 'From the call to the closed incident; a bureau adds approvals of its own in between.',
			zh: '从接警到警情办结；本局可在中间加审批。',
		},
	},
	{
		...program('order', 'command'),
		title: { en: 'Order', zh: '命令' },
		purpose: {
			en: 'An order goes down, is answered by a clock, done, checked by somebody else and re-checked by lot.',
			zh: '命令下达，按时答复，执行，由他人核验，抽签复查。',
		},
	},
	{
		...program('hand-over', 'command'),
		title: { en: 'Hand-over', zh: '移交' },
		purpose: {
			en: 'A matter passes from one agency to another; refused or unanswered it stays and goes up.',
			zh: '事项在单位之间移交；拒绝或逾期的留在原单位并报上级。',
		},
	},
	{
		...own('case-acceptance'),
		title: { en: 'Case acceptance', zh: '受案立案' },
		purpose: {
			en: 'From the report to the decision on filing, with receipt, terms, notice, reconsideration and review.',
			zh: '从报案到立案决定：回执、期限、送达、复议复核、检察监督。',
		},
		tables: ['ready.case-route', 'ready.filing-term'],
	},
	{
		...own('property-crime'),
		title: { en: 'Property crime', zh: '侵财案件' },
		purpose: {
			en: 'A filed theft: scene, footage, goods; inquired, joined or resting; goods go back.',
			zh: '侵财案件立案后：勘查、视频、失物；侦查、串并或保留线索；返还财物。',
		},
		tables: ['ready.property-way'],
	},
	{
		...own('fraud'),
		title: { en: 'Telecom and online fraud', zh: '电信网络诈骗' },
		purpose: {
			en: 'Statement, stop-payment and dissuasion at once; filing, tracing, return of money.',
			zh: '笔录、止付、劝阻同时进行；立案、资金查控、返还。',
		},
		tables: ['ready.fraud-lead'],
		calls: ['own.stop-payment'],
	},
	{
		...own('stop-payment'),
		title: { en: 'Emergency stop-payment', zh: '紧急止付' },
		purpose: {
			en: 'The bank is asked, phoned when silent; 48 hours at most twice; freeze or lift; objections are heard.',
			zh: '向银行发出止付，未答复则电话联系；四十八小时，至多两次；冻结或解除；审查异议。',
		},
	},
	{
		...own('complaint'),
		title: { en: 'Complaint', zh: '投诉' },
		purpose: {
			en: 'A complaint about police is never dealt with by whom it is about; answered, reviewed above.',
			zh: '对公安工作的投诉，被投诉人不得办理；按期答复，可申请复查。',
		},
		tables: ['ready.complaint-way'],
	},
	{
		...own('hazard'),
		title: { en: 'Hazard at a place', zh: '隐患整改' },
		purpose: {
			en: 'A hazard found at a place: removed at once or by a term, checked by another officer, handed on if not.',
			zh: '场所隐患：当场或限期整改，由他人复查，未整改的移送主管部门。',
		},
		tables: ['ready.hazard-term'],
	},
	{
		...own('campaign'),
		title: { en: 'Campaign', zh: '专项行动' },
		purpose: {
			en: 'A harm to lessen, a basis, an end and no quota; looked at weekly, stopped when it harms.',
			zh: '有目标、有依据、有期限、无指标；每周检视，造成损害即停止或调整。',
		},
	},
	{
		...own('exercise'),
		title: { en: 'Exercise', zh: '演练' },
		purpose: {
			en: 'Planned, approved, played and put right; a real emergency breaks it off.',
			zh: '拟定、审批、演练、整改；遇真实警情即中止。',
		},
	},
	{
		...own('duty-briefing'),
		title: { en: 'Duty briefing', zh: '勤务交接' },
		purpose: {
			en: 'One shift hands over to the next from a page made of the record; two signatures; morning meeting.',
			zh: '依据自动生成的简报交接班，双方签字；早班召开晨会。',
		},
	},
]

/** M106. Reads the ready drawings and makes their rule tables those their names stand for. Before tables are published. */
export async function loadReady(): Promise<void> {
	for (const file of (await readdir(shelf)).filter((one) => one.endsWith('.dmn')).sort())
		keepTable(readTable(`ready.${file.slice(0, -'.dmn'.length)}`, await readFile(join(shelf, file), 'utf8')))
	const read = ready.map(async ({ file, tables = [], calls = [], ...rest }) => {
		const text = await readFile(file, 'utf8')
		return { ...rest, text, tables, calls }
	})
	useReadyDrawings(await Promise.all(read))
}
