import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoId } from '../../demo/ids.ts'
import { type Look, noBrowser, openStage, perform, picture, type Post, type Stage, view } from './browser.ts'
import { looks, looksRight, sizes } from './right.ts'

/**
 * Tasks for people in a real browser: a bureau publishes a drawing of its own by people of two chains of command, a matter
 * is opened on it, and its tasks are taken, filled in, checked by other eyes, escalated and given out.
 */

const officer: Post = { kind: 'officer', agency: 'xigang-old-town' }
const other: Post = { unit: demoId('unit', 'old-12') }
const chief: Post = { kind: 'station_chief', agency: 'xigang-old-town' }
const commander: Post = { kind: 'commander', agency: 'xigang' }
const wide: Look['size'] = [1366, 768]

const label = (en: string, zh: string) => ({ en, zh })
const form = {
	fields: [
		{ key: 'found', is: 'text', label: label('What was found', '检查情况'), required: true, max: 500, lines: 3 },
		{ key: 'doors', is: 'number', label: label('Exits blocked', '堵塞出口数'), min: 0, max: 20 },
		{ key: 'loss', is: 'money', label: label('Cost of repair', '整改费用') },
		{ key: 'at', is: 'time', label: label('Seen at', '检查时间') },
		{ key: 'safe', is: 'yes_no', label: label('May stay open', '可否继续营业'), required: true },
		{
			key: 'grade',
			is: 'choice',
			label: label('Danger', '危险程度'),
			of: [
				{ value: 'low', label: label('Low', '低') },
				{ value: 'high', label: label('High', '高') },
			],
		},
		{ key: 'paper', is: 'document', label: label('Notice served', '送达文书') },
	],
}

const flow = (from: string, to: string, name = '') =>
	`<sequenceFlow id="${from}_${to}" name="${name}" sourceRef="${from}" targetRef="${to}"/>`
