import { Secret, TOTP } from 'otpauth'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import type { Store } from '#kernel/db/store.ts'
import { identitySlice } from '#kernel/identity/api.ts'
import { type AgencyBranch, type CredentialKind, type PostKind, sessionOpen } from '#kernel/identity/contract.ts'
import { keepPassword, keepTotp } from '#kernel/identity/first-keys.ts'
import { standingOf, whoOfSession } from '#kernel/identity/standing.ts'
import { newId } from '#kernel/ids.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { nobody, type Who } from '#kernel/who.ts'
import type { Tier } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { openFresh } from '#tests/database.ts'

export const password = 'four plain words here'
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** The code an authenticator shows at a time (ms). */
export const codeAt = (at: number, secret = totpSecret) =>
	new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

/** A database of its own with a small made-up bureau, and the engine over identity alone. Its clock is moved by hand. */
export class Town {
	readonly store: Store
	readonly spine: Spine
	at = Date.parse('2026-11-24T08:00:00Z')
	readonly agency: Record<string, string> = {}
	#keys = 0

	private constructor(store: Store) {
		this.store = store
		const slices = [identitySlice]
		this.spine = makeSpine({ store, powers: loadPowers(slices), slices, clock: () => new Date(this.at) })
	}

	static async open(): Promise<Town> {
		const town = new Town(await openFresh())
		await town.owner(async (tx) => {
			await town.addAgency(tx, 'city', 'city', null)
			await town.addAgency(tx, 'bureau', 'county', 'city')
			await town.addAgency(tx, 'command', 'county', 'bureau', 'command')
			await town.addAgency(tx, 'east', 'station', 'bureau')
			await town.addAgency(tx, 'other', 'county', 'city')
		})
		return town
	}

	get now(): Date {
		return new Date(this.at)
	}

	owner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
		return this.store.transact('owner', work)
	}

	async addAgency(
		tx: Tx,
		code: string,
		tier: Tier,
		parent: string | null,
		branch: AgencyBranch | null = null,
	): Promise<void> {
		const id = newId()
		this.agency[code] = id
		const parent_id = parent === null ? null : this.id(parent)
		await tx
			.insertInto('identity.agency')
			.values({ id, code, name_en: code, name_zh: code, tier, branch, parent_id, demo: true })
			.execute()
	}

	id(code: string): string {
		const id = this.agency[code]
		if (id === undefined) throw new Error(`no agency ${code}`)
		return id
	}

	/** A person with one post, and keys when asked. Demo people have no keys, so those with keys are real. */
	async hire(
		kind: PostKind,
		agency: string,
		more: {
			sworn?: boolean
			keys?: boolean
			until?: Date
			credentials?: readonly (readonly [CredentialKind, Date])[]
		} = {},
	): Promise<{ person: string; post: string; account: string }> {
		const person = newId()
		const post = newId()
		const account = `p-${person.slice(-12)}`
		const agency_id = this.id(agency)
		const from_at = new Date(this.at - 60_000)
		await this.owner(async (tx) => {
			await tx
				.insertInto('identity.person')
				.values({
					id: person,
					account,
					name_en: 'Someone',
					name_zh: '某人',
					sworn: more.sworn ?? kind !== 'auxiliary_officer',
					agency_id,
					left_at: null,
					demo: more.keys !== true,
				})
				.execute()
			await tx
				.insertInto('identity.post')
				.values({ id: post, person_id: person, agency_id, kind, from_at, until_at: more.until ?? null })
				.execute()
			for (const [credential, until_at] of more.credentials ?? []) {
				await tx
					.insertInto('identity.credential')
					.values({ id: newId(), person_id: person, kind: credential, from_at, until_at })
					.execute()
			}
			if (more.keys === true) {
				await keepPassword(tx, person, password, this.now)
				await keepTotp(tx, person, totpSecret, 0, this.now)
			}
		})
		return { person, post, account }
	}

	/** Performs an act through the engine. */
	async act<I extends z.ZodObject, O extends z.ZodType>(
		declaration: ActDeclaration<I, O>,
		input: z.input<I>,
		who: Who = nobody,
	): Promise<z.output<O>> {
		this.#keys += 1
		const { name } = declaration
		const answer = await perform(this.spine, { name, input, key: `town-key-${this.#keys}`, who })
		return declaration.output.parse(answer.output)
	}

	/** Shows a view through the engine. */
	async view<I extends z.ZodObject, O extends z.ZodType>(
		declaration: ViewDeclaration<I, O>,
		input: z.input<I>,
		who: Who = nobody,
	): Promise<z.output<O>> {
		const answer = await show(this.spine, { name: declaration.name, input, who })
		return declaration.output.parse(answer.output)
	}

	/** The refusal of work that must be refused. */
	async no(work: Promise<unknown>): Promise<Refusal> {
		const caught = await work.then(
			() => null,
			(error: unknown) => error,
		)
		if (caught instanceof Refusal) return caught
		throw new Error(`expected a refusal, not ${String(caught)}`)
	}

	/** Signs a demo person in; the token and who it speaks for. */
	async demoIn(post: string): Promise<{ token: string; who: Who }> {
		const { session } = await this.act(sessionOpen, { keys: { method: 'demo', post } })
		return { token: session.token, who: await this.needWho(session.token) }
	}

	async passwordIn(account: string, source = '192.0.2.1'): Promise<string> {
		const keys = { method: 'password', account, password, code: codeAt(this.at) } as const
		const { session } = await this.act(sessionOpen, { keys }, { ...nobody, source })
		return session.token
	}

	who(token: string): Promise<Who | null> {
		return whoOfSession(this.store.db, token, this.now)
	}

	async needWho(token: string): Promise<Who> {
		const who = await this.who(token)
		if (who === null) throw new Error('nobody is signed in with this token')
		return who
	}

	async standing(post: string): Promise<Who> {
		const who = await standingOf(this.store.db, post, this.now)
		if (who === null) throw new Error('the post is not held now')
		return who
	}

	/** Makes the organisation real and its agencies with it, the short way. */
	async makeReal(): Promise<void> {
		await this.owner(async (tx) => {
			await tx.updateTable('identity.organisation').set({ mode: 'real', origin: 'https://seawall.example' }).execute()
			await tx.updateTable('identity.agency').set({ demo: false }).execute()
		})
	}
}
