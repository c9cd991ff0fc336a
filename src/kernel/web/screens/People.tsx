import './powers.css'
import { useState } from 'react'
import type { z } from 'zod'
import { enrolmentOpen } from '../../identity/contract/keys.ts'
import { agencyTree } from '../../identity/contract/organisation.ts'
import { credentialGrant, personAdd, personList, postEnd, postGrant } from '../../identity/contract/people.ts'
import { credentialKind, postKind } from '../../identity/contract/words.ts'
import { useAct, useView } from '../client.ts'
import { useMay } from '../may.ts'
import { AgencyTree } from '../parts/AgencyTree.tsx'
import { Button } from '../parts/Button.tsx'
import { Check } from '../parts/Check.tsx'
import { Columns } from '../parts/Columns.tsx'
import { DataTable } from '../parts/DataTable.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Empty } from '../parts/Empty.tsx'
import { Field } from '../parts/Field.tsx'
import { Note } from '../parts/Note.tsx'
import { Pane } from '../parts/Pane.tsx'
import { Problem } from '../parts/Problem.tsx'
import { Section } from '../parts/Section.tsx'
import { Select } from '../parts/Select.tsx'
import { Show } from '../parts/Show.tsx'
import { useSession } from '../session.tsx'
import { day, when } from '../times.ts'
import { useLanguage, useWords } from '../words.ts'

type Person = z.output<typeof personList.output>['people'][number]

/** Who stands in the files, which posts they hold, and giving them: the administrator's screen. */
export function People() {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	const { session } = useSession()
	const may = useMay()
	const tree = useView(agencyTree, {})
	const [agency, setAgency] = useState<string | null>(null)
	const [typed, setTyped] = useState('')
	const [chosen, setChosen] = useState<string | null>(null)
	const [adding, setAdding] = useState(false)
	const list = useView(
		personList,
		{ limit: 200, ...(agency === null ? {} : { agency }), ...(typed.trim() === '' ? {} : { q: typed.trim() }) },
		{ keep: true, topics: ['identity.'] },
	)
	const people = list.output?.people ?? []
	const person = people.find((each) => each.id === chosen) ?? null
	const at = agency ?? session?.post.agency.id ?? null
	return (
		<Columns
			columns={[
				{
					key: 'tree',
					title: t('web.powers.tree'),
					width: '268px',
					children: (
						<Pane title={t('web.powers.tree')}>
							<AgencyTree
								agencies={tree.output?.agencies ?? []}
								chosen={agency}
								onChoose={(id) => setAgency(id === agency ? null : id)}
							/>
						</Pane>
					),
				},
				{
					key: 'people',
					title: t('web.people.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							still
							title={t('web.people.title')}
							tools={
								<>
									<Field
										label={t('web.people.find')}
										labelHidden
										placeholder={t('web.people.find')}
										value={typed}
										onChange={setTyped}
									/>
									{may?.has(personAdd.name) === true ? (
										<Button kind="go" keys="A" onPress={() => setAdding(true)}>
											{t('web.people.add')}
										</Button>
									) : null}
								</>
							}
						>
							<Show view={list} title={t('web.people.failed')} ask={{ action: personList.name }}>
								{() => (
									<DataTable<Person>
										label={t('web.people.title')}
										keys
										scrolls
										rows={people}
										rowKey={(each) => each.id}
										selected={chosen}
										onSelect={(each) => setChosen(each.id)}
										empty={<Empty title={t('web.people.none')}>{t('web.people.none.why')}</Empty>}
										columns={[
											{
												key: 'name',
												head: t('web.people.name'),
												width: 170,
												cell: (each) => <b>{zh ? each.nameZh : each.nameEn}</b>,
											},
											{
												key: 'account',
												head: t('web.keys-form.account'),
												width: 150,
												from: 620,
												cell: (each) => <span className="mono">{each.account}</span>,
											},
											{
												key: 'sworn',
												head: t('web.people.sworn'),
												width: 90,
												from: 520,
												cell: (each) => t(each.sworn ? 'web.people.sworn.yes' : 'web.people.sworn.no'),
											},
											{
												key: 'posts',
												head: t('web.people.posts'),
												cell: (each) =>
													each.posts
														.map(
															(post) =>
																`${t(`web.post.${post.kind}`)} · ${zh ? post.agency.nameZh : post.agency.nameEn}`,
														)
														.join(', ') || <span className="t3">{t('web.people.no-post')}</span>,
											},
										]}
									/>
								)}
							</Show>
							{adding && at !== null ? (
								<AddPerson agency={at} onClose={() => setAdding(false)} onDone={(id) => setChosen(id)} />
							) : null}
						</Pane>
					),
				},
				{
					key: 'person',
					title: t('web.people.one'),
					width: '400px',
					children: (
						<Pane
							title={person === null ? t('web.people.one') : zh ? person.nameZh : person.nameEn}
							note={person?.account}
						>
							{person === null ? (
								<Empty title={t('web.people.pick')} />
							) : (
								<One key={person.id} person={person} agency={at} onChange={list.refresh} />
							)}
						</Pane>
					),
				},
			]}
		/>
	)
}