const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:seawall="https://seawall.example/bpmn" targetNamespace="https://seawall.example/process">
<process id="quay" name="Quay check / 码头检查" isExecutable="true">
<laneSet id="lanes">
<lane id="l1" name="officer / 民警"><flowNodeRef>check</flowNodeRef><flowNodeRef>again</flowNodeRef></lane>
<lane id="l2" name="station_chief / 所长"><flowNodeRef>approve</flowNodeRef></lane>
</laneSet>
<startEvent id="start"/>
<userTask id="check" name="Check the place / 现场检查" seawall:regime="house.rectify"><extensionElements><seawall:form><![CDATA[${JSON.stringify(form)}]]></seawall:form></extensionElements></userTask>
<exclusiveGateway id="how"/>
<userTask id="again" name="Check it again / 复查" seawall:eyes="check"/>
<userTask id="approve" name="Approve / 审批" seawall:apart="opener"/>
<endEvent id="end"/>
${flow('start', 'check')}${flow('check', 'how')}${flow('how', 'again', 'To be checked again / 需复查')}
${flow('how', 'approve', 'In order / 合格')}${flow('again', 'approve')}${flow('approve', 'end')}
</process></definitions>`

async function publish(stage: Stage): Promise<void> {
	const look: Look = { language: 'en', theme: 'light', size: wide }
	const open = async (who: Post) => {
		const page = await stage.window(who, look)
		await page.goto(stage.address)
		return page
	}
	const drawer = await open({ kind: 'shift_leader', agency: 'xigang-command' })
	const draft = await perform<{ id: string; version: number; faults: unknown[] }>(drawer, stage, 'matters.draft.open', {
		what: 'drawing',
		name: `own.quay-${Date.now().toString(36)}`,
		title: 'Quay check',
		text: drawing,
	})
	expect(draft.faults).toEqual([])
	const reason = 'Order 2026-4: quays are checked by two.'
	await perform(drawer, stage, 'matters.draft.propose', { id: draft.id, version: draft.version, reason })
	await drawer.context().close()
	const ground = 'Within the order; checked.'
	const reviewer = await open({ kind: 'integrity_inspector', agency: 'lanjiang-integrity' })
	await perform(reviewer, stage, 'matters.draft.review', { id: draft.id, ground })
	await reviewer.context().close()
	const publisher = await open(commander)
	await perform(publisher, stage, 'matters.draft.publish', { id: draft.id, ground })
	await publisher.context().close()
}

const rowsOf = (page: Page, stage: Stage, section = 'mine') =>
	view<{ rows: readonly { id: string; matter: string; name: { en: string } }[] }>(
		page,
		stage,
		`matters.task.mine?section=${section}`,
	).then((output) => output.rows)

describe.skipIf(noBrowser !== null)(`tasks${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`, () => {
	let stage: Stage
	beforeAll(async () => {
		stage = await openStage()
		await publish(stage)
	}, 300_000)
	afterAll(() => stage?.close())

	test('M79 a matter is opened on a drawing of the bureau’s own, and its first task is there to take', async () => {
		const page = await stage.window(chief, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/tasks`)
		await page.getByRole('button', { name: 'Open a matter' }).waitFor()
		await page.keyboard.press('m')
		await page.getByRole('dialog').getByLabel('Why').fill('Yearly check of the quay.')
		await page.getByRole('dialog').getByRole('button', { name: 'Open a matter' }).click()
		await page.getByRole('dialog').waitFor({ state: 'detached' })
		await page.getByRole('button', { name: 'Of my agency' }).click()
		await page.getByRole('table', { name: 'Tasks' }).getByText('Check the place').waitFor()
		await page.context().close()
	}, 90_000)

	test.each(looks)(
		'W12 W30 tasks are right at every width ($language)',
		async ({ language, theme }) => {
			for (const size of sizes) {
				const page = await stage.window(officer, { language, theme, size })
				const [row] = await rowsOf(await started(page, stage), stage)
				await page.goto(`${stage.address}/tasks`)
				await page.waitForSelector('.pane .tbl tbody tr')
				await looksRight(page, `tasks at ${size[0]}`)
				await page.goto(`${stage.address}/tasks/${row?.id ?? ''}`)
				await page.waitForSelector('.task-head')
				await looksRight(page, `a task at ${size[0]}`)
				if (size[0] === 1366) await picture(page, `tasks-${language}`)
				await page.context().close()
			}
		},
		240_000,
	)

	test('M64 M71 M74 taken by a key, filled in, what does not fit is said, and it goes on the way chosen', async () => {
		const page = await stage.window(officer, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/tasks`)
		await page.locator('.task-head').getByText('Check the place').waitFor()
		await page.getByText('the duty goes to the').waitFor()
		await page.keyboard.press('Enter')
		await page.getByLabel('What was found (needed)').waitFor()
		await looksRight(page, 'a task with its form')
		await page.getByLabel('Exits blocked').fill('50')
		await page.getByLabel('How it goes on').selectOption({ label: 'To be checked again' })
		await page.getByRole('button', { name: 'Complete the task' }).click()
		await page.getByText('is needed').first().waitFor()
		await page.getByText('is at most 20').waitFor()
		await page.getByLabel('What was found (needed)').fill('The exit to the pier is blocked by nets.')
		await page.getByLabel('Exits blocked').fill('1')
		await page.getByLabel('Cost of repair').fill('1,250.50')
		await page.getByLabel('May stay open (needed)').selectOption({ label: 'No' })
		await page.getByLabel('Danger').selectOption({ label: 'High' })
		await page.getByRole('button', { name: 'Complete the task' }).click()
		await page.locator('.task-head').getByText('Check it again').waitFor()
		await page.context().close()
	}, 120_000)

	test('M68 W10 who checked does not check again: refused with its rule; a colleague does', async () => {
		const page = await stage.window(officer, { language: 'en', theme: 'light', size: wide })
		await page.goto(`${stage.address}/tasks`)
		await page.locator('.task-head').getByText('Check it again').waitFor()
		await page.getByText('M144').first().waitFor()
		await looksRight(page, 'a task refused')
		await page.keyboard.press('w')
		await page.getByText('Four eyes').first().waitFor()
		await page.context().close()
		const second = await stage.window(other, { language: 'en', theme: 'light', size: [390, 844] })
		await second.goto(`${stage.address}/tasks`)
		await second.getByRole('table', { name: 'Tasks' }).getByText('Check it again').click()
		await second.getByRole('button', { name: 'Take the task' }).click()
		await second.getByRole('button', { name: 'Put before the tier above' }).waitFor()
		await second.context().close()
	}, 120_000)

	test('M67 M68 escalated with a reason, and given out by the tier above to one who may', async () => {
		const page = await stage.window(other, { language: 'en', theme: 'dark', size: wide })
		await page.goto(`${stage.address}/tasks`)
		await page.getByRole('button', { name: 'Complete the task' }).waitFor()
		await page.keyboard.press('e')
		await page.getByRole('dialog').getByLabel('Reason').fill('The boat is out of service until Monday.')
		await looksRight(page, 'escalating')
		await page.getByRole('dialog').getByRole('button', { name: 'Put before the tier above' }).click()
		await page.getByRole('dialog').waitFor({ state: 'detached' })
		await page.context().close()
		const above = await stage.window(commander, { language: 'en', theme: 'dark', size: wide })
		await above.goto(`${stage.address}/tasks`)
		await above.getByRole('button', { name: 'Come up to us' }).click()
		await above.getByRole('table', { name: 'Tasks' }).getByText('Check it again').waitFor()
		await above.getByRole('button', { name: 'Give it out' }).waitFor()
		await above.keyboard.press('a')
		const dialog = above.getByRole('dialog')
		await dialog.getByText('may not do this one').waitFor()
		await looksRight(above, 'giving out')
		await dialog.getByLabel('Who').selectOption({ index: 1 })
		await dialog.getByRole('button', { name: 'Give it out' }).click()
		await dialog.waitFor({ state: 'detached' })
		await above.getByText('Given out').waitFor()
		await above.context().close()
	}, 120_000)
})

/** The page at the app, so that its session may ask. */
async function started(page: Page, { address }: Stage): Promise<Page> {
	await page.goto(address)
	return page
}
