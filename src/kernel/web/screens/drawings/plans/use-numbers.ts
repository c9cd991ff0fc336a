import { listDrawings } from '../../../../matters/contract/drawings.ts'
import { useView } from '../../../client.ts'
import { useWords } from '../../../words.ts'

/** What the versions of a process are called. */
export function useNumbers(name: string): (version: string) => string {
	const t = useWords()
	const list = useView(listDrawings, {})
	const versions = list.output?.rows.find((row) => row.name === name)?.versions ?? []
	return (version) => {
		const found = versions.find((each) => each.version === version)
		return found === undefined ? version : t('drawings.version', { number: found.number })
	}
}
