import { useState } from 'react'
import { type AgencyShape, agencyTree, type PostKind, postKind } from '../../../identity/contract.ts'
import { assignFault } from '../../../matters/contract/process.ts'
import { useAct, useView } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSession } from '../../session.tsx'
import { useLanguage, useWords } from '../../words.ts'
import { asked, type FaultProps } from './shown.ts'

/** Names the post that sees to it, of my bureau or of an agency below it (M56). */
export function Assign({ shown, onChanged, onClose }: FaultProps & { readonly onClose: () => void }) {
	const t = useWords()
	const language = useLanguage()
	const { tell } = useNotices()
	const { session } = useSession()
	const { fault } = shown
	const tree = useView(agencyTree, {})
	const [agency, setAgency] = useState(fault.duty?.agency ?? fault.agency)
	const [post, setPost] = useState<PostKind | ''>(fault.duty?.post ?? '')
	const act = useAct(assignFault)
	const go = async (): Promise<void> => {
		if (post === '') return
		const answer = await act.perform({ fault: fault.id, version: fault.version, agency, post })
		if (answer === null) return
		tell({ kind: 'good', title: t('faults.assigned'), receipt: answer.receipt })
		onChanged()
		onClose()
	}
	return (
		<Dialog
			title={t('faults.do.assign')}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					main
					busy={act.busy}
					notYet={post === '' ? t('faults.choose-post') : undefined}
					onPress={() => void go()}
				>
					{t('faults.do.assign')}
				</Button>
			}
		>
			<Show view={tree} doing={t('faults.doing')} title={t('faults.failed')}>
				{({ agencies }) => (
					<Select
						label={t('faults.agency')}
						value={agency}
						onChange={setAgency}
						choices={below(agencies, session?.post.agency.id).map((each) => ({
							value: each.id,
							label: language === 'zh' ? each.nameZh : each.nameEn,
						}))}
					/>
				)}
			</Show>
			<Select
				label={t('faults.post')}
				hint={t('faults.post.hint')}
				prompt={t('faults.choose-post')}
				required
				value={post}
				onChange={setPost}
				choices={postKind.options.map((value) => ({ value, label: t(`web.post.${value}`) }))}
			/>
			{act.problem === null ? null : (
				<Problem problem={act.problem} title={t('faults.not-done')} ask={asked(assignFault.name, fault.id)} />
			)}
		</Dialog>
	)
}

/** The bureau of this agency and all below it; parents come before children. */
function below(agencies: readonly AgencyShape[], mine: string | undefined): readonly AgencyShape[] {
	const kept = new Set([agencies.find((each) => each.id === mine)?.bureau])
	return agencies.filter((each) => {
		if (!kept.has(each.id) && (each.parent === null || !kept.has(each.parent))) return false
		kept.add(each.id)
		return true
	})
}
