import { useState } from 'react'
import { useTitle } from '#kernel/web/page.tsx'
import { useMay } from '#kernel/web/may.ts'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { useWords } from '#kernel/web/words.ts'
import { listDowngrades, showSample } from '../../contract/record.ts'
import { Downgrades } from './Downgrades.tsx'
import { Sample } from './Sample.tsx'
import { SampleCounts } from './SampleCounts.tsx'
import './record.css'

/** D226 to D239. The queue of lesser types and priorities, the weekly sample, and what samples found. */
export function Record() {
	const t = useWords()
	const may = useMay()
	const [shown, setShown] = useState('queue')
	useTitle(t('dispatch.record.title'))
	const columns = [
		{
			key: 'queue',
			title: t('dispatch.record.queue'),
			width: '1fr',
			needs: listDowngrades.name,
			children: <Downgrades />,
		},
		{ key: 'sample', title: t('dispatch.record.sample'), width: '1fr', needs: showSample.name, children: <Sample /> },
		{ key: 'counts', title: t('dispatch.record.counts'), width: '1fr', needs: null, children: <SampleCounts /> },
	].filter((column) => column.needs === null || may?.has(column.needs) === true)
	const first = columns.some((column) => column.key === shown) ? shown : (columns[0]?.key ?? 'counts')
	return <Columns show={first} onShow={setShown} columns={columns} />
}
