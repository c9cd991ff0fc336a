import pg from 'pg'

/**
 * Makes a PostgreSQL database ready for `pg_restore`: it must hold nothing of Seawall, or `replace` gives up what is there.
 * The roles that the grants in a dump name belong to the cluster and are not in it, so they are made here.
 * @throws Error with what to do when the database is not empty
 */
export async function makeReadyForRestore(url: string, replace: boolean): Promise<void> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
	await client.connect()
	try {
		const { rowCount } = await client.query("select 1 from pg_namespace where nspname = 'kernel'")
		if (rowCount !== 0 && !replace)
			throw new Error('The database of DATABASE_URL is not empty. Give an empty one, or say --replace.')
		await client.query(`do $$ begin
			if not exists (select from pg_roles where rolname = 'seawall_app') then create role seawall_app nologin; end if;
			if not exists (select from pg_roles where rolname = 'seawall_sequencer') then create role seawall_sequencer nologin; end if;
		end $$`)
	} finally {
		await client.end()
	}
}
