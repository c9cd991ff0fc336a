import './contact.css'
import { useMay } from '#kernel/web/may.ts'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { useWords } from '#kernel/web/words.ts'
import { listContacts } from '../../contract/contact.ts'
import { Enter } from './Enter.tsx'
import { Register } from './Register.tsx'

/** Everyone writes; integrity of the next tier also reads. */
export function Contacts() {
	const t = useWords()
	const may = useMay()
	const reads = may?.has(listContacts.name) === true
	const enter = { key: 'enter', title: t('command.contact.title'), width: reads ? '440px' : '1fr', children: <Enter /> }
	if (!reads) return <Columns columns={[enter]} />
	return (
		<Columns
			columns={[enter, { key: 'list', title: t('command.contact.register'), width: '1fr', children: <Register /> }]}
		/>
	)
}
