import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { pages, webOptions } from './src/app/web/build.ts'

/** As the built server does: `/follow/CODE` and `/unit` show their own pages, all else the staff app. */
const ownPages: Plugin = {
	name: 'own pages',
	configureServer(server) {
		server.middlewares.use((request, _response, next) => {
			const first = /^\/(\w+)(?:[/?]|$)/.exec(request.url ?? '')?.[1]
			if (first !== undefined && first !== 'index' && pages.some((page) => page === first))
				request.url = `/${first}.html`
			next()
		})
	},
}

export default defineConfig({ ...webOptions(), plugins: [react(), ownPages] })
