import { useEffect, useState } from 'react'
import type { Point } from '#kernel/contract/scalars.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { MapPane } from '#kernel/web/map/MapPane.tsx'
import type { AreaMark, Mark } from '#kernel/web/map/marks.ts'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { useTheme } from '#kernel/web/theme.ts'
import { type Translate, useLanguage, useWords } from '#kernel/web/words.ts'
import { attachCall, listNear } from '../../contract/calls.ts'
import { HazardsForCall } from '../hazards/HazardTags.tsx'
import { useMapWords } from '#kernel/web/map/useMapWords.ts'
import { Written } from '../written/Written.tsx'
import { useTerms } from '../shared/terms.ts'
import type { CallShown, Opened } from './CallForm.tsx'
import { Foreseen } from './Foreseen.tsx'
import type { PlacePicked } from '../shared/PlaceSearch.tsx'
import { hitRow, readTable } from './priority-table.ts'
import { SameList } from './SameList.tsx'
import drawing from '../../process/priority.dmn?raw'

const tableRows = readTable(drawing)

type SideProps = {
	readonly call: CallShown
	readonly version: () => number
	readonly picked: PlacePicked | null
	readonly opened: Opened | null
	readonly onDone: () => void
}

/** Beside the form: where it is, what may be the same, what the desk will do, what to say. */
export function IntakeSide({ call, version, picked, opened, onDone }: SideProps) {
	const place = picked?.point ?? call.place?.point ?? null
	const located = call.located
	const point = place ?? located?.point ?? null
	return (
		<>
			{call.written && <Written call={call.id} keys />}
			<HazardsForCall call={call.id} address={picked?.id ?? null} />
			<PlaceMap
				call={call}
				place={place}
				priority={opened?.priority ?? hitRow(tableRows, call.type, call.facts)?.priority ?? 5}
			/>
			<Same call={call} version={version} point={point} opened={opened?.incident ?? null} onDone={onDone} />
			<Foreseen opened={opened} />
			<Say call={call} />
		</>
	)
}

function PlaceMap({
	call,
	place,
	priority,
}: {
	readonly call: CallShown
	readonly place: Point | null
	readonly priority: number
}) {
	const t = useWords()
	const language = useLanguage()
	const { shown } = useTheme()
	const words = useMapWords()
	const { located } = call
	const [centre] = useState<Point | null>(place ?? located?.point ?? null)
	const marks: Mark[] = place === null ? [] : [{ kind: 'incident', id: call.id, at: place, priority, label: '' }]
	return (
		<MapPane
			marks={marks}
			areas={fixOf(call, t)}
			route={null}
			selected={new Set([call.id])}
			onSelect={() => undefined}
			focus={place ?? located?.point ?? null}
			follow
			centre={centre}
			zoom={16}
			language={language}
			theme={shown}
			words={words}
			twinShown={false}
			twin={null}
			className="intake-map"
		/>
	)
}

/** A located telephone is a circle of its accuracy. One without a known datum is up to 700 m off, and says so. */
function fixOf(call: CallShown, t: Translate): AreaMark[] {
	if (call.located === null) return []
	const { point, accuracyMetres } = call.located
	const label = t('dispatch.map.fix', { n: Math.round(accuracyMetres) })
	return [{ kind: 'accuracy', id: 'fix', at: point, radius: accuracyMetres, label, note: '', priority: null }]
}

type SameProps = {
	readonly call: CallShown
	readonly version: () => number
	readonly point: Point | null
	readonly opened: string | null
	readonly onDone: () => void
}

function Same({ call, version, point, opened, onDone }: SameProps) {
	const act = useAct(attachCall)
	const type = call.type === null ? {} : { type: call.type }
	const near = useView(
		listNear,
		{ lon: point?.[0] ?? 0, lat: point?.[1] ?? 0, but: opened ?? call.id, ...type },
		{ enabled: point !== null, topics: ['dispatch.'], keep: true },
	)
	const attach = async (incident: string) => {
		if ((await act.perform({ call: call.id, version: version(), incident })) !== null) onDone()
	}
	const rows = near.output
	const first = rows?.same.find((row) => row.kind === 'incident' && row.inside)
	useKeys({ A: first === undefined || opened !== null ? undefined : () => void attach(first.id) })
	return (
		<SameList
			near={point === null ? undefined : rows}
			first={opened === null ? (first?.id ?? null) : null}
			mayAttach={opened === null}
			busy={act.busy}
			problem={act.problem}
			onAttach={(incident) => void attach(incident)}
		/>
	)
}

/** What to say while help is on its way, and the same in the other language. */
function Say({ call }: { readonly call: CallShown }) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	const [other, setOther] = useState(false)
	useEffect(() => setOther(false), [call.id])
	useKeys({ 'Alt Z': () => setOther((was) => !was) })
	const say = terms.types.find((each) => each.code === call.type)?.say
	if (say === undefined) return null
	const [first, second] = (language === 'zh') !== other ? [say.zh, say.en] : [say.en, say.zh]
	const [firstLang, secondLang] = (language === 'zh') !== other ? ['zh-CN', 'en'] : ['en', 'zh-CN']
	return (
		<section className="say" aria-label={t('dispatch.intake.say')}>
			<h3>{t('dispatch.intake.say')}</h3>
			<p lang={firstLang}>“{first}”</p>
			<div className="sm t3">
				{secondLang === 'en' ? 'English' : '中文'} <Kbd keys="Alt Z" /> <span lang={secondLang}>“{second}”</span>
			</div>
		</section>
	)
}
