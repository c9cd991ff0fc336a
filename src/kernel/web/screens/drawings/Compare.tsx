import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { compareVersions, listDrawings, whatIs } from '../../../matters/contract/drawings.ts'
import { useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { Differences } from './Differences.tsx'
import { isDraft, pathTo } from './names.ts'
import { Picture } from './Picture.tsx'

/** W46. Two versions side by side, what differs marked in both and listed below. */
export function Compare({ of }: { readonly of: string }) {
	const t = useWords()
	const say = useSay()
	const [, navigate] = useLocation()
	const query = new URLSearchParams(useSearch())
	const from = query.get('from') ?? ''
	const to = query.get('to') ?? ''
	const what = whatIs.safeParse(query.get('what')).data ?? 'drawing'
	const view = useView(compareVersions, { what, name: of, from, to }, { enabled: from !== '' && to !== '' })
	const [chosen, setChosen] = useState<string | null>(null)
	const titleOf = useTitles(of)
	const differences = view.output?.differences ?? []
	const marked = (changes: readonly string[]): Readonly<Record<string, string>> =>
		Object.fromEntries(
			differences
				.filter(({ change }) => changes.includes(change))
				.map(({ element, change }) => [element, `diff-${change}`]),
		)
	const before = marked(['removed', 'changed', 'moved'])
	const after = marked(['added', 'changed', 'moved'])
	return (
		<div className="compare">
			<Columns
				columns={[
					{
						key: 'from',
						title: t('drawings.older'),
						width: '1fr',
						children: (
							<Pane still title={t('drawings.older')} note={titleOf(from)}>
								<Show view={view} doing={t('drawings.comparing')} title={t('drawings.failed')}>
									{({ from: text }) => <Picture what={what} text={text} marks={before} chosen={chosen} />}
								</Show>
							</Pane>
						),
					},
					{
						key: 'to',
						title: t('drawings.newer'),
						width: '1fr',
						children: (
							<Pane
								still
								title={t('drawings.newer')}
								note={titleOf(to)}
								tools={
									<Button keys="Esc" onPress={() => navigate(pathTo(isDraft(to) ? to : of))}>
										{t('drawings.leave')}
									</Button>
								}
							>
								<Show view={view} doing={t('drawings.comparing')} title={t('drawings.failed')}>
									{({ to: text }) => <Picture what={what} text={text} marks={after} chosen={chosen} />}
								</Show>
							</Pane>
						),
					},
				]}
			/>
			<Pane
				level={1}
				title={t('drawings.differences')}
				note={view.output === undefined ? undefined : differences.length}
			>
				<Show view={view} doing={t('drawings.comparing')} title={t('drawings.failed')}>
					{({ why, from: older, to: newer }) => (
						<>
							{why === null ? null : (
								<div className="pad">
									<Note kind="warn" title={t('drawings.incomparable')}>
										{say(why)}
									</Note>
								</div>
							)}
							<Differences differences={differences} texts={[newer, older]} selected={chosen} onSelect={setChosen} />
						</>
					)}
				</Show>
			</Pane>
		</div>
	)
}

/** What a version is called: by its number, a draft as a draft. */
function useTitles(name: string): (version: string) => string {
	const t = useWords()
	const list = useView(listDrawings, {})
	const versions = list.output?.rows.find((row) => row.name === name)?.versions ?? []
	return (version) => {
		if (isDraft(version)) return t('drawings.draft')
		const found = versions.find((each) => each.version === version)
		return found === undefined ? version : t('drawings.version', { number: found.number })
	}
}