function AddPerson({
	agency,
	onClose,
	onDone,
}: {
	readonly agency: string
	readonly onClose: () => void
	readonly onDone: (id: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const add = useAct(personAdd)
	const [nameZh, setNameZh] = useState('')
	const [nameEn, setNameEn] = useState('')
	const [account, setAccount] = useState('')
	const [sworn, setSworn] = useState(true)
	const ready = nameZh !== '' && nameEn !== '' && /^[a-z0-9][a-z0-9._-]{1,62}$/.test(account)
	const send = async (): Promise<void> => {
		const answer = await add.perform({ agency, account, nameEn, nameZh, sworn, locale: language })
		if (answer === null) return
		onDone(answer.output.id)
		onClose()
	}
	return (
		<Dialog
			title={t('web.people.add')}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					busy={add.busy}
					notYet={ready ? undefined : t('web.set-up.no.person')}
					onPress={() => void send()}
				>
					{t('web.people.add')}
				</Button>
			}
		>
			{add.problem === null ? null : (
				<Problem problem={add.problem} title={t('web.people.not-added')} ask={{ action: personAdd.name }} />
			)}
			<Field label={t('web.set-up.person-zh')} value={nameZh} onChange={setNameZh} maxLength={60} autoFocus required />
			<Field label={t('web.set-up.person-en')} value={nameEn} onChange={setNameEn} maxLength={120} required />
			<Field
				label={t('web.keys-form.account')}
				hint={t('web.set-up.account.hint')}
				value={account}
				onChange={(value) => setAccount(value.toLowerCase())}
				maxLength={63}
				mono
				required
			/>
			<Check on={sworn} onChange={setSworn}>
				{t('web.set-up.sworn')}
			</Check>
		</Dialog>
	)
}

function One({
	person,
	agency,
	onChange,
}: {
	readonly person: Person
	readonly agency: string | null
	readonly onChange: () => void
}) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	const end = useAct(postEnd)
	const code = useAct(enrolmentOpen)
	return (
		<>
			<Section title={t('web.people.posts')} note={person.posts.length} />
			{person.posts.map((post) => (
				<div key={post.id} className="pad row">
					<span>
						<b>{t(`web.post.${post.kind}`)}</b>{' '}
						<span className="t2">{zh ? post.agency.nameZh : post.agency.nameEn}</span>
						<br />
						<span className="sm t3">{t('web.people.from', { day: day(post.from) })}</span>
					</span>
					<span className="sp" />
					<Button
						busy={end.busy}
						onPress={() => void end.perform({ post: post.id, version: post.version }).then(onChange)}
					>
						{t('web.people.end')}
					</Button>
				</div>
			))}
			<GrantPost person={person.id} agency={agency} onDone={onChange} />
			<Section title={t('web.people.credentials')} note={person.credentials.length} />
			{person.credentials.map((each) => (
				<p key={each.id} className="pad row">
					{t(`web.credential.${each.kind}`)}
					<span className="sp" />
					<span className="t2">{each.until === null ? '–' : t('web.people.until', { day: day(each.until) })}</span>
				</p>
			))}
			<GrantCredential person={person.id} onDone={onChange} />
			<Section title={t('web.people.keys')} />
			<div className="pad col">
				{end.problem === null ? null : <Problem problem={end.problem} ask={{ action: postEnd.name }} />}
				{code.problem === null ? null : <Problem problem={code.problem} ask={{ action: enrolmentOpen.name }} />}
				{code.answer === null ? null : (
					<Note kind="good" live title={t('web.people.code.is')}>
						<p className="mono secret">{code.answer.output.code}</p>
						<p>{t('web.people.code.how', { time: when(code.answer.output.until) })}</p>
					</Note>
				)}
				<Button busy={code.busy} onPress={() => void code.perform({ person: person.id })}>
					{t('web.people.code')}
				</Button>
			</div>
		</>
	)
}

