import { allocateTaskAct } from '../acts/allocate-task.ts'
import { completeTaskAct } from '../acts/complete-task.ts'
import { decideTaskAct } from '../acts/decide-task.ts'
import { delegateTaskAct } from '../acts/delegate-task.ts'
import { escalateTaskAct } from '../acts/escalate-task.ts'
import { failTaskAct } from '../acts/fail-task.ts'
import { giveBackTaskAct } from '../acts/give-back-task.ts'
import { openOwnMatterAct } from '../acts/open-own-matter.ts'
import { raiseTaskAct } from '../acts/raise-task.ts'
import { releaseTaskAct } from '../acts/release-task.ts'
import { takeBackTaskAct } from '../acts/take-back-task.ts'
import { takeTaskAct } from '../acts/take-task.ts'
import { taskBook, taskResource } from '../contract/tasks.ts'
import { raiseWorker } from './raised.ts'
import { listColleaguesView } from '../views/list-colleagues.ts'
import { listMatterTasksView } from '../views/list-matter-tasks.ts'
import { listMyTasksView } from '../views/list-my-tasks.ts'
import { listOwnProcessesView } from '../views/list-own-processes.ts'
import { showTaskView } from '../views/show-task.ts'
import { showTaskValuesView } from '../views/show-task-values.ts'

/** Tasks for people, as the room of matters hands them to the app. */

export { lapsedTasks } from './lapsed.ts'
export { passTasks } from './pass.ts'

export const taskParts = {
	resources: [taskBook, taskResource],
	acts: [
		takeTaskAct,
		giveBackTaskAct,
		allocateTaskAct,
		delegateTaskAct,
		takeBackTaskAct,
		escalateTaskAct,
		completeTaskAct,
		decideTaskAct,
		failTaskAct,
		releaseTaskAct,
		raiseTaskAct,
		openOwnMatterAct,
	],
	hears: [raiseWorker],
	views: [
		listMyTasksView,
		listMatterTasksView,
		showTaskView,
		showTaskValuesView,
		listColleaguesView,
		listOwnProcessesView,
	],
} as const
