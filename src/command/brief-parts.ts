import type { Slice } from '#kernel/slice.ts'
import { commandBriefs, commandDuties } from './brief-sources.ts'
import { performAcknowledgeBrief } from './acts/acknowledge-brief.ts'
import { performMakeBrief } from './acts/make-brief.ts'
import { performSendReport } from './acts/send-report.ts'
import { reportForms } from './rules/report-forms.ts'
import { checkBriefView } from './views/check-brief.ts'
import { draftReportView } from './views/draft-report.ts'
import { showBriefList } from './views/list-briefs.ts'
import { showReportList } from './views/list-reports.ts'
import { printBriefView } from './views/print-brief.ts'
import { showBriefView } from './views/show-brief.ts'
import { showReportView } from './views/show-report.ts'

/** Command rhythm: briefings, and reports filled from the record. */
export const briefParts = {
	acts: [performMakeBrief, performAcknowledgeBrief, performSendReport],
	views: [
		showBriefList,
		showBriefView,
		checkBriefView,
		printBriefView,
		draftReportView,
		showReportList,
		showReportView,
	],
	forms: reportForms,
	briefs: commandBriefs,
	duties: [commandDuties],
} satisfies Pick<Slice, 'acts' | 'views' | 'forms' | 'briefs' | 'duties'>