type PostKind = (typeof postKind.options)[number]
type CredentialKind = (typeof credentialKind.options)[number]

function GrantPost({
	person,
	agency,
	onDone,
}: {
	readonly person: string
	readonly agency: string | null
	readonly onDone: () => void
}) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	const tree = useView(agencyTree, {})
	const grant = useAct(postGrant)
	const [kind, setKind] = useState<PostKind>('officer')
	const [at, setAt] = useState(agency ?? '')
	return (
		<div className="pad col">
			{grant.problem === null ? null : <Problem problem={grant.problem} ask={{ action: postGrant.name }} />}
			<div className="grid2">
				<Select
					label={t('web.powers.post')}
					value={kind}
					onChange={setKind}
					choices={postKind.options.map((value) => ({ value, label: t(`web.post.${value}`) }))}
				/>
				<Select
					label={t('web.ledger.col.agency')}
					value={at}
					onChange={setAt}
					prompt="–"
					choices={(tree.output?.agencies ?? []).map((each) => ({
						value: each.id,
						label: zh ? each.nameZh : each.nameEn,
					}))}
				/>
			</div>
			<Button
				busy={grant.busy}
				notYet={at === '' ? t('web.people.pick-agency') : undefined}
				onPress={() =>
					void grant.perform({ person, agency: at, kind }).then((answer) => (answer === null ? undefined : onDone()))
				}
			>
				{t('web.people.grant')}
			</Button>
		</div>
	)
}

function GrantCredential({ person, onDone }: { readonly person: string; readonly onDone: () => void }) {
	const t = useWords()
	const grant = useAct(credentialGrant)
	const [kind, setKind] = useState<CredentialKind>('first_aid')
	const [until, setUntil] = useState('')
	return (
		<div className="pad col">
			{grant.problem === null ? null : <Problem problem={grant.problem} ask={{ action: credentialGrant.name }} />}
			<div className="grid2">
				<Select
					label={t('web.people.credential')}
					value={kind}
					onChange={setKind}
					choices={credentialKind.options.map((value) => ({ value, label: t(`web.credential.${value}`) }))}
				/>
				<Field label={t('web.people.holds-until')} type="date" value={until} onChange={setUntil} />
			</div>
			<Button
				busy={grant.busy}
				notYet={until === '' ? t('web.people.pick-day') : undefined}
				onPress={() =>
					void grant
						.perform({ person, kind, until: `${until}T23:59:59+08:00` })
						.then((answer) => (answer === null ? undefined : onDone()))
				}
			>
				{t('web.people.record')}
			</Button>
		</div>
	)
}
